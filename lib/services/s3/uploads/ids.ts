import type { IdSource } from "../../../core/ids.js";
import type { Place } from "../state/objects.js";

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz.-";
/** As long as those of S3 are. */
const LENGTH = 128;
const PLACE_LENGTH = 10;

/** An upload id in S3's form, that tells the upload's place among those of its key. */
export function uploadIdAt(place: Place, ids: IdSource): string {
  return place + ids.text(ALPHABET, LENGTH - PLACE_LENGTH);
}

/** The place that an upload id tells; of what is no upload id, one that no upload has. */
export function uploadPlaceOf(uploadId: string): Place {
  return uploadId.length === LENGTH ? uploadId.slice(0, PLACE_LENGTH) : "";
}

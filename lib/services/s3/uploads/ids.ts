import type { IdSource } from "../../../runtime/ids.js";
import type { VersionSequence } from "../state/objects.js";

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz.-";
/** The length of S3's ids. */
const LENGTH = 128;
const SEQUENCE_LENGTH = 10;

/** An upload id in S3's form, which contains the position of the upload among those of its key. */
export function uploadIdAt(sequence: VersionSequence, ids: IdSource): string {
  return sequence + ids.text(ALPHABET, LENGTH - SEQUENCE_LENGTH);
}

/** The sequence in an upload id; for other strings, a sequence of no upload. */
export function uploadSequenceOf(uploadId: string): VersionSequence {
  return uploadId.length === LENGTH ? uploadId.slice(0, SEQUENCE_LENGTH) : "";
}

import type { ObjectVersion, StoredChecksum } from "../state/objects.js";

/** An object's checksum as GET and HEAD show it: a composite one tells of how many parts it is made. */
export function shownChecksum({ checksum, parts }: ObjectVersion): StoredChecksum {
  if (checksum.type !== "COMPOSITE") return checksum;
  return { ...checksum, value: `${checksum.value}-${parts?.length ?? 1}` };
}

import { checksumMembers } from "../checksums/request.js";
import type { ObjectVersion } from "../state/objects.js";

/** The members in which an object's checksum is shown; a composite one ends with the number of parts. */
export function describeChecksum({
  checksum,
  checksumHidden,
  parts,
}: ObjectVersion): Partial<ReturnType<typeof checksumMembers>> {
  if (checksumHidden) return {};
  if (checksum.type !== "COMPOSITE") return checksumMembers(checksum);
  return checksumMembers({ ...checksum, value: `${checksum.value}-${parts?.length ?? 1}` });
}

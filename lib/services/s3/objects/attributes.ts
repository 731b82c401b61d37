import { checksumMember } from "../checksums/request.js";
import type { GetObjectAttributesParts, GetObjectAttributesRequest, ObjectPart } from "../generated/types.js";
import type { ObjectVersion, StoredPart } from "../state/objects.js";

const MAX_PARTS = 1000;

/** The parts of an object: only of those with a composite checksum S3 tells more than how many there are. */
export function partsOf(
  { checksum }: ObjectVersion,
  parts: readonly StoredPart[],
  { MaxParts = MAX_PARTS, PartNumberMarker = 0 }: GetObjectAttributesRequest,
): GetObjectAttributesParts {
  const TotalPartsCount = parts.length;
  if (checksum.type !== "COMPOSITE") return { TotalPartsCount };
  const limit = Math.min(MaxParts, MAX_PARTS);
  const rest = parts.filter(({ number }) => number > PartNumberMarker);
  const shown = rest.slice(0, limit);
  return {
    TotalPartsCount,
    PartNumberMarker,
    NextPartNumberMarker: shown.at(-1)?.number ?? 0,
    MaxParts: limit,
    IsTruncated: shown.length < rest.length,
    Parts: shown.map(describedPart),
  };
}

function describedPart({ number, size, checksum }: StoredPart): ObjectPart {
  return {
    PartNumber: number,
    Size: size,
    ...(checksum && checksumMember(checksum.algorithm, checksum.value)),
  };
}

import { checksumMember } from "../checksums/request.js";
import type { GetObjectAttributesParts, GetObjectAttributesRequest, ObjectPart } from "../generated/types.js";
import { checkInteger, pageSize } from "../listings/requests.js";
import type { ObjectVersion, StoredPart } from "../state/objects.js";

/**
 * The parts of an object. S3 returns more than their number only for a composite checksum.
 *
 * @throws InvalidArgument for a negative page size
 */
export function partsOf(
  { checksum }: ObjectVersion,
  parts: readonly StoredPart[],
  { MaxParts, PartNumberMarker = 0 }: GetObjectAttributesRequest,
): GetObjectAttributesParts {
  const TotalPartsCount = parts.length;
  if (checksum.type !== "COMPOSITE") return { TotalPartsCount };
  const limit = pageSize("max-parts", MaxParts);
  checkInteger("part-number-marker", PartNumberMarker);
  const rest = parts.filter(({ number }) => number > PartNumberMarker);
  const shown = rest.slice(0, limit);
  return {
    TotalPartsCount,
    PartNumberMarker,
    NextPartNumberMarker: shown.at(-1)?.number ?? 0,
    MaxParts: limit,
    IsTruncated: limit > 0 && shown.length < rest.length,
    Parts: shown.map(describePart),
  };
}

function describePart({ number, size, checksum }: StoredPart): ObjectPart {
  return {
    PartNumber: number,
    Size: size,
    ...(checksum && checksumMember(checksum.algorithm, checksum.value)),
  };
}

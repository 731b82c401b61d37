import { checksumMember } from "../checksums/request.js";
import { invalidArgument } from "../errors/requests.js";
import type { GetObjectAttributesParts, GetObjectAttributesRequest, ObjectPart } from "../generated/types.js";
import type { ObjectVersion, StoredPart } from "../state/objects.js";

const ATTRIBUTES: readonly string[] = ["ETag", "Checksum", "ObjectParts", "StorageClass", "ObjectSize"];
const MAX_PARTS = 1000;

/** @throws InvalidArgument for an attribute that S3 does not know. */
export function checkAttributes(names: readonly string[]): void {
  const unknown = names.find((name) => !ATTRIBUTES.includes(name));
  if (unknown === undefined) return;
  throw invalidArgument("Invalid attribute name specified.", "x-amz-object-attributes", unknown);
}

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

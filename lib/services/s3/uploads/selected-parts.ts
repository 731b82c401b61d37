import type { Context } from "../../../runtime/context.js";
import { ALGORITHMS } from "../checksums/algorithms.js";
import { checksumIn } from "../checksums/request.js";
import { malformedXml } from "../errors/requests.js";
import {
  invalidPart,
  invalidPartOrder,
  MIN_PART_SIZE,
  noParts,
  partChecksumMissing,
  partChecksumOther,
  partTooSmall,
} from "../errors/uploads.js";
import type { CompletedMultipartUpload, CompletedPart } from "../generated/types.js";
import type { PartRow, UploadRow } from "../state/uploads.js";
import { algorithmOf } from "./parts.js";
import { findPart } from "./uploads.js";

/** A part in CompleteMultipartUpload. */
export interface NamedPart extends CompletedPart {
  readonly PartNumber: number;
  /** Without quotes, which are optional. */
  readonly ETag: string;
}

/**
 * The parts in a request to complete an upload.
 *
 * @throws MalformedXML, InvalidRequest
 */
export function namedParts(list: CompletedMultipartUpload | undefined): readonly NamedPart[] {
  // A request without a body has no parts.
  if (list?.Parts === undefined || list.Parts.length === 0) throw noParts();
  return list.Parts.map((part) => {
    const { PartNumber, ETag } = part;
    if (PartNumber === undefined || ETag === undefined) throw malformedXml();
    return { ...part, PartNumber, ETag: ETag.replace(/^"(.*)"$/, "$1") };
  });
}

/**
 * The uploaded parts that a request names.
 *
 * @throws InvalidPartOrder, InvalidPart, EntityTooSmall, InvalidRequest, BadDigest
 */
export function selectParts(
  ctx: Context,
  upload: UploadRow,
  named: readonly NamedPart[],
): readonly PartRow[] {
  const { uploadId } = upload;
  const inOrder = named.every(({ PartNumber }, i) => PartNumber > (named[i - 1]?.PartNumber ?? -Infinity));
  if (!inOrder) throw invalidPartOrder(uploadId);
  const parts = named.map((name) => {
    const { PartNumber, ETag } = name;
    const part = findPart(ctx, upload, PartNumber);
    if (part?.etag !== ETag) throw invalidPart(uploadId, PartNumber, ETag);
    checkPartChecksum(upload, part, name);
    return part;
  });
  // The documentation of CompletedPart: with a checksum of each part, their numbers have no gaps.
  if (upload.checksum?.type === "COMPOSITE" && parts.some(({ number }, i) => number !== i + 1)) {
    throw invalidPartOrder(uploadId);
  }
  for (const { number, content, etag } of parts.slice(0, -1)) {
    if (content.size < MIN_PART_SIZE) throw partTooSmall(content.size, number, etag);
  }
  return parts;
}

/** Compares the checksum of each part with that of the request; it is required for a composite checksum. */
function checkPartChecksum(upload: UploadRow, part: PartRow, named: NamedPart): void {
  const { checksum } = upload;
  const algorithm = algorithmOf(upload);
  const value = checksumIn(named, algorithm);
  if (value !== undefined) {
    if (value !== part.checksum.toString("base64")) throw differs(upload, named);
    return;
  }
  const other = ALGORITHMS.find((name) => checksumIn(named, name) !== undefined);
  if (checksum?.type === "COMPOSITE") {
    throw other
      ? partChecksumOther(algorithm, named.PartNumber)
      : partChecksumMissing(algorithm, named.PartNumber);
  }
  if (other === undefined) return;
  if (checksum) throw partChecksumOther(algorithm, named.PartNumber);
  const { sent } = part;
  if (sent?.algorithm === other && sent.value !== checksumIn(named, other)) throw differs(upload, named);
}

function differs({ uploadId }: UploadRow, { PartNumber, ETag }: NamedPart) {
  return invalidPart(uploadId, PartNumber, ETag);
}

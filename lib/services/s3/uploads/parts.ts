import type { Context } from "../../../runtime/context.js";
import type { Blob } from "../../../wire/blob.js";
import { type ChecksumAlgorithm, checksumOf } from "../checksums/algorithms.js";
import { checksumMember } from "../checksums/request.js";
import { encryptionMembers, etagFor } from "../encryption/request.js";
import { copySourceTooLarge } from "../errors/objects.js";
import { invalidPartNumber } from "../errors/uploads.js";
import type { UploadPartOutput, UploadPartRequest } from "../generated/types.js";
import type { ReceivedContent } from "../objects/content.js";
import type { PartRow, UploadRow } from "../state/uploads.js";
import { findUpload, savePart } from "./uploads.js";

const MAX_PARTS = 10_000;
const MAX_PART_BYTES = 5 * 1024 ** 3;

/** S3's default checksum algorithm of multipart objects. */
const BY_DEFAULT = "CRC64NVME";

/** The checksum algorithm of an upload and all its parts. */
export function algorithmOf({ checksum }: UploadRow): ChecksumAlgorithm {
  return checksum?.algorithm ?? BY_DEFAULT;
}

/** @throws InvalidArgument */
export function checkPartNumber(number: number): void {
  if (number < 1 || number > MAX_PARTS) throw invalidPartNumber(number);
}

/** Writes the part of UploadPart. @throws NoSuchUpload if the upload ended while the body arrived */
export function writePart(
  ctx: Context,
  input: UploadPartRequest,
  { content, md5, checksum }: ReceivedContent,
  promised: boolean,
): UploadPartOutput {
  const upload = findUpload(ctx, input);
  const ofUpload = checksum.algorithm === algorithmOf(upload);
  const part: PartRow = {
    number: input.PartNumber,
    content,
    etag: etagFor(ctx, upload.encryption, md5),
    lastModified: ctx.date(),
    checksum: ofUpload ? Buffer.from(checksum.value, "base64") : checksumOf(BY_DEFAULT, content.read()),
    ...(promised && !upload.checksum && { sent: checksum }),
  };
  savePart(ctx, upload, part);
  return {
    ETag: `"${part.etag}"`,
    ...encryptionMembers(upload.encryption),
    ...((promised || upload.checksum) && checksumMember(checksum.algorithm, checksum.value)),
  };
}

/**
 * Creates a part from existing content.
 *
 * @throws InvalidRequest for more than 5 GiB
 */
export function copyPart(ctx: Context, upload: UploadRow, number: number, content: Blob): PartRow {
  if (content.size > MAX_PART_BYTES) throw copySourceTooLarge(MAX_PART_BYTES);
  const part: PartRow = {
    number,
    content,
    etag: etagFor(ctx, upload.encryption, checksumOf("MD5", content.read()).toString("hex")),
    lastModified: ctx.date(),
    checksum: checksumOf(algorithmOf(upload), content.read()),
  };
  savePart(ctx, upload, part);
  return part;
}

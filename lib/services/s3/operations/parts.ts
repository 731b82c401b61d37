import type { Context } from "../../../runtime/context.js";
import { type Pending, whenReady } from "../../../runtime/handler.js";
import { findBucket } from "../buckets/find.js";
import { checksumMember, promisedChecksum } from "../checksums/request.js";
import { copySource, sourceVersionMember } from "../copies/source.js";
import { checkCustomerKeyAllowed, encryptionMembers } from "../encryption/request.js";
import { algorithmMismatch } from "../errors/uploads.js";
import type {
  UploadPartCopyOutput,
  UploadPartCopyRequest,
  UploadPartOutput,
  UploadPartRequest,
} from "../generated/types.js";
import { receiveContent } from "../objects/content.js";
import { copyRange } from "../uploads/copy-range.js";
import { checkPartKey } from "../uploads/encryption.js";
import { algorithmOf, checkPartNumber, copyPart, writePart } from "../uploads/parts.js";
import { findUpload } from "../uploads/uploads.js";

export function uploadPart(
  input: UploadPartRequest,
  ctx: Context,
): UploadPartOutput | Pending<UploadPartOutput> {
  checkCustomerKeyAllowed(ctx, findBucket(ctx, input), input);
  checkPartNumber(input.PartNumber);
  const upload = findUpload(ctx, input);
  checkPartKey(upload, input);
  const promised = promisedChecksum(input);
  if (promised && upload.checksum && promised.algorithm !== upload.checksum.algorithm) {
    throw algorithmMismatch(upload.checksum.algorithm, promised.algorithm);
  }
  return whenReady(receiveContent(ctx, input, algorithmOf(upload)), (content) =>
    writePart(ctx, input, content, promised !== undefined),
  );
}

export function uploadPartCopy(input: UploadPartCopyRequest, ctx: Context): UploadPartCopyOutput {
  checkCustomerKeyAllowed(ctx, findBucket(ctx, input), input);
  checkPartNumber(input.PartNumber);
  const upload = findUpload(ctx, input);
  checkPartKey(upload, input);
  const source = copySource(ctx, input);
  const { content } = source.object;
  const { start, end } = copyRange(input.CopySourceRange, content.size);
  const part = copyPart(ctx, upload, input.PartNumber, content.slice(start, end));
  const { checksum } = upload;
  return {
    ...sourceVersionMember(source),
    CopyPartResult: {
      LastModified: part.lastModified,
      ETag: `"${part.etag}"`,
      ...(checksum && checksumMember(checksum.algorithm, part.checksum.toString("base64"))),
    },
    ...encryptionMembers(upload.encryption),
  };
}

import type { Context } from "../../../runtime/context.js";
import { isPromise } from "../../../values/promises.js";
import { findBucket } from "../buckets/find.js";
import { checksumMember } from "../checksums/request.js";
import { copySource, sourceVersionMember } from "../copies/source.js";
import { checkCustomerKeyAllowed, encryptionMembers } from "../encryption/request.js";
import type {
  UploadPartCopyOutput,
  UploadPartCopyRequest,
  UploadPartOutput,
  UploadPartRequest,
} from "../generated/types.js";
import { copyRange } from "../uploads/copy-range.js";
import { checkPartKey } from "../uploads/encryption.js";
import { checkPartNumber, copyPart, preparePart } from "../uploads/parts.js";
import { findUpload } from "../uploads/uploads.js";

export function uploadPart(
  input: UploadPartRequest,
  ctx: Context,
): UploadPartOutput | Promise<UploadPartOutput> {
  checkCustomerKeyAllowed(ctx, findBucket(ctx, input), input);
  const received = preparePart(input, ctx);
  if (!isPromise(received)) return received();
  // What is written is written at once, when the whole body is here.
  return received.then((write) => ctx.transaction(write));
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

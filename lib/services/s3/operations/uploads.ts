import type { Context } from "../../../runtime/context.js";
import { endpointHost } from "../../../shared/partitions.js";
import { findBucket } from "../buckets/find.js";
import { describeChecksum } from "../checksums/request.js";
import { encryptionMembers } from "../encryption/request.js";
import type {
  AbortMultipartUploadOutput,
  AbortMultipartUploadRequest,
  CompleteMultipartUploadOutput,
  CompleteMultipartUploadRequest,
  CreateMultipartUploadOutput,
  CreateMultipartUploadRequest,
} from "../generated/types.js";
import { abortMembers } from "../lifecycle/abortion.js";
import { expirationMember } from "../lifecycle/expiration.js";
import { completeUpload } from "../uploads/complete.js";
import { createUpload } from "../uploads/create.js";
import { findUpload, removeUpload } from "../uploads/uploads.js";

export function createMultipartUpload(
  input: CreateMultipartUploadRequest,
  ctx: Context,
): CreateMultipartUploadOutput {
  const bucket = findBucket(ctx, input);
  const upload = createUpload(ctx, bucket, input);
  const { key, uploadId, encryption, checksum } = upload;
  return {
    ...abortMembers(bucket, upload),
    Bucket: bucket.name,
    Key: key,
    UploadId: uploadId,
    ...encryptionMembers(encryption),
    ...(checksum && { ChecksumAlgorithm: checksum.algorithm, ChecksumType: checksum.type }),
  };
}

export function completeMultipartUpload(
  input: CompleteMultipartUploadRequest,
  ctx: Context,
): CompleteMultipartUploadOutput {
  const { bucket, object } = completeUpload(input, ctx);
  const host = endpointHost(`${bucket.name}.s3`, bucket.region);
  return {
    Location: `https://${host}/${encodeURIComponent(object.key)}`,
    Bucket: bucket.name,
    Key: object.key,
    ETag: `"${object.etag}"`,
    ...describeChecksum(object),
    ...encryptionMembers(object.encryption),
    ...expirationMember(bucket, object),
    ...(object.versionId !== "null" && { VersionId: object.versionId }),
  };
}

export function abortMultipartUpload(
  input: AbortMultipartUploadRequest,
  ctx: Context,
): AbortMultipartUploadOutput {
  findBucket(ctx, input);
  removeUpload(ctx, findUpload(ctx, input));
  return {};
}

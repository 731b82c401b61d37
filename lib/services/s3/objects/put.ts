import type { Context } from "../../../runtime/context.js";
import { isPromise } from "../../../values/promises.js";
import { findBucket } from "../buckets/find.js";
import { checksumMembers } from "../checksums/request.js";
import { encryptionMembers, etagFor } from "../encryption/request.js";
import { headerNotImplemented } from "../errors/objects.js";
import type { PutObjectOutput, PutObjectRequest } from "../generated/types.js";
import { expirationMember } from "../lifecycle/expiration.js";
import type { ObjectVersion } from "../state/objects.js";
import { checkWriteConditions, checkWriteHeaders } from "./conditions.js";
import { checkLockDigest } from "./lock-digest.js";
import { type Uploaded, upload } from "./upload.js";
import { addVersion } from "./versions.js";
import { type Written, writtenBy } from "./written.js";

/** Reads and checks what PutObject was sent; what it returns then writes the object. */
export function preparePut(
  input: PutObjectRequest,
  ctx: Context,
): (() => PutObjectOutput) | Promise<() => PutObjectOutput> {
  const bucket = findBucket(ctx, input);
  checkWriteHeaders(input);
  if (input.WriteOffsetBytes !== undefined) throw headerNotImplemented("x-amz-write-offset-bytes");
  checkLockDigest(input);
  const written = writtenBy(ctx, bucket, input);
  const uploaded = upload(input, "CRC64NVME");
  const write = (content: Uploaded) => () => writeObject(ctx, input, content, written);
  return isPromise(uploaded) ? Promise.resolve(uploaded).then(write) : write(uploaded);
}

function writeObject(
  ctx: Context,
  input: PutObjectRequest,
  { content, md5, checksum }: Uploaded,
  written: Written,
): PutObjectOutput {
  // The bucket may have gone, or changed, while the body came.
  const bucket = findBucket(ctx, input);
  checkWriteConditions(ctx, bucket.name, input.Key, input);
  const version = addVersion<ObjectVersion>(ctx, bucket, input.Key, ({ versionId, sequence }) => ({
    versionId,
    sequence,
    kind: "object",
    key: input.Key,
    content,
    etag: etagFor(ctx, written.encryption, md5),
    lastModified: ctx.date(),
    owner: ctx.account,
    checksum: { type: "FULL_OBJECT", ...checksum },
    ...written,
  }));
  return {
    ETag: `"${version.etag}"`,
    ...encryptionMembers(version.encryption),
    ...checksumMembers(version.checksum),
    ...expirationMember(bucket, version),
    ...(bucket.versioning === "Enabled" && { VersionId: version.versionId }),
  };
}

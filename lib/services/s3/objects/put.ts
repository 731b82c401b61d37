import type { Context } from "../../../runtime/context.js";
import { findBucket } from "../buckets/find.js";
import { checksumMembers } from "../checksums/request.js";
import { encryptionMembers, etagFor } from "../encryption/request.js";
import type { PutObjectOutput, PutObjectRequest } from "../generated/types.js";
import { expirationMember } from "../lifecycle/expiration.js";
import type { ObjectVersion } from "../state/objects.js";
import { checkWriteConditions } from "./conditions.js";
import type { Uploaded } from "./upload.js";
import { addVersion } from "./versions.js";
import type { Written } from "./written.js";

/**
 * Writes the object that PutObject brings.
 *
 * @throws NoSuchBucket, PreconditionFailed, and the like
 */
export function writeObject(
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

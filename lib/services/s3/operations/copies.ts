import type { Context } from "../../../runtime/context.js";
import { findBucket } from "../buckets/find.js";
import { checksumMembers } from "../checksums/request.js";
import { copy } from "../copies/copy.js";
import { copySource, sourceVersionMember } from "../copies/source.js";
import { encryptionMembers } from "../encryption/request.js";
import { headerNotImplemented } from "../errors/objects.js";
import type {
  CopyObjectOutput,
  CopyObjectRequest,
  RenameObjectOutput,
  RenameObjectRequest,
} from "../generated/types.js";
import { expirationMember } from "../lifecycle/expiration.js";
import { announceWritten } from "../objects/announce.js";

export function copyObject(input: CopyObjectRequest, ctx: Context): CopyObjectOutput {
  const bucket = findBucket(ctx, input);
  const source = copySource(ctx, input);
  const version = copy(ctx, bucket, source, input);
  announceWritten(ctx, bucket, "ObjectCreated:Copy", version);
  return {
    CopyObjectResult: {
      ETag: `"${version.etag}"`,
      LastModified: version.lastModified,
      ...checksumMembers(version.checksum),
    },
    ...encryptionMembers(version.encryption),
    ...expirationMember(bucket, version),
    ...sourceVersionMember(source),
    ...(bucket.versioning !== undefined && { VersionId: version.versionId }),
  };
}

/** Only directory buckets support it. */
export function renameObject(input: RenameObjectRequest, ctx: Context): RenameObjectOutput {
  findBucket(ctx, input);
  throw headerNotImplemented("x-amz-rename-source");
}

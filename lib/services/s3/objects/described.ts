import { checksumMembers } from "../checksums/request.js";
import type { HeadObjectOutput, HeadObjectRequest } from "../generated/types.js";
import type { BucketRow } from "../state/buckets.js";
import type { ObjectVersion } from "../state/objects.js";

/** What GetObject and HeadObject tell of an object. */
export function described(
  object: ObjectVersion,
  bucket: BucketRow,
  input: Pick<HeadObjectRequest, "ChecksumMode">,
): HeadObjectOutput {
  return {
    AcceptRanges: "bytes",
    ContentLength: object.content.size,
    ETag: `"${object.etag}"`,
    LastModified: object.lastModified,
    ...object.system,
    Metadata: { ...object.metadata },
    ...(object.encryption.kind === "AES256" && { ServerSideEncryption: "AES256" as const }),
    ...(bucket.versioning !== undefined && { VersionId: object.versionId }),
    ...(object.storageClass !== "STANDARD" && { StorageClass: object.storageClass }),
    ...(input.ChecksumMode === "ENABLED" && checksumMembers(object.checksum)),
  };
}

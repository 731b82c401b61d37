import { encryptionMembers } from "../encryption/request.js";
import type { HeadObjectOutput } from "../generated/types.js";
import type { BucketRow } from "../state/buckets.js";
import type { ObjectVersion } from "../state/objects.js";
import { toHeader } from "./header-text.js";
import { lockMembers } from "./lock.js";
import { restoreHeader } from "./restores.js";

/** What GetObject and HeadObject tell of an object, whatever part of it they are about. */
export function described(object: ObjectVersion, bucket: BucketRow, now: number): HeadObjectOutput {
  const output: HeadObjectOutput = {
    AcceptRanges: "bytes",
    ETag: `"${object.etag}"`,
    LastModified: object.lastModified,
  };
  Object.assign(output, object.system, encryptionMembers(object.encryption), lockMembers(object.lock));
  const metadata = asHeaders(object.metadata);
  if (metadata) output.Metadata = metadata;
  if (bucket.versioning !== undefined) output.VersionId = object.versionId;
  if (object.storageClass !== "STANDARD") output.StorageClass = object.storageClass;
  const tags = Object.keys(object.tags).length;
  if (tags > 0) output.TagCount = tags;
  const restore = object.restore && restoreHeader(object, now);
  if (restore !== undefined) output.Restore = restore;
  return output;
}

function asHeaders(metadata: Readonly<Record<string, string>>): Record<string, string> | undefined {
  if (Object.keys(metadata).length === 0) return undefined;
  const headers: Record<string, string> = Object.create(null);
  for (const [name, value] of Object.entries(metadata)) headers[name] = toHeader(value);
  return headers;
}

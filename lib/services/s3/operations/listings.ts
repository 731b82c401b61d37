import type { Context } from "../../../core/context.js";
import { findBucket } from "../buckets/find.js";
import type {
  ListObjectsV2Output,
  ListObjectsV2Request,
  Object as ObjectSummary,
} from "../generated/types.js";
import { objectKey } from "../objects/keys.js";
import { OBJECTS } from "../state/objects.js";

export function listObjectsV2(input: ListObjectsV2Request, ctx: Context): ListObjectsV2Output {
  const { name } = findBucket(ctx, input);
  const start = objectKey(name, input.Prefix ?? "");
  const Contents: ObjectSummary[] = [];
  for (const [key, object] of ctx.table(OBJECTS).range({ from: start })) {
    if (!key.startsWith(start)) break;
    Contents.push({
      Key: object.key,
      LastModified: object.lastModified,
      ETag: `"${object.etag}"`,
      Size: object.content.size,
      StorageClass: object.storageClass,
    });
  }
  return {
    Name: name,
    Prefix: input.Prefix ?? "",
    KeyCount: Contents.length,
    MaxKeys: 1000,
    IsTruncated: false,
    Contents,
  };
}

import type { Context } from "../../../runtime/context.js";
import { findBucket, findSeenBucket, saveBucket } from "../buckets/find.js";
import { noSuchKey, noSuchTagSet, noSuchVersion } from "../errors/objects.js";
import type {
  DeleteBucketTaggingRequest,
  DeleteObjectTaggingOutput,
  DeleteObjectTaggingRequest,
  GetBucketTaggingOutput,
  GetBucketTaggingRequest,
  GetObjectTaggingOutput,
  GetObjectTaggingRequest,
  PutBucketTaggingRequest,
  PutObjectTaggingOutput,
  PutObjectTaggingRequest,
} from "../generated/types.js";
import { announceChanged } from "../objects/announce.js";
import { findForSubresource, versionMember } from "../objects/find.js";
import { findVersion, latestVersion, replaceVersion } from "../objects/versions.js";
import { checkedTags, tagRecord, tagSet } from "../tags.js";

export function putObjectTagging(input: PutObjectTaggingRequest, ctx: Context): PutObjectTaggingOutput {
  const bucket = findBucket(ctx, input);
  const object = findForSubresource(ctx, bucket, input, "PUT");
  const tags = tagRecord(checkedTags(input.Tagging.TagSet ?? [], "object"));
  const version = { ...object, tags };
  replaceVersion(ctx, bucket.name, version);
  announceChanged(ctx, bucket, "OBJECT_PUT_TAGGING", version, "ObjectTagging:Put");
  return versionMember(bucket, object);
}

export function getObjectTagging(input: GetObjectTaggingRequest, ctx: Context): GetObjectTaggingOutput {
  const bucket = findBucket(ctx, input);
  const { Key, VersionId } = input;
  // Only here S3 names the bucket together with the key.
  const named = `${bucket.name}/${Key}`;
  if (VersionId === undefined) {
    if (!latestVersion(ctx, bucket.name, Key)) throw noSuchKey(named);
  } else if (!findVersion(ctx, bucket.name, Key, VersionId)) throw noSuchVersion(named, VersionId);
  const object = findForSubresource(ctx, bucket, input, "GET");
  return { ...versionMember(bucket, object), TagSet: tagSet(object.tags) };
}

export function deleteObjectTagging(
  input: DeleteObjectTaggingRequest,
  ctx: Context,
): DeleteObjectTaggingOutput {
  const bucket = findBucket(ctx, input);
  const object = findForSubresource(ctx, bucket, input, "DELETE");
  const version = { ...object, tags: {} };
  replaceVersion(ctx, bucket.name, version);
  announceChanged(ctx, bucket, "OBJECT_PUT_TAGGING", version, "ObjectTagging:Delete");
  return versionMember(bucket, object);
}

export function putBucketTagging(input: PutBucketTaggingRequest, ctx: Context): object {
  const bucket = findBucket(ctx, input);
  const tags = checkedTags(input.Tagging.TagSet ?? [], "bucket");
  saveBucket(ctx, { ...bucket, configuration: { ...bucket.configuration, tags } });
  return {};
}

export function getBucketTagging(input: GetBucketTaggingRequest, ctx: Context): GetBucketTaggingOutput {
  const { name, configuration } = findSeenBucket(ctx, input);
  const { tags = [] } = configuration;
  if (tags.length === 0) throw noSuchTagSet(name);
  return { TagSet: tags };
}

export function deleteBucketTagging(input: DeleteBucketTaggingRequest, ctx: Context): object {
  const bucket = findBucket(ctx, input);
  const { tags: _, ...configuration } = bucket.configuration;
  saveBucket(ctx, { ...bucket, configuration });
  return {};
}

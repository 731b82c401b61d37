import type { Context } from "../../../runtime/context.js";
import type { BucketTag } from "../../../runtime/ports/bucket-tags.js";
import { parseArn } from "../../../shared/arn.js";
import { checkAccount } from "../accounts.js";
import { noSuchResource } from "../errors.js";
import type {
  ListTagsForResourceRequest,
  ListTagsForResourceResult,
  TagResourceRequest,
  UntagResourceRequest,
} from "../generated/types.js";

export function listTagsForResource(
  input: ListTagsForResourceRequest,
  ctx: Context,
): ListTagsForResourceResult {
  checkAccount(ctx, input);
  return { Tags: taggedBucket(ctx, input.ResourceArn).tags };
}

export function tagResource(input: TagResourceRequest, ctx: Context): object {
  checkAccount(ctx, input);
  const { bucket, tags } = taggedBucket(ctx, input.ResourceArn);
  const changed = new Set(input.Tags.map(({ Key }) => Key));
  const kept = tags.filter(({ Key }) => !changed.has(Key));
  ctx.ports.bucketTags?.write(ctx, bucket, [...kept, ...input.Tags]);
  return {};
}

export function untagResource(input: UntagResourceRequest, ctx: Context): object {
  checkAccount(ctx, input);
  const { bucket, tags } = taggedBucket(ctx, input.ResourceArn);
  const removed = new Set(input.TagKeys);
  ctx.ports.bucketTags?.write(
    ctx,
    bucket,
    tags.filter(({ Key }) => !removed.has(Key)),
  );
  return {};
}

/** @throws NoSuchResource for anything that is no bucket of the account */
function taggedBucket(ctx: Context, arn: string): { bucket: string; tags: readonly BucketTag[] } {
  const { service, resource: bucket = "" } = parseArn(arn) ?? {};
  const tags = service === "s3" ? ctx.ports.bucketTags?.read(ctx, bucket) : undefined;
  if (!tags) throw noSuchResource();
  return { bucket, tags };
}

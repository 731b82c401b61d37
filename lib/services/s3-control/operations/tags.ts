import type { Context } from "../../../runtime/context.js";
import type { BucketTag } from "../../../runtime/ports/bucket-tags.js";
import { parseArn } from "../../../shared/arn.js";
import { saveAccessPoint } from "../access-points.js";
import { checkAccount } from "../accounts.js";
import { noSuchResource } from "../errors/requests.js";
import type {
  ListTagsForResourceRequest,
  ListTagsForResourceResult,
  TagResourceRequest,
  UntagResourceRequest,
} from "../generated/types.js";
import { ACCESS_POINTS } from "../state.js";
import { checkedTags } from "../tags.js";

export function listTagsForResource(
  input: ListTagsForResourceRequest,
  ctx: Context,
): ListTagsForResourceResult {
  checkAccount(ctx, input);
  return { Tags: taggedOf(ctx, input.ResourceArn).tags };
}

export function tagResource(input: TagResourceRequest, ctx: Context): object {
  checkAccount(ctx, input);
  const { tags, save } = taggedOf(ctx, input.ResourceArn);
  const changed = new Set(input.Tags.map(({ Key }) => Key));
  const kept = tags.filter(({ Key }) => !changed.has(Key));
  save([...kept, ...input.Tags]);
  return {};
}

export function untagResource(input: UntagResourceRequest, ctx: Context): object {
  checkAccount(ctx, input);
  const { tags, save } = taggedOf(ctx, input.ResourceArn);
  const removed = new Set(input.TagKeys);
  save(tags.filter(({ Key }) => !removed.has(Key)));
  return {};
}

interface Tagged {
  readonly tags: readonly BucketTag[];
  save(tags: readonly BucketTag[]): void;
}

/** @throws NoSuchResource for anything that is neither a bucket nor an access point of the account */
function taggedOf(ctx: Context, arn: string): Tagged {
  const { service, resource = "" } = parseArn(arn) ?? {};
  if (service !== "s3") throw noSuchResource();
  const [, name] = /^accesspoint\/([^/]+)$/.exec(resource) ?? [];
  if (name !== undefined) return taggedAccessPoint(ctx, name);
  const tags = ctx.ports.bucketTags?.read(ctx, resource);
  if (!tags) throw noSuchResource();
  return { tags, save: (changed) => ctx.ports.bucketTags?.write(ctx, resource, changed) };
}

function taggedAccessPoint(ctx: Context, name: string): Tagged {
  const row = ctx.table(ACCESS_POINTS).get(name);
  if (!row) throw noSuchResource();
  return {
    tags: Object.entries(row.tags).map(([Key, Value]) => ({ Key, Value })),
    save: (tags) => saveAccessPoint(ctx, { ...row, tags: checkedTags(tags) }),
  };
}

import type { Context } from "../../../runtime/context.js";
import type {
  ListTagsForResourceInput,
  ListTagsForResourceOutput,
  TagResourceInput,
  UntagResourceInput,
} from "../generated/types.js";
import { groupOfArn, tagging } from "../groups.js";
import { GROUPS } from "../state.js";

export function tagResource(input: TagResourceInput, ctx: Context): object {
  const group = groupOfArn(ctx, input.ResourceArn);
  ctx.table(GROUPS).put(group.name, { ...group, tags: tagging.merged(group.tags, input.Tags) });
  return {};
}

export function untagResource(input: UntagResourceInput, ctx: Context): object {
  const group = groupOfArn(ctx, input.ResourceArn);
  ctx.table(GROUPS).put(group.name, { ...group, tags: tagging.without(group.tags, input.TagKeys) });
  return {};
}

export function listTagsForResource(
  input: ListTagsForResourceInput,
  ctx: Context,
): ListTagsForResourceOutput {
  return { Tags: groupOfArn(ctx, input.ResourceArn).tags };
}

import type { Context } from "../../../runtime/context.js";
import type {
  ListTagsForResourceRequest,
  ListTagsForResourceResponse,
  ListTagsLogGroupRequest,
  ListTagsLogGroupResponse,
  TagLogGroupRequest,
  TagResourceRequest,
  UntagLogGroupRequest,
  UntagResourceRequest,
} from "../generated/types.js";
import { existingGroup } from "../groups.js";
import { taggedGroup, taggedResource } from "../tagged-resource.js";
import { tagging } from "../tags.js";

export function tagResource(input: TagResourceRequest, ctx: Context): object {
  const resource = taggedResource(ctx, input.resourceArn);
  resource.replace(tagging.merged(resource.tags, input.tags));
  return {};
}

export function untagResource(input: UntagResourceRequest, ctx: Context): object {
  const resource = taggedResource(ctx, input.resourceArn);
  resource.replace(tagging.without(resource.tags, input.tagKeys));
  return {};
}

export function listTagsForResource(
  input: ListTagsForResourceRequest,
  ctx: Context,
): ListTagsForResourceResponse {
  return { tags: { ...taggedResource(ctx, input.resourceArn).tags } };
}

/** The predecessor of TagResource. */
export function tagLogGroup(input: TagLogGroupRequest, ctx: Context): object {
  const group = taggedGroup(ctx, existingGroup(ctx, input.logGroupName));
  group.replace(tagging.merged(group.tags, input.tags));
  return {};
}

/** The predecessor of UntagResource. */
export function untagLogGroup(input: UntagLogGroupRequest, ctx: Context): object {
  const group = taggedGroup(ctx, existingGroup(ctx, input.logGroupName));
  group.replace(tagging.without(group.tags, input.tags));
  return {};
}

/** The predecessor of ListTagsForResource. */
export function listTagsLogGroup(input: ListTagsLogGroupRequest, ctx: Context): ListTagsLogGroupResponse {
  return { tags: { ...existingGroup(ctx, input.logGroupName).tags } };
}

import type { Context } from "../../../runtime/context.js";
import { tagsEmpty } from "../errors.js";
import type {
  ListTagsForResourceRequest,
  ListTagsForResourceResponse,
  TagResourceRequest,
  TagResourceResponse,
  UntagResourceRequest,
  UntagResourceResponse,
} from "../generated/types.js";
import { findTagged } from "../taggable.js";
import { tagging } from "../tags.js";

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TagResource.html */
export function tagResource(input: TagResourceRequest, ctx: Context): TagResourceResponse {
  if (input.tags.length === 0) throw tagsEmpty();
  const resource = findTagged(ctx, input.resourceArn);
  resource.replace(tagging.merged(resource.tags, input.tags));
  return {};
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UntagResource.html */
export function untagResource(input: UntagResourceRequest, ctx: Context): UntagResourceResponse {
  const resource = findTagged(ctx, input.resourceArn);
  resource.replace(tagging.without(resource.tags, input.tagKeys));
  return {};
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListTagsForResource.html */
export function listTagsForResource(
  input: ListTagsForResourceRequest,
  ctx: Context,
): ListTagsForResourceResponse {
  return { tags: findTagged(ctx, input.resourceArn).tags };
}

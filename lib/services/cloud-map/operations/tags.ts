import type { Context } from "../../../runtime/context.js";
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

/** https://docs.aws.amazon.com/cloud-map/latest/api/API_TagResource.html */
export function tagResource(input: TagResourceRequest, ctx: Context): TagResourceResponse {
  const resource = findTagged(ctx, input.ResourceARN);
  resource.replace(tagging.merged(resource.tags, input.Tags, input.ResourceARN));
  return {};
}

/** https://docs.aws.amazon.com/cloud-map/latest/api/API_UntagResource.html */
export function untagResource(input: UntagResourceRequest, ctx: Context): UntagResourceResponse {
  const resource = findTagged(ctx, input.ResourceARN);
  resource.replace(tagging.without(resource.tags, input.TagKeys));
  return {};
}

/** https://docs.aws.amazon.com/cloud-map/latest/api/API_ListTagsForResource.html */
export function listTagsForResource(
  input: ListTagsForResourceRequest,
  ctx: Context,
): ListTagsForResourceResponse {
  return { Tags: findTagged(ctx, input.ResourceARN).tags };
}

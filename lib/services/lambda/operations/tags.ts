import type { Context } from "../../../runtime/context.js";
import { genericRefusal } from "../errors/requests.js";
import type {
  ListTagsRequest,
  ListTagsResponse,
  TagResourceRequest,
  UntagResourceRequest,
} from "../generated/types.js";
import { taggedResource } from "../tagged-resource.js";
import { tagging } from "../tags.js";

export function tagResource(input: TagResourceRequest, ctx: Context): object {
  const resource = taggedResource(ctx, input.Resource);
  if (Object.keys(input.Tags).length === 0) throw genericRefusal();
  resource.replace(tagging.merged(resource.tags, input.Tags));
  return {};
}

export function untagResource(input: UntagResourceRequest, ctx: Context): object {
  const resource = taggedResource(ctx, input.Resource);
  resource.replace(tagging.without(resource.tags, input.TagKeys));
  return {};
}

export function listTags(input: ListTagsRequest, ctx: Context): ListTagsResponse {
  return { Tags: taggedResource(ctx, input.Resource).tags };
}

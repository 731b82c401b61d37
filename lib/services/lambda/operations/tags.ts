import type { Context } from "../../../runtime/context.js";
import type {
  ListTagsRequest,
  ListTagsResponse,
  TagResourceRequest,
  UntagResourceRequest,
} from "../generated/types.js";
import { taggedResource } from "../tagged-resource.js";
import { withoutTags, withTags } from "../tags.js";

export function tagResource(input: TagResourceRequest, ctx: Context): object {
  const resource = taggedResource(ctx, input.Resource);
  resource.replace(withTags(resource.tags, input.Tags));
  return {};
}

export function untagResource(input: UntagResourceRequest, ctx: Context): object {
  const resource = taggedResource(ctx, input.Resource);
  resource.replace(withoutTags(resource.tags, input.TagKeys));
  return {};
}

export function listTags(input: ListTagsRequest, ctx: Context): ListTagsResponse {
  return { Tags: taggedResource(ctx, input.Resource).tags };
}

import type { Context } from "../../../runtime/context.js";
import { taggedRow } from "../../../shared/tags.js";
import type {
  ListTagsForResourceRequest,
  ListTagsForResourceResponse,
  TagResourceRequest,
  UntagResourceRequest,
} from "../generated/types.js";
import { pipeOfArn, tagging } from "../pipes.js";
import { PIPES } from "../state.js";

export function tagResource(input: TagResourceRequest, ctx: Context): object {
  const resource = tagged(ctx, input.resourceArn);
  resource.replace(tagging.merged(resource.tags, input.tags));
  return {};
}

export function untagResource(input: UntagResourceRequest, ctx: Context): object {
  const resource = tagged(ctx, input.resourceArn);
  resource.replace(tagging.without(resource.tags, input.tagKeys));
  return {};
}

export function listTagsForResource(
  input: ListTagsForResourceRequest,
  ctx: Context,
): ListTagsForResourceResponse {
  return { tags: tagged(ctx, input.resourceArn).tags };
}

function tagged(ctx: Context, arn: string) {
  const pipe = pipeOfArn(ctx, arn);
  return taggedRow(ctx.table(PIPES), pipe.name, pipe);
}

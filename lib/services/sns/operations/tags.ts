import type { Context } from "../../../runtime/context.js";
import { resourceNotFound } from "../errors/parameters.js";
import type {
  ListTagsForResourceRequest,
  ListTagsForResourceResponse,
  TagResourceRequest,
  UntagResourceRequest,
} from "../generated/types.js";
import { TOPICS } from "../state/topics.js";
import { findTopic, type LocatedTopic } from "../topics/lookup.js";
import { tagging, tagsIn } from "../topics/tags.js";

export function tagResource(input: TagResourceRequest, ctx: Context): object {
  const at = taggedTopic(ctx, input.ResourceArn);
  return replaceTags(at, tagging.merged(at.topic.tags, tagsIn(input.Tags)));
}

export function untagResource(input: UntagResourceRequest, ctx: Context): object {
  const at = taggedTopic(ctx, input.ResourceArn);
  return replaceTags(at, tagging.without(at.topic.tags, input.TagKeys));
}

export function listTagsForResource(
  input: ListTagsForResourceRequest,
  ctx: Context,
): ListTagsForResourceResponse {
  const { topic } = taggedTopic(ctx, input.ResourceArn);
  return { Tags: Object.entries(topic.tags).map(([Key, Value]) => ({ Key, Value })) };
}

/** @throws InvalidParameter, ResourceNotFound */
function taggedTopic(ctx: Context, arn: string): LocatedTopic {
  const found = findTopic(ctx, arn, "ResourceArn");
  if (!found) throw resourceNotFound();
  return found;
}

function replaceTags({ ctx, topic }: LocatedTopic, tags: LocatedTopic["topic"]["tags"]): object {
  ctx.table(TOPICS).put(topic.name, { ...topic, tags });
  return {};
}

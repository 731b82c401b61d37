import type { Context } from "../../../runtime/context.js";
import { taggedRow } from "../../../shared/tags.js";
import { missingParameter, tagKeysInvalid } from "../errors/queues.js";
import type {
  ListQueueTagsRequest,
  ListQueueTagsResult,
  TagQueueRequest,
  UntagQueueRequest,
} from "../generated/types.js";
import { existingQueue } from "../queues/lookup.js";
import { checkTagKey, tagging } from "../queues/tags.js";
import { QUEUES } from "../state/queues.js";

export function tagQueue(input: TagQueueRequest, ctx: Context): object {
  const { resource, name } = tagged(ctx, input.QueueUrl);
  if (Object.keys(input.Tags).length === 0) throw missingParameter("Tags");
  resource.replace(tagging.merged(resource.tags, input.Tags, name));
  return {};
}

export function untagQueue(input: UntagQueueRequest, ctx: Context): object {
  const { resource } = tagged(ctx, input.QueueUrl);
  if (input.TagKeys.length === 0) throw tagKeysInvalid();
  for (const key of input.TagKeys) checkTagKey(key);
  resource.replace(tagging.without(resource.tags, input.TagKeys));
  return {};
}

export function listQueueTags(input: ListQueueTagsRequest, ctx: Context): ListQueueTagsResult {
  const { tags } = tagged(ctx, input.QueueUrl).resource;
  return Object.keys(tags).length === 0 ? {} : { Tags: { ...tags } };
}

function tagged(ctx: Context, url: string) {
  const { ctx: there, queue } = existingQueue(ctx, url);
  return { resource: taggedRow(there.table(QUEUES), queue.name, queue), name: queue.name };
}

import { isDeepStrictEqual } from "node:util";
import { parsedObject } from "../../../policies/document.js";
import type { Context } from "../../../runtime/context.js";
import { wakeLongPolls } from "../../../runtime/long-polls.js";
import { passing } from "../../../shared/pager.js";
import {
  fifoNameInvalid,
  purgeInProgress,
  queueDeletedRecently,
  queueNameExists,
  queueNameInvalid,
} from "../errors/queues.js";
import type {
  CreateQueueRequest,
  CreateQueueResult,
  DeleteQueueRequest,
  GetQueueUrlRequest,
  GetQueueUrlResult,
  ListDeadLetterSourceQueuesRequest,
  ListDeadLetterSourceQueuesResult,
  ListQueuesRequest,
  ListQueuesResult,
  PurgeQueueRequest,
} from "../generated/types.js";
import { blockName, blockPurge } from "../lifecycle.js";
import { clearQueue } from "../messages/backlog.js";
import { POLLS } from "../messages/polls.js";
import {
  attributeOf,
  defaultAttributes,
  type GivenAttributes,
  givenAttributes,
  withAttributes,
} from "../queues/attributes.js";
import { existingQueue, queueOf, queueUrl } from "../queues/lookup.js";
import { pager } from "../queues/paging.js";
import { deadLetterSources } from "../queues/redrive.js";
import { tagging } from "../queues/tags.js";
import { BACKLOGS, DELETED_NAMES, QUEUES, type QueueRow } from "../state/queues.js";

const QUEUE_NAME = /^[\w-]{1,80}$/;
const FIFO_NAME = /^[\w-]{1,75}\.fifo$/;

export function createQueue(input: CreateQueueRequest, ctx: Context): CreateQueueResult {
  const { QueueName: name, Attributes = {} } = input;
  const fifo = isFifo(name, Attributes.FifoQueue);
  const given = givenAttributes(Attributes, fifo);
  const known = ctx.table(QUEUES).get(name);
  if (known) return { QueueUrl: queueUrl(ctx, unchanged(known, given)) };
  if (ctx.table(DELETED_NAMES).has(name)) throw queueDeletedRecently();
  const bare: QueueRow = {
    id: ctx.ids.uuid(),
    name,
    account: ctx.account,
    region: ctx.region,
    fifo,
    attributes: defaultAttributes(fifo),
    tags: tagging.checked(input.tags),
    created: ctx.now(),
    modified: ctx.now(),
  };
  const queue = withAttributes(ctx, bare, given);
  ctx.table(QUEUES).put(name, queue);
  return { QueueUrl: queueUrl(ctx, queue) };
}

export function getQueueUrl(input: GetQueueUrlRequest, ctx: Context): GetQueueUrlResult {
  const { QueueOwnerAWSAccountId: account = ctx.account } = input;
  const { queue } = queueOf(ctx.elsewhere({ account }), input.QueueName);
  return { QueueUrl: queueUrl(ctx, queue) };
}

export function listQueues(input: ListQueuesRequest, ctx: Context): ListQueuesResult {
  const { QueueNamePrefix: prefix = "", MaxResults } = input;
  const { items, next } = pager.rows(input, ["ListQueues", prefix], ctx.table(QUEUES), { prefix });
  return {
    ...(items.length > 0 && { QueueUrls: items.map((queue) => queueUrl(ctx, queue)) }),
    ...(MaxResults !== undefined && { NextToken: next }),
  };
}

export function listDeadLetterSourceQueues(
  input: ListDeadLetterSourceQueuesRequest,
  ctx: Context,
): ListDeadLetterSourceQueuesResult {
  const at = existingQueue(ctx, input.QueueUrl);
  const page = pager.page(input, {
    name: ["ListDeadLetterSourceQueues", at.queue.name],
    after: (last = "") => passing(deadLetterSources(at.ctx, at.queue), ({ name }) => name > last),
    position: ({ name }) => name,
  });
  return { queueUrls: page.items.map((queue) => queueUrl(ctx, queue)), NextToken: page.next };
}

/** The queue and its messages are deleted immediately. */
export function deleteQueue(input: DeleteQueueRequest, ctx: Context): object {
  const at = existingQueue(ctx, input.QueueUrl);
  clearQueue(at.ctx, at.queue);
  at.ctx.table(BACKLOGS).delete(at.queue.id);
  at.ctx.table(QUEUES).delete(at.queue.name);
  wakeLongPolls(at.ctx, POLLS, at.queue.id);
  blockName(at.ctx, at.queue.name);
  return {};
}

export function purgeQueue(input: PurgeQueueRequest, ctx: Context): object {
  const at = existingQueue(ctx, input.QueueUrl);
  if (at.queue.purging) throw purgeInProgress(at.queue.name);
  clearQueue(at.ctx, at.queue);
  blockPurge(at.ctx, at.queue.name);
  return {};
}

/** @throws InvalidParameterValue for a name that is not one, or does not fit the type of the queue */
function isFifo(name: string, attribute: string | undefined): boolean {
  const wanted = attribute?.toLowerCase() === "true";
  if (wanted ? !FIFO_NAME.test(name) : name.endsWith(".fifo")) throw fifoNameInvalid();
  if (!wanted && !QUEUE_NAME.test(name)) throw queueNameInvalid();
  return wanted;
}

/** An existing queue for a repeated CreateQueue. @throws QueueNameExists if its attributes differ */
function unchanged(queue: QueueRow, given: GivenAttributes): QueueRow {
  for (const [name, value] of given)
    if (!isSame(attributeOf(queue, name) ?? "", value)) throw queueNameExists(name);
  return queue;
}

function isSame(one: string, other: string): boolean {
  if (one === other) return true;
  const document = parsedObject(one);
  return document !== undefined && isDeepStrictEqual(document, parsedObject(other));
}

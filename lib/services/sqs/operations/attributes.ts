import type { Context } from "../../../runtime/context.js";
import { invalidAttributeValue } from "../errors/queues.js";
import type {
  GetQueueAttributesRequest,
  GetQueueAttributesResult,
  SetQueueAttributesRequest,
} from "../generated/types.js";
import { applyQueueDelay } from "../messages/delays.js";
import { removeExpired } from "../messages/timers.js";
import { givenAttributes, withAttributes } from "../queues/attributes.js";
import { describeAttributes } from "../queues/describe.js";
import { existingQueue } from "../queues/lookup.js";
import { QUEUES, type QueueRow } from "../state/queues.js";

export function getQueueAttributes(input: GetQueueAttributesRequest, ctx: Context): GetQueueAttributesResult {
  const at = existingQueue(ctx, input.QueueUrl);
  const attributes = describeAttributes(at, input.AttributeNames ?? []);
  return Object.keys(attributes).length === 0 ? {} : { Attributes: attributes };
}

/** Changes take effect immediately. */
export function setQueueAttributes(input: SetQueueAttributesRequest, ctx: Context): object {
  const { ctx: there, queue } = existingQueue(ctx, input.QueueUrl);
  refuseOtherType(queue, input.Attributes.FifoQueue);
  const given = givenAttributes(input.Attributes, queue.fifo);
  const changed: QueueRow = { ...withAttributes(there, queue, given), modified: ctx.now() };
  there.table(QUEUES).put(queue.name, changed);
  const at = { ctx: there, queue: changed };
  if (given.has("MessageRetentionPeriod")) removeExpired(at);
  if (given.has("DelaySeconds") && queue.fifo) applyQueueDelay(at);
  return {};
}

/** @throws InvalidAttributeValue */
function refuseOtherType({ fifo }: QueueRow, wanted: string | undefined): void {
  if (fifo && wanted !== undefined && wanted.toLowerCase() !== "true")
    throw invalidAttributeValue("FifoQueue", "Modifying queue type is not supported.");
}

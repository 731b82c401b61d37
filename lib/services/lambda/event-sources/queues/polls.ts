import type { Context } from "../../../../runtime/context.js";
import { AwsError } from "../../../../runtime/errors.js";
import type { ReceivedMessage } from "../../../../runtime/ports/queues.js";
import { runTimers } from "../../../../runtime/runs.js";
import { recordOf } from "../../../../shared/queue-records.js";
import type { InvocationTarget } from "../../invoke/attempt.js";
import { targetOf } from "../../invoke/target.js";
import { parseReference } from "../../references.js";
import { readFilters } from "../filters.js";
import { EVENT_SOURCE_MAPPINGS, type EventSourceMappingRow } from "../mapping.js";
import { BATCH_RUNS, startBatch } from "./batches.js";
import { roleMay } from "./permissions.js";
import {
  changePoller,
  concurrencyOf,
  POLL,
  POLLERS,
  planPoll,
  planRetry,
  pollerOf,
  RETRY,
} from "./poller.js";

/** How long a poller waits for a function that is Pending, in milliseconds. */
const PENDING_WAIT = 1000;
/** Maximum size of an event in bytes, for the bodies. */
const LARGEST_EVENT = 6 * 1024 * 1024;

export const QUEUE_TIMERS = {
  [POLL]: (uuid: string, ctx: Context) => {
    if (!ctx.table(POLLERS).has(uuid)) return;
    changePoller(ctx, uuid, { planned: false });
    const mapping = ctx.table(EVENT_SOURCE_MAPPINGS).get(uuid);
    if (mapping?.state === "Enabled") poll(ctx, mapping);
    // The messages return after their visibility timeout.
    else changePoller(ctx, uuid, { gathered: [], dispatchAt: undefined });
  },
  [RETRY]: (uuid: string, ctx: Context) => {
    if (!ctx.table(POLLERS).has(uuid)) return;
    changePoller(ctx, uuid, { retries: false });
    planPoll(ctx, uuid);
  },
  ...runTimers(BATCH_RUNS),
};

/** Starts as many batches as the messages and the concurrency allow. */
function poll(ctx: Context, mapping: EventSourceMappingRow): void {
  const { UUID: uuid } = mapping.settings;
  const target = readyTarget(ctx, mapping);
  if (!target) return;
  for (;;) {
    const poller = pollerOf(ctx, uuid);
    if (poller.running >= concurrencyOf(ctx, mapping, poller)) return;
    const batch = nextBatch(ctx, mapping, target);
    if (!batch || !startBatch(ctx, mapping, target, batch)) return;
  }
}

/** The function, if it can be invoked. While it is Pending, the poller retries. */
function readyTarget(ctx: Context, { settings }: EventSourceMappingRow): InvocationTarget | undefined {
  const reference = parseReference(settings.FunctionArn);
  try {
    return reference && targetOf(ctx, reference);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    if (error.code === "ResourceConflictException") ctx.after(PENDING_WAIT, POLL, settings.UUID);
    return undefined;
  }
}

/** The messages of the next batch; `undefined` if there are none, or the batching window is still open. */
function nextBatch(
  ctx: Context,
  { settings }: EventSourceMappingRow,
  target: InvocationTarget,
): readonly ReceivedMessage[] | undefined {
  const { UUID: uuid, BatchSize: size = 10, MaximumBatchingWindowInSeconds: seconds = 0 } = settings;
  const { dispatchAt = ctx.now() + seconds * 1000, dispatchAt: known } = pollerOf(ctx, uuid);
  const isOpen = dispatchAt > ctx.now();
  // Before messages are received, so that a window that ends with their visibility timeout ends before it.
  const timer = isOpen && known === undefined ? ctx.startTimer(seconds * 1000, POLL, uuid) : undefined;
  const gathered = gather(ctx, settings, target, size);
  const fitting = countFitting(gathered, size);
  const isFull = fitting === size || fitting < gathered.length;
  if (isOpen && gathered.length > 0 && !isFull) {
    changePoller(ctx, uuid, { gathered, dispatchAt });
    return undefined;
  }
  if (timer !== undefined) ctx.cancelTimer(timer);
  if (gathered.length === 0) return undefined;
  changePoller(ctx, uuid, { gathered: gathered.slice(fitting), dispatchAt: undefined });
  return gathered.slice(0, fitting);
}

/** Receives messages up to the batch size. Messages that no filter matches are deleted. */
function gather(
  ctx: Context,
  settings: EventSourceMappingRow["settings"],
  target: InvocationTarget,
  size: number,
): readonly ReceivedMessage[] {
  const { UUID: uuid, EventSourceArn: arn = "", FilterCriteria } = settings;
  const { queues } = ctx.ports;
  const isWanted = readFilters(FilterCriteria);
  let gathered = pollerOf(ctx, uuid).gathered;
  if (!roleMay(ctx, "ReceiveMessage", target, arn)) {
    planRetry(ctx, uuid);
    return gathered;
  }
  // Those whose visibility timeout ended while they waited here are received again.
  gathered = gathered.filter(({ receiptHandle }) => queues?.holds(arn, receiptHandle));
  while (queues && gathered.length < size) {
    const received = queues.receive(arn, size - gathered.length);
    if (received.length === 0) break;
    const wanted = received.filter((message) => isWanted(recordOf(arn, message)));
    const unwanted = received.filter((message) => !wanted.includes(message));
    if (unwanted.length > 0 && roleMay(ctx, "DeleteMessage", target, arn))
      queues.delete(
        arn,
        unwanted.map(({ receiptHandle }) => receiptHandle),
      );
    // A message whose visibility timeout expired while it waited here has been received again.
    const ids = new Set(wanted.map(({ messageId }) => messageId));
    gathered = [...gathered.filter(({ messageId }) => !ids.has(messageId)), ...wanted];
  }
  return gathered;
}

/** Number of messages that fit into an event, at least one. */
function countFitting(messages: readonly ReceivedMessage[], most: number): number {
  let bytes = 0;
  for (const [index, { body }] of messages.entries()) {
    bytes += Buffer.byteLength(body);
    if (index === most || (index > 0 && bytes > LARGEST_EVENT)) return index;
  }
  return messages.length;
}

import type { Context } from "../../../runtime/context.js";
import type { ReceivedMessage } from "../../../runtime/ports/queues.js";
import type { TimerHandler } from "../../../runtime/service.js";
import { recordOf } from "../../../shared/queue-records.js";
import { readFilters } from "../settings.js";
import { PIPES, type PipeRow, POLLERS } from "../state.js";
import { startBatch } from "./batches.js";
import { denialOfReading } from "./permissions.js";
import { changePoller, POLL, pollerOf } from "./poller.js";

/** Maximum number of batches of a pipe in progress. */
const MOST_CONCURRENCY = 5;

/** Milliseconds until a pipe whose role may not read its queue retries. */
const DENIED_WAIT = 60_000;

const poll: TimerHandler = (name, ctx) => {
  if (!ctx.table(POLLERS).has(name)) return;
  changePoller(ctx, name, { planned: false });
  const pipe = ctx.table(PIPES).get(name);
  if (pipe?.current !== "RUNNING") {
    // The messages return to the queue after their visibility timeout.
    changePoller(ctx, name, { gathered: [], dispatchAt: undefined });
    return;
  }
  if (denialOfReading(ctx, pipe) !== undefined) {
    changePoller(ctx, name, { planned: true });
    ctx.after(DENIED_WAIT, POLL, name, { background: true });
    return;
  }
  while (pollerOf(ctx, name).running < MOST_CONCURRENCY) {
    const batch = nextBatch(ctx, pipe);
    if (!batch) return;
    startBatch(ctx, pipe, batch);
  }
};

export const POLL_TIMERS: Readonly<Record<string, TimerHandler>> = { [POLL]: poll };

/** The messages of the next batch; `undefined` if there are none, or if the batching window is still open. */
function nextBatch(ctx: Context, pipe: PipeRow): readonly ReceivedMessage[] | undefined {
  const { BatchSize: size = 10, MaximumBatchingWindowInSeconds: seconds = 0 } =
    pipe.settings.SourceParameters?.SqsQueueParameters ?? {};
  const { dispatchAt = ctx.now() + seconds * 1000, dispatchAt: known } = pollerOf(ctx, pipe.name);
  const isOpen = dispatchAt > ctx.now();
  // Before messages are received, so that the batching window ends before their visibility timeout.
  const timer = isOpen && known === undefined ? ctx.startTimer(seconds * 1000, POLL, pipe.name) : undefined;
  const gathered = gather(ctx, pipe, size);
  if (isOpen && gathered.length > 0 && gathered.length < size) {
    changePoller(ctx, pipe.name, { gathered, dispatchAt });
    return undefined;
  }
  if (timer !== undefined) ctx.cancelTimer(timer);
  if (gathered.length === 0) return undefined;
  changePoller(ctx, pipe.name, { gathered: gathered.slice(size), dispatchAt: undefined });
  return gathered.slice(0, size);
}

/** Receives messages up to the size of a batch. Messages that match no filter are deleted. */
function gather(ctx: Context, { name, settings }: PipeRow, size: number): readonly ReceivedMessage[] {
  const { Source: arn, SourceParameters } = settings;
  const { queues } = ctx.ports;
  const isWanted = readFilters(SourceParameters?.FilterCriteria);
  let { gathered } = pollerOf(ctx, name);
  // Those whose visibility timeout ended while they waited here are received again.
  gathered = gathered.filter(({ receiptHandle }) => queues?.holds(arn, receiptHandle));
  while (queues && gathered.length < size) {
    const received = queues.receive(arn, size - gathered.length);
    if (received.length === 0) break;
    const wanted = received.filter((message) => isWanted(recordOf(arn, message)));
    const unwanted = received.filter((message) => !wanted.includes(message));
    queues.delete(
      arn,
      unwanted.map(({ receiptHandle }) => receiptHandle),
    );
    // A message whose visibility timeout ended while it waited here has been received again.
    const ids = new Set(wanted.map(({ messageId }) => messageId));
    gathered = [...gathered.filter(({ messageId }) => !ids.has(messageId)), ...wanted];
  }
  return gathered;
}

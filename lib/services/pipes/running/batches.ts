import type { Context } from "../../../runtime/context.js";
import type { ReceivedMessage } from "../../../runtime/ports/queues.js";
import { defineRun, startRun } from "../../../runtime/runs.js";
import { trimHistory } from "../../../runtime/store/records.js";
import { ONLY_ROW } from "../../../runtime/store/store.js";
import { recordOf, type SqsRecord } from "../../../shared/queue-records.js";
import { BATCH_NUMBERS, BATCHES, PIPES, type PipeRow } from "../state.js";
import { type BatchOutcome, carry } from "./carry.js";
import { changePoller, planPoll, pollerOf } from "./poller.js";

/** A batch in progress. */
interface BatchRun {
  readonly pipe: string;
  readonly number: number;
  readonly records: readonly SqsRecord[];
}

/** After a restore, the batch is sent again: delivery is at least once. */
export const BATCH_RUNS = defineRun<BatchRun, BatchOutcome>({
  name: "pipes.batch",
  onRestart: "restart",
  begin({ state }, ctx) {
    const pipe = ctx.table(PIPES).get(state.pipe);
    return pipe
      ? carry(ctx, pipe, state.records)
      : { status: "failed", failed: idsOf(state.records), inputs: [] };
  },
  finish: ({ state }, outcome, ctx) => conclude(ctx, state, outcome),
});

/** Sends messages through a pipe. */
export function startBatch(ctx: Context, pipe: PipeRow, messages: readonly ReceivedMessage[]): void {
  const number = ctx.table(BATCH_NUMBERS).get(ONLY_ROW) ?? 0;
  ctx.table(BATCH_NUMBERS).put(ONLY_ROW, number + 1);
  const records = messages.map((message) => recordOf(pipe.settings.Source, message));
  ctx.table(BATCHES).put(number, {
    pipe: pipe.name,
    at: ctx.now(),
    records: JSON.stringify(records),
    target: pipe.settings.Target,
    inputs: [],
    status: "running",
    failed: [],
  });
  trimHistory(ctx, BATCHES, undefined, ({ status }) => status !== "running");
  changePoller(ctx, pipe.name, { running: pollerOf(ctx, pipe.name).running + 1 });
  void startRun(ctx, BATCH_RUNS, String(number), { pipe: pipe.name, number, records });
}

/** Deletes the processed messages. Failed messages become visible again after their visibility timeout. */
function conclude(ctx: Context, { pipe, number, records }: BatchRun, outcome: BatchOutcome): void {
  const { failed } = outcome;
  const [first] = records;
  const done = records.filter(({ messageId }) => !failed.includes(messageId));
  if (first)
    ctx.ports.queues?.delete(
      first.eventSourceARN,
      done.map(({ receiptHandle }) => receiptHandle),
    );
  const batch = ctx.table(BATCHES).get(number);
  if (batch) ctx.table(BATCHES).put(number, { ...batch, ...outcome });
  if (!ctx.table(PIPES).has(pipe)) return;
  changePoller(ctx, pipe, { running: Math.max(0, pollerOf(ctx, pipe).running - 1) });
  planPoll(ctx, pipe);
}

function idsOf(records: readonly SqsRecord[]): string[] {
  return records.map(({ messageId }) => messageId);
}

import type { Context } from "../../../../runtime/context.js";
import { AwsError } from "../../../../runtime/errors.js";
import type { ReceivedMessage } from "../../../../runtime/ports/queues.js";
import { defineRun, startRun } from "../../../../runtime/runs.js";
import { recordOf } from "../../../../shared/queue-records.js";
import { admit } from "../../invoke/admission.js";
import type { InvocationTarget } from "../../invoke/attempt.js";
import { type Completion, concludeRun, type FunctionRun, prepareRun, run } from "../../invoke/run.js";
import type { EventSourceMappingRow } from "../mapping.js";
import { roleMay } from "./permissions.js";
import { countRunning, planPoll } from "./poller.js";
import { failedMessages } from "./response.js";

/** A batch that a function is processing. */
export interface BatchRun {
  readonly run: FunctionRun;
  readonly uuid: string;
  readonly queueArn: string;
  readonly receipts: readonly { readonly id: string; readonly handle: string }[];
  readonly reports: boolean;
}

/** After a restore, the function runs again. */
export const BATCH_RUNS = defineRun<BatchRun, Completion>({
  name: "lambda.queue-batch",
  onRestart: "restart",
  begin: ({ state }, ctx) => run(ctx, state.run),
  finish({ state }, completion, ctx) {
    const { uuid, queueArn, receipts, reports } = state;
    concludeRun(ctx, state.run, completion);
    const ids = receipts.map(({ id }) => id);
    const failed = failedMessages(ids, completion, reports);
    const done = receipts.flatMap(({ id, handle }) => (failed.has(id) ? [] : handle));
    // Messages that failed, or that the role may not delete, become visible after their visibility timeout.
    if (done.length > 0 && roleMay(ctx, "DeleteMessage", state.run.attempt.target, queueArn))
      ctx.ports.queues?.delete(queueArn, done);
    countRunning(ctx, uuid, -1);
    planPoll(ctx, uuid);
  },
});

/**
 * Invokes the function of a mapping with a batch.
 *
 * @returns whether it was invoked; if its concurrency is exhausted, the messages return after their
 * visibility timeout.
 */
export function startBatch(
  ctx: Context,
  { settings }: EventSourceMappingRow,
  target: InvocationTarget,
  messages: readonly ReceivedMessage[],
): boolean {
  if (!isAdmitted(ctx, target)) return false;
  const { UUID: uuid, EventSourceArn: queueArn = "", FunctionResponseTypes = [] } = settings;
  const requestId = ctx.ids.uuid();
  const Records = messages.map((message) => recordOf(queueArn, message));
  const payload = Buffer.from(JSON.stringify({ Records }));
  const attempt = { target, invocationType: "RequestResponse", payload, requestId, number: 1 } as const;
  countRunning(ctx, uuid, 1);
  void startRun(ctx, BATCH_RUNS, requestId, {
    run: prepareRun(ctx, attempt),
    uuid,
    queueArn,
    receipts: messages.map(({ messageId: id, receiptHandle: handle }) => ({ id, handle })),
    reports: FunctionResponseTypes.includes("ReportBatchItemFailures"),
  });
  return true;
}

function isAdmitted(ctx: Context, target: InvocationTarget): boolean {
  try {
    admit(ctx, target);
    return true;
  } catch (error) {
    if (error instanceof AwsError) return false;
    throw error;
  }
}

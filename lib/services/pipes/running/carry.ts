import type { Attempted, Failure } from "../../../delivery/outcome.js";
import type { RoleCaller } from "../../../delivery/senders/role-calls.js";
import type { Context } from "../../../runtime/context.js";
import type { SqsRecord } from "../../../shared/queue-records.js";
import { andThen } from "../../../values/promises.js";
import { pipeArn } from "../pipes.js";
import type { BatchRow, PipeRow } from "../state.js";
import { enrich } from "./enrichment.js";
import { senderOf } from "./permissions.js";
import { failedItems } from "./responses.js";
import { sendAll, sendEach } from "./targets.js";
import { type PipeFacts, shape } from "./templates.js";

/** The result of a batch. */
export type BatchOutcome = Pick<BatchRow, "status" | "failed" | "inputs"> & { readonly failure?: Failure };

type Work<Value> = Value | PromiseLike<Value>;

/** Processes the records of a pipe: enriches and transforms them, and sends them to the target. */
export function carry(
  ctx: Context,
  pipe: PipeRow,
  records: readonly SqsRecord[],
): BatchOutcome | Promise<BatchOutcome> {
  const caller = callerOf(ctx, pipe);
  const outcome = andThen(enrich(caller, pipe, records, factsOf(ctx, pipe)), (enriched) =>
    "failure" in enriched
      ? failedBatch(records, enriched.failure)
      : deliver(caller, pipe, records, enriched.elements),
  );
  return "then" in outcome ? Promise.resolve(outcome) : outcome;
}

function deliver(
  caller: RoleCaller,
  pipe: PipeRow,
  records: readonly SqsRecord[],
  elements: readonly unknown[],
): Work<BatchOutcome> {
  const { TargetParameters: { InputTemplate: template } = {} } = pipe.settings;
  const facts = factsOf(caller.ctx, pipe);
  const shaped = elements.map((element) =>
    template === undefined ? JSON.stringify(element) : shape(template, element, facts),
  );
  const inputs = shaped.filter((input) => input !== undefined);
  if (inputs.length < shaped.length)
    return failedBatch(records, { kind: "rejected", reason: "The input of the target is not JSON." });
  const all = sendAll(caller, pipe, inputs);
  if (all) return andThen(all.attempt, (attempted) => judged(records, [all.input], attempted));
  return andThen(sendEach(caller, pipe, elements, inputs), (attempts) => {
    const first = attempts.find(({ status }) => status === "failed");
    // Elements from an enrichment cannot be assigned to records: the whole batch is retried.
    const isOwn = elements === records;
    const failed = records.filter((_, index) =>
      isOwn ? attempts[index]?.status === "failed" : first !== undefined,
    );
    if (first?.status === "failed") return { ...failedBatch(failed, first.failure), inputs };
    const isRecorded = attempts.some(({ status }) => status === "recorded");
    return { status: isRecorded ? "recorded" : "delivered", failed: [], inputs };
  });
}

function judged(
  records: readonly SqsRecord[],
  inputs: readonly string[],
  attempted: Attempted,
): BatchOutcome {
  if (attempted.status === "failed") return { ...failedBatch(records, attempted.failure), inputs };
  if (attempted.status === "recorded") return { status: "recorded", failed: [], inputs };
  const ids = records.map(({ messageId }) => messageId);
  const failed = failedItems(ids, attempted.response?.body);
  if (failed.failure) return { ...failedBatch(records, failed.failure), inputs };
  return { status: failed.ids.length > 0 ? "failed" : "delivered", failed: failed.ids, inputs };
}

function failedBatch(records: readonly SqsRecord[], failure: Failure): BatchOutcome {
  return { status: "failed", failed: records.map(({ messageId }) => messageId), inputs: [], failure };
}

function callerOf(ctx: Context, pipe: PipeRow): RoleCaller {
  return { ctx, sender: senderOf(ctx, pipe), session: pipe.name };
}

function factsOf(ctx: Context, { name, settings }: PipeRow): PipeFacts {
  return new Map([
    ["aws.pipes.pipe-arn", pipeArn(ctx, name)],
    ["aws.pipes.pipe-name", name],
    ["aws.pipes.source-arn", settings.Source],
    ["aws.pipes.enrichment-arn", settings.Enrichment ?? ""],
    ["aws.pipes.target-arn", settings.Target],
    ["aws.pipes.event.ingestion-time", ctx.date().toISOString()],
  ]);
}

import { type Attempted, DELIVERED, failed } from "../../../delivery/outcome.js";
import { denialOf } from "../../../delivery/senders/denials.js";
import { type QueueSender, sendToQueue } from "../../../delivery/senders/queues.js";
import { sendToResource } from "../../../delivery/senders/resources.js";
import { publishToTopic } from "../../../delivery/senders/topics.js";
import type { Context } from "../../../runtime/context.js";
import { parseArn } from "../../../shared/arn.js";
import { isPromise } from "../../../values/promises.js";
import { versionOf } from "../lookup.js";
import { functionArn } from "../references.js";
import { type AsyncEventRow, LATEST } from "../state.js";
import { putRecord } from "./bucket-results.js";
import type { DestinationCondition } from "./invocation.js";
import { parsePayload } from "./payload.js";
import type { Completion } from "./run.js";

/** The result of an asynchronous invocation; without a completion if its function never ran. */
export interface AsyncResult {
  readonly event: AsyncEventRow;
  readonly condition: DestinationCondition;
  readonly completion?: Pick<Completion, "payload" | "failure">;
}

/** Sends a result to its destination. */
export function sendResult(ctx: Context, arn: string, result: AsyncResult): void {
  const record = recordOf(ctx, result);
  const service = parseArn(arn)?.service;
  if (service === "events") return settle(ctx, arn, result, putEvent(ctx, arn, result, record));
  if (service === "s3") {
    const written = putRecord(ctx, arn, result.event.functionName, { record, sender: senderOf(ctx, result) });
    if (!isPromise(written)) return settle(ctx, arn, result, written);
    void written.then((attempted) => settle(ctx, arn, result, attempted));
    return;
  }
  settle(ctx, arn, result, sendToResource(ctx, arn, { body: JSON.stringify(record) }, senderOf(ctx, result)));
}

/** Sends a failed event to the dead-letter queue or topic of the function, if it has one. */
export function sendDeadLetter(ctx: Context, result: AsyncResult): void {
  const { event, completion } = result;
  const arn = versionIn(ctx, event)?.settings.DeadLetterConfig?.TargetArn;
  if (!arn) return;
  const letter = {
    body: Buffer.from(event.payload).toString(),
    attributes: {
      RequestID: { DataType: "String", StringValue: event.requestId },
      ErrorCode: { DataType: "Number", StringValue: "200" },
      ErrorMessage: {
        DataType: "String",
        StringValue: completion?.failure?.error.errorMessage || "Unhandled",
      },
    },
  };
  const send = parseArn(arn)?.service === "sns" ? publishToTopic : sendToQueue;
  settle(ctx, arn, result, send(ctx, arn, letter, senderOf(ctx, result)));
}

/** Lambda sends with the role of the function. */
function senderOf(ctx: Context, { event }: AsyncResult): QueueSender {
  const { functionName: name, qualifier } = event;
  return {
    service: "lambda.amazonaws.com",
    sourceArn: functionArn(ctx, { name, qualifier }),
    sourceAccount: ctx.account,
    roleArn: versionIn(ctx, event)?.settings.Role,
    id: `AROASIM00${ctx.account}:${name}`,
  };
}

function putEvent(ctx: Context, arn: string, result: AsyncResult, record: object): Attempted {
  const { eventBuses } = ctx.ports;
  const { functionName: name, qualifier = LATEST } = result.event;
  if (!eventBuses?.exists(arn)) return failed("missing", `The event bus ${arn} does not exist.`);
  const denied = denialOf(ctx, senderOf(ctx, result), "events:PutEvents", arn);
  if (denied) return denied;
  const outcome = result.condition === "Success" ? "Success" : "Failure";
  eventBuses.put(arn, {
    source: "lambda",
    detailType: `Lambda Function Invocation Result - ${outcome}`,
    resources: [arn, functionArn(ctx, { name, qualifier })],
    detail: JSON.stringify(record),
  });
  return DELIVERED;
}

/** A result that its destination rejects is lost, as on AWS. */
function settle(ctx: Context, arn: string, { event }: AsyncResult, attempted: Attempted): void {
  if (attempted.status !== "failed") return;
  const { functionName } = event;
  const { reason } = attempted.failure;
  const msg = `The result of the function ${functionName} could not be sent to ${arn}: ${reason}`;
  ctx.logger({ level: "warn", msg, fields: { function: functionName, destination: arn } });
}

function versionIn(ctx: Context, { functionName: name, qualifier }: AsyncEventRow) {
  return versionOf(ctx, { name, qualifier });
}

/** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
function recordOf(ctx: Context, { event, condition, completion }: AsyncResult): object {
  const { requestId, functionName: name, qualifier = LATEST, attempts, payload } = event;
  return {
    version: "1.0",
    timestamp: ctx.date().toISOString(),
    requestContext: {
      requestId,
      functionArn: functionArn(ctx, { name, qualifier }),
      condition,
      approximateInvokeCount: attempts,
    },
    requestPayload: parsePayload(payload),
    ...(completion && {
      responseContext: {
        statusCode: 200,
        executedVersion: versionOf(ctx, { name, qualifier })?.version ?? LATEST,
        ...(completion.failure && { functionError: "Unhandled" }),
      },
      responsePayload: JSON.parse(completion.payload) as unknown,
    }),
  };
}

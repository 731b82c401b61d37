import type { Delivery } from "../../../delivery/delivery.js";
import { type Attempted, type Failure, type FailureKind, failed } from "../../../delivery/outcome.js";
import type { Exhaustion } from "../../../delivery/retries.js";
import { sendToQueue } from "../../../delivery/senders/queues.js";
import type { Context } from "../../../runtime/context.js";
import type { TargetMessage } from "./message.js";
import { senderOf } from "./permissions.js";

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-event-delivery.html */
const CODES: Readonly<Record<FailureKind, string>> = {
  connection: "CONNECTION_FAILURE",
  denied: "NO_PERMISSIONS",
  error: "ERROR_FROM_TARGET",
  missing: "NO_RESOURCE",
  rejected: "INVALID_PARAMETER",
  throttled: "THROTTLING",
  timeout: "TIMEOUT",
};

/** Codes that are more specific than the kind of the failure. */
const OWN_CODES: ReadonlySet<string> = new Set([
  "FAILED_TO_ASSUME_ROLE",
  "INVALID_JSON",
  "THIRD_ACCOUNT_HOP_DETECTED",
  "THIRD_REGION_HOP_DETECTED",
]);

const CONDITIONS: Readonly<Record<Exhaustion, string>> = {
  age: "MaximumEventAgeInSeconds",
  attempts: "MaximumRetryAttempts",
};

/** Sends an event that could not be delivered to the dead-letter queue of its target. */
export function sendToDeadLetterQueue(delivery: Delivery<TargetMessage>, ctx: Context): Attempted {
  const { deadLetterTarget: queue, message, source, target, attempts, exhausted } = delivery;
  const failure = delivery.latest.at(-1)?.failure;
  if (queue === undefined || failure === undefined)
    return failed("missing", "There is no dead-letter queue.");
  const values = {
    RULE_ARN: source,
    TARGET_ARN: target,
    ERROR_CODE: codeOf(failure),
    ERROR_MESSAGE: failure.reason,
    RETRY_ATTEMPTS: String(attempts - 1),
    ...(exhausted && { EXHAUSTED_RETRY_CONDITION: CONDITIONS[exhausted] }),
  };
  const attributes = Object.fromEntries(
    Object.entries(values).map(([name, StringValue]) => [name, { DataType: "String", StringValue }]),
  );
  const { roleArn: _, ...sender } = senderOf(ctx, message);
  return sendToQueue(ctx, queue, { body: message.json, attributes }, { ...sender, id: ctx.account });
}

/** The error code of a failure in dead letters. */
export function codeOf({ kind, code = "" }: Failure): string {
  return OWN_CODES.has(code) ? code : CODES[kind];
}

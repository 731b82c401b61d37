import type { Delivery } from "../../../delivery/delivery.js";
import { type DeliveryKind, defineDelivery, deliverDue } from "../../../delivery/engine.js";
import { type Attempted, failed } from "../../../delivery/outcome.js";
import { retriesOfTarget } from "../../../delivery/retries.js";
import { sendToQueue } from "../../../delivery/senders/queues.js";
import type { Context } from "../../../runtime/context.js";
import { INVOCATIONS, type InvocationMessage, PENDING_INVOCATIONS, type ScheduleRow } from "../state.js";
import { inputOf, timeOf } from "./input.js";
import { send } from "./send.js";
import { callerOf, queueSender, scheduleArn } from "./sender.js";

/** Invokes the targets of schedules. */
export const TARGET_DELIVERIES: DeliveryKind<InvocationMessage> = defineDelivery<InvocationMessage>({
  name: "scheduler.delivery",
  underWay: PENDING_INVOCATIONS,
  records: INVOCATIONS,
  delay: "delivery",
  attempt: send,
  sendToDeadLetterQueue,
});

/** Invokes the target of a schedule. @param scheduled the due time in milliseconds since the epoch. */
export function invokeTarget(ctx: Context, schedule: ScheduleRow, scheduled: number): void {
  const { group, name, settings } = schedule;
  const { Target: target } = settings;
  const message = { group, name, target, scheduled, executionId: ctx.ids.uuid() };
  const source = scheduleArn(ctx, schedule);
  const { Arn: deadLetterTarget } = target.DeadLetterConfig ?? {};
  const retries = retriesOfTarget(target.RetryPolicy);
  deliverDue(ctx, TARGET_DELIVERIES, { source, target: target.Arn, message, retries, deadLetterTarget });
}

/** https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html */
function sendToDeadLetterQueue(delivery: Delivery<InvocationMessage>, ctx: Context): Attempted {
  const { deadLetterTarget: queue, message, source, target, attempts, exhausted } = delivery;
  const failure = delivery.latest.at(-1)?.failure;
  if (queue === undefined || failure === undefined)
    return failed("missing", "There is no dead-letter queue.");
  const values = {
    ERROR_CODE: failure.code ?? failure.kind,
    ERROR_MESSAGE: failure.reason,
    EXECUTION_ID: message.executionId,
    ...(exhausted && {
      EXHAUSTED_RETRY_CONDITION: exhausted === "age" ? "MaximumEventAgeInSeconds" : "MaximumRetryAttempts",
    }),
    IS_PAYLOAD_TRUNCATED: "false",
    RETRY_ATTEMPTS: String(attempts - 1),
    SCHEDULED_TIME: timeOf(message.scheduled),
    SCHEDULE_ARN: source,
    TARGET_ARN: target,
  };
  const attributes = Object.fromEntries(
    Object.entries(values).map(([name, StringValue]) => [name, { DataType: "String", StringValue }]),
  );
  const body = inputOf(ctx, message, attempts) ?? "{}";
  return sendToQueue(ctx, queue, { body, attributes }, queueSender(callerOf(ctx, delivery)));
}

import type { Context } from "../../../runtime/context.js";
import type { InvocationMessage } from "../state.js";
import { scheduleArn } from "./sender.js";

const ATTRIBUTE = /<aws\.scheduler\.(schedule-arn|scheduled-time|execution-id|attempt-number)>/g;

/**
 * The input of a target with resolved context attributes; `undefined` without an input.
 *
 * @param attempt from 1
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html
 */
export function inputOf(ctx: Context, message: InvocationMessage, attempt: number): string | undefined {
  const { Input } = message.target;
  if (!Input?.includes("<aws.scheduler.")) return Input;
  return Input.replace(ATTRIBUTE, (_, name: string) => {
    switch (name) {
      case "schedule-arn":
        return scheduleArn(ctx, message);
      case "scheduled-time":
        return timeOf(message.scheduled);
      case "execution-id":
        return message.executionId;
      default:
        return String(attempt);
    }
  });
}

/**
 * The event for a function if the schedule has no input: its detail is a string. AWS's form is not verified.
 */
export function defaultEvent(ctx: Context, message: InvocationMessage): string {
  return JSON.stringify({
    version: "0",
    id: message.executionId,
    "detail-type": "Scheduled Event",
    source: "aws.scheduler",
    account: ctx.account,
    time: timeOf(message.scheduled),
    region: ctx.region,
    resources: [scheduleArn(ctx, message)],
    detail: "{}",
  });
}

/** ISO 8601 in whole seconds. */
export function timeOf(moment: number): string {
  return `${new Date(moment).toISOString().slice(0, 19)}Z`;
}

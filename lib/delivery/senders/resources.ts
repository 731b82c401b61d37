import type { Context } from "../../runtime/context.js";
import type { EventMessage } from "../../runtime/ports/event-targets.js";
import { parseArn } from "../../shared/arn.js";
import { type Attempted, DELIVERED, failed } from "../outcome.js";
import { denialOf, type Sender } from "./denials.js";
import { invokeFunction } from "./functions.js";
import { type QueueSender, sendToQueue } from "./queues.js";
import { publishToTopic } from "./topics.js";

/** Sends an event to the resource of an ARN: a function, a queue, a topic or an event bus. */
export function sendToResource(
  ctx: Context,
  arn: string,
  event: EventMessage,
  sender: QueueSender,
): Attempted {
  const { body, subject } = event;
  const service = serviceOf(arn);
  switch (service) {
    case "lambda":
      return invokeFunction(ctx, arn, body, sender);
    case "sqs":
      return sendToQueue(ctx, arn, { body }, sender);
    case "sns":
      return publishToTopic(ctx, arn, { body, ...(subject !== undefined && { subject }) }, sender);
    default: {
      const target = ctx.ports.eventTargets?.get(service);
      if (!target) return failed("missing", `The service ${service} is not simulated.`);
      const failure = target.deliver(arn, event);
      return failure === undefined ? DELIVERED : failed("rejected", failure);
    }
  }
}

/** Whether the resource of an ARN exists; `undefined` if its service is not simulated. */
export function resourceExists(ctx: Context, arn: string): boolean | undefined {
  const { ports } = ctx;
  const service = serviceOf(arn);
  switch (service) {
    case "lambda":
      return ports.functions?.exists(arn);
    case "sqs":
      return ports.queues && ports.queues.describe(arn) !== undefined;
    case "sns":
      return ports.topics?.exists(arn);
    default:
      return ports.eventTargets?.get(service)?.exists(arn);
  }
}

/**
 * Whether the policy of a resource allows a service to send events to it; always true unless permissions are
 * enforced.
 */
export function permitsEvents(ctx: Context, arn: string, sender: Sender): boolean {
  const action = ACTIONS.get(serviceOf(arn));
  return action === undefined || denialOf(ctx, sender, action, arn) === undefined;
}

/** The action that is needed to send an event. Buses of the same account need none. */
const ACTIONS: ReadonlyMap<string, string> = new Map([
  ["lambda", "lambda:InvokeFunction"],
  ["sqs", "sqs:SendMessage"],
  ["sns", "sns:Publish"],
]);

function serviceOf(arn: string): string {
  return parseArn(arn)?.service ?? "";
}

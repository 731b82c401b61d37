import type { Context } from "../../runtime/context.js";
import type { QueueMessage } from "../../runtime/ports/queues.js";
import { type Attempted, DELIVERED, failed } from "../outcome.js";
import { denialOf, type Sender } from "./denials.js";
import { rejection } from "./rejections.js";

/** A sender of messages to queues. */
export interface QueueSender extends Sender {
  /** The `SenderId` of its messages. */
  readonly id: string;
}

/**
 * Sends a message to a queue, if the policy of the queue allows it to the sender. With the authorization mode
 * `"off"` every queue does.
 */
export function sendToQueue(
  ctx: Context,
  arn: string,
  message: QueueMessage,
  sender: QueueSender,
): Attempted {
  const { queues } = ctx.ports;
  if (!queues) return failed("missing", "There are no queues.");
  if (ctx.decidesPermissions && queues.describe(arn)) {
    const denied = denialOf(ctx, sender, "sqs:SendMessage", arn);
    if (denied) return denied;
  }
  try {
    queues.send(arn, message, sender.id);
    return DELIVERED;
  } catch (error) {
    return rejection(error);
  }
}

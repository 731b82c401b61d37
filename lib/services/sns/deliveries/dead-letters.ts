import type { Delivery } from "../../../delivery/delivery.js";
import { type Attempted, failed } from "../../../delivery/outcome.js";
import { sendToQueue } from "../../../delivery/senders/queues.js";
import type { Context } from "../../../runtime/context.js";
import type { QueueMessage } from "../../../runtime/ports/queues.js";
import type { SnsMessage } from "../state/messages.js";
import { SUBSCRIPTIONS, type SubscriptionRow } from "../state/subscriptions.js";
import { deliveredOf } from "./delivered.js";
import { queueMessageOf } from "./queues.js";
import { topicSender } from "./sender.js";

/**
 * Sends a message that could not be delivered to the dead-letter queue of its subscription, in the form of
 * its endpoint.
 */
export function sendToDeadLetterQueue(delivery: Delivery<SnsMessage>, ctx: Context): Attempted {
  const { deadLetterTarget = "", message } = delivery;
  const subscription = ctx.table(SUBSCRIPTIONS).get(message.outgoing.subscription);
  if (!subscription) return failed("missing", "The subscription was deleted.");
  return sendToQueue(
    ctx,
    deadLetterTarget,
    deadLetterOf(ctx, delivery, subscription, deadLetterTarget),
    topicSender(delivery),
  );
}

function deadLetterOf(
  ctx: Context,
  { message, target }: Delivery<SnsMessage>,
  subscription: SubscriptionRow,
  queueArn: string,
): QueueMessage {
  const { protocol, outgoing } = message;
  // A queue may have rejected the attributes of a raw message: the dead-letter queue receives them as well.
  if (protocol === "sqs") return queueMessageOf(ctx, outgoing, subscription, queueArn);
  return { body: deliveredOf(ctx, message, target, subscription).body };
}

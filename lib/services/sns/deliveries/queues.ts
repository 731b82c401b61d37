import type { Context } from "../../../runtime/context.js";
import type { QueueMessage } from "../../../runtime/ports/queues.js";
import { confirmationOf, envelopeOf, textOf } from "../messages/envelope.js";
import type { Notification, OutgoingMessage } from "../state/messages.js";
import type { SubscriptionRow } from "../state/subscriptions.js";
import { isRaw } from "../subscriptions/attributes.js";

/** The message that a queue receives. */
export function queueMessageOf(
  ctx: Context,
  outgoing: OutgoingMessage,
  subscription: SubscriptionRow,
  queueArn: string,
): QueueMessage {
  if (outgoing.kind === "confirmation") return { body: confirmationOf(ctx, outgoing) };
  const { notification } = outgoing;
  const { groupId, traceHeader } = notification;
  const message: QueueMessage = isRaw(subscription)
    ? rawMessageOf(notification)
    : { body: envelopeOf(ctx, notification, "sqs", subscription.arn), isJson: true };
  if (groupId === undefined && traceHeader === undefined) return message;
  return {
    ...message,
    ...idsOf(notification, queueArn.endsWith(".fifo")),
    ...(traceHeader !== undefined && { traceHeader }),
  };
}

/** The message as it was published, with its attributes. */
export function rawMessageOf(notification: Notification): QueueMessage {
  const { attributes } = notification;
  const body = textOf(notification, "sqs");
  return attributes ? { body, attributes } : { body };
}

/** Standard queues receive the message group id for messages of standard topics only. */
function idsOf(
  { groupId, deduplicationId, sequenceNumber }: Notification,
  isFifo: boolean,
): Pick<QueueMessage, "groupId" | "deduplicationId"> {
  if (groupId === undefined) return {};
  if (!isFifo) return sequenceNumber === undefined ? { groupId } : {};
  return { groupId, ...(deduplicationId !== undefined && { deduplicationId }) };
}

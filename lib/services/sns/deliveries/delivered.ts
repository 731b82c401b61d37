import type { Context } from "../../../runtime/context.js";
import { confirmationOf, textOf } from "../messages/envelope.js";
import type { SnsMessage } from "../state/messages.js";
import type { SubscriptionRow } from "../state/subscriptions.js";
import { lambdaEventOf } from "./functions.js";
import { requestOf } from "./http.js";
import { queueMessageOf } from "./queues.js";

/** A message, as delivered to one endpoint. */
export interface SnsDelivered {
  /** `sqs`, `lambda`, `http`, `email`, `sms`, `application` and others. */
  readonly protocol: string;
  /** The ARN, URL, address or number. */
  readonly endpoint: string;
  /** Empty for messages sent directly to a phone number or a mobile endpoint. */
  readonly topicArn: string;
  readonly subscriptionArn: string;
  readonly messageId: string;
  /** `Notification`, or the type of a confirmation request. */
  readonly type: "Notification" | "SubscriptionConfirmation" | "UnsubscribeConfirmation";
  readonly subject?: string;
  /**
   * The delivered content: the text of an e-mail or an SMS, or the document that a queue, a function or a URL
   * receives.
   */
  readonly body: string;
}

/** Returns a message in the form of its endpoint. */
export function deliveredOf(
  ctx: Context,
  { protocol, outgoing }: SnsMessage,
  endpoint: string,
  subscription: SubscriptionRow | undefined,
): SnsDelivered {
  const isNotification = outgoing.kind === "notification";
  const subject = isNotification ? outgoing.notification.subject : undefined;
  return {
    protocol,
    endpoint,
    topicArn: subscription?.topicArn ?? "",
    subscriptionArn: outgoing.subscription,
    messageId: isNotification ? outgoing.notification.messageId : outgoing.messageId,
    type: isNotification ? "Notification" : outgoing.type,
    ...(subject !== undefined && { subject }),
    body: bodyOf(ctx, { protocol, outgoing }, subscription),
  };
}

function bodyOf(ctx: Context, { protocol, outgoing }: SnsMessage, row: SubscriptionRow | undefined): string {
  if (row && (protocol === "http" || protocol === "https")) return requestOf(ctx, outgoing, row).body;
  if (row && protocol === "sqs") return queueMessageOf(ctx, outgoing, row, row.endpoint).body;
  if (outgoing.kind === "confirmation") return confirmationOf(ctx, outgoing);
  const { notification, subscription } = outgoing;
  if (protocol === "lambda") return lambdaEventOf(ctx, notification, subscription);
  return textOf(notification, protocol);
}

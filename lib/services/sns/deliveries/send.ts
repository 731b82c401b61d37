import type { Order } from "../../../delivery/delivery.js";
import { deliver } from "../../../delivery/engine.js";
import type { RetryPolicy } from "../../../delivery/retries.js";
import type { Context } from "../../../runtime/context.js";
import { key } from "../../../runtime/store/store.js";
import { isLeftToReplay } from "../archives/policies.js";
import { protectedText } from "../protection/protect.js";
import type { Notification, SnsMessage } from "../state/messages.js";
import type { SubscriptionRow } from "../state/subscriptions.js";
import { TOPICS, type TopicRow } from "../state/topics.js";
import { deadLetterQueueOf } from "../subscriptions/attributes.js";
import { accepts } from "../subscriptions/filters.js";
import { subscriptionsOf } from "../subscriptions/lookup.js";
import type { LocatedTopic } from "../topics/lookup.js";
import { DELIVERY } from "./delivery.js";
import { retryPolicyOf } from "./http.js";
import { httpRetries, retriesOf } from "./retries.js";

/** Sends a message to every confirmed subscriber whose filter matches. */
export function deliverToSubscribers({ ctx, topic }: LocatedTopic, notification: Notification): void {
  const orders: Order<SnsMessage>[] = [];
  for (const subscription of subscriptionsOf(ctx, topic.name)) {
    if (subscription.pending || !accepts(ctx, subscription, notification)) continue;
    if (isLeftToReplay(subscription.replay, notification)) continue;
    const visible = visibleTo({ ctx, topic }, subscription, notification);
    if (visible) orders.push(orderFor(topic, subscription, visible));
  }
  deliver(ctx, DELIVERY, orders);
}

/** Sends a message to one subscriber again. */
export function deliverToSubscriber(
  at: LocatedTopic,
  subscription: SubscriptionRow,
  notification: Notification,
): void {
  const visible = visibleTo(at, subscription, notification);
  if (visible) deliver(at.ctx, DELIVERY, [orderFor(at.topic, subscription, visible)]);
}

/** A message as a subscriber may see it; `undefined` if the data protection policy of the topic denies it. */
function visibleTo(
  at: LocatedTopic,
  { principal }: SubscriptionRow,
  notification: Notification,
): Notification | undefined {
  if (at.topic.dataProtectionPolicy === undefined) return notification;
  const { message, messageId } = notification;
  const text = protectedText(at, { direction: "Outbound", message, messageId, principal });
  if (text === undefined) return undefined;
  return text === message ? notification : { ...notification, message: text };
}

function orderFor(
  topic: TopicRow,
  subscription: SubscriptionRow,
  notification: Notification,
): Order<SnsMessage> {
  const { arn, protocol, topicArn, endpoint } = subscription;
  return {
    source: topicArn,
    target: endpoint,
    retries: retriesFor(topic, subscription),
    message: { protocol, outgoing: { kind: "notification", subscription: arn, notification } },
    deadLetterTarget: deadLetterQueueOf(subscription),
    // A failing queue delays only messages of the same group.
    lane: topic.fifo ? key(arn, notification.groupId ?? "") : undefined,
  };
}

/** Sends a confirmation request for a subscription, or an offer to restore one. */
export function deliverConfirmation(
  ctx: Context,
  subscription: SubscriptionRow,
  type: "SubscriptionConfirmation" | "UnsubscribeConfirmation",
): void {
  const { arn, protocol, topicArn, endpoint, token } = subscription;
  const topic = ctx.table(TOPICS).get(subscription.topic);
  const outgoing = {
    kind: "confirmation",
    type,
    subscription: arn,
    messageId: ctx.ids.uuid(),
    topicArn,
    token,
    timestamp: ctx.now(),
    signatureVersion: topic?.attributes.get("SignatureVersion") ?? "1",
  } as const;
  const retries = retriesFor(topic, subscription);
  deliver(ctx, DELIVERY, [{ source: topicArn, target: endpoint, retries, message: { protocol, outgoing } }]);
}

function retriesFor(topic: TopicRow | undefined, subscription: SubscriptionRow): RetryPolicy {
  const { protocol } = subscription;
  const isHttp = protocol === "http" || protocol === "https";
  return isHttp ? httpRetries(retryPolicyOf(topic, subscription)) : retriesOf(protocol);
}

/** Sends a message directly to a phone number or a mobile endpoint. */
export function deliverDirectly(ctx: Context, protocol: string, notification: Notification): void {
  const { target } = notification;
  const message: SnsMessage = {
    protocol,
    outgoing: { kind: "notification", subscription: "", notification },
  };
  deliver(ctx, DELIVERY, [{ source: target, target, message, retries: retriesOf(protocol) }]);
}

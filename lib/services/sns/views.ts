import type { Delivery, DeliveryStatus } from "../../delivery/delivery.js";
import { deliveriesOf } from "../../delivery/engine.js";
import type { Context } from "../../runtime/context.js";
import { UnknownResource } from "../../runtime/unknown-resource.js";
import { deliveredOf, type SnsDelivered } from "./deliveries/delivered.js";
import { DELIVERY } from "./deliveries/delivery.js";
import type { MessageAttributeValue } from "./generated/types.js";
import { type Notification, PUBLISHED, type SnsMessage } from "./state/messages.js";
import { SUBSCRIPTIONS, type SubscriptionRow, TOKENS } from "./state/subscriptions.js";
import { TOPICS } from "./state/topics.js";
import { describeAttributes as subscriptionAttributes } from "./subscriptions/attributes.js";
import { confirm } from "./subscriptions/subscribe.js";
import { describeAttributes } from "./topics/describe.js";
import { type LocatedTopic, topicArn } from "./topics/lookup.js";

/** A topic. */
export interface SnsTopic {
  readonly name: string;
  readonly arn: string;
  /** All attributes, as returned by GetTopicAttributes. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
}

/** A subscription. */
export interface SnsSubscription {
  readonly arn: string;
  readonly topicArn: string;
  readonly protocol: string;
  readonly endpoint: string;
  /** It is not confirmed yet. {@link SnsSubscription.token} confirms it. */
  readonly pending: boolean;
  /** Present while it is pending. */
  readonly token?: string;
  /** All attributes, as returned by GetSubscriptionAttributes. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** A message that was published. */
export interface SnsPublished {
  /** The ARN of a topic or of a mobile endpoint, or a phone number. */
  readonly target: string;
  readonly messageId: string;
  readonly message: string;
  readonly subject?: string;
  readonly messageAttributes: Readonly<Record<string, MessageAttributeValue>>;
  readonly groupId?: string;
  readonly deduplicationId?: string;
  readonly sequenceNumber?: string;
  /** In milliseconds since the epoch. */
  readonly timestamp: number;
}

/** A delivery of a message to one endpoint, with its result. */
export interface SnsDelivery extends SnsDelivered {
  /** `recorded` means that the endpoint is outside the simulator, and that nothing was sent. */
  readonly status: DeliveryStatus;
  readonly attempts: number;
  /** The reason why the last attempt failed. */
  readonly reason?: string;
  /** The status of the last HTTP response. */
  readonly responseStatus?: number;
  /** In milliseconds since the epoch. */
  readonly created: number;
  /** Time of the next attempt. Omitted after the delivery has ended. */
  readonly nextAttempt?: number;
}

export function topics(ctx: Context): SnsTopic[] {
  return Array.from(ctx.table(TOPICS).values(), (topic) => ({
    name: topic.name,
    arn: topicArn(ctx, topic),
    attributes: describeAttributes({ ctx, topic }),
    tags: topic.tags,
  }));
}

export function subscriptions(ctx: Context, name?: string): SnsSubscription[] {
  const topic = name === undefined ? undefined : topicNamed(ctx, name).topic.name;
  return [...ctx.table(SUBSCRIPTIONS).values()]
    .filter((row) => (topic ?? row.topic) === row.topic)
    .map((row) => describeSubscription(ctx, row));
}

function describeSubscription(ctx: Context, row: SubscriptionRow): SnsSubscription {
  const { arn, topicArn, protocol, endpoint, pending, token } = row;
  return {
    arn,
    topicArn,
    protocol,
    endpoint,
    pending,
    ...(pending && { token }),
    attributes: subscriptionAttributes(row, ctx.table(TOPICS).get(row.topic)),
  };
}

export function published(ctx: Context, name?: string): SnsPublished[] {
  const at = name === undefined ? undefined : topicNamed(ctx, name);
  const arn = at && topicArn(at.ctx, at.topic);
  return [...(at?.ctx ?? ctx).table(PUBLISHED).values()]
    .filter(({ target }) => (arn ?? target) === target)
    .map(describePublished);
}

function describePublished(notification: Notification): SnsPublished {
  const { target, messageId, message, subject, attributes, groupId, deduplicationId } = notification;
  const { sequenceNumber, timestamp } = notification;
  return {
    target,
    messageId,
    message,
    ...(subject !== undefined && { subject }),
    messageAttributes: attributes ?? {},
    ...(groupId !== undefined && { groupId }),
    ...(deduplicationId !== undefined && { deduplicationId }),
    ...(sequenceNumber !== undefined && { sequenceNumber }),
    timestamp,
  };
}

export function deliveries(ctx: Context, endpoint?: string): SnsDelivery[] {
  return deliveriesOf(ctx, DELIVERY)
    .filter(({ account, region }) => account === ctx.account && region === ctx.region)
    .filter(({ target }) => (endpoint ?? target) === target)
    .map((delivery) => describeDelivery(ctx, delivery));
}

function describeDelivery(ctx: Context, delivery: Delivery<SnsMessage>): SnsDelivery {
  const { message, target, source, status, attempts, latest, created, due } = delivery;
  const { outgoing } = message;
  const last = latest.at(-1);
  const subscription =
    ctx.table(SUBSCRIPTIONS).get(outgoing.subscription) ??
    (outgoing.kind === "confirmation" ? ctx.table(TOKENS).get(outgoing.token)?.subscription : undefined);
  return {
    ...deliveredOf(ctx, message, target, subscription),
    topicArn: outgoing.subscription === "" ? "" : source,
    status,
    attempts,
    ...(last?.failure && { reason: last.failure.reason }),
    ...(last?.response?.status !== undefined && { responseStatus: last.response.status }),
    created,
    ...(due !== undefined && { nextAttempt: due }),
  };
}

/** @throws UnknownResource */
export function topicNamed(ctx: Context, text: string): LocatedTopic {
  const [, , , region = ctx.region, account = ctx.account] = text.startsWith("arn:") ? text.split(":") : [];
  const there = ctx.elsewhere({ account, region });
  const topic = there.table(TOPICS).get(text.slice(text.lastIndexOf(":") + 1));
  if (topic) return { ctx: there, topic };
  throw new UnknownResource(
    "topic",
    text,
    Array.from(ctx.table(TOPICS).values(), ({ name }) => name),
    ctx,
  );
}

/** Confirms all pending subscriptions of an endpoint. */
export function confirmAll(ctx: Context, endpoint: string): string[] {
  const waiting = [...ctx.table(SUBSCRIPTIONS).values()].filter(
    (row) => row.pending && row.endpoint === endpoint,
  );
  const { account, region } = ctx;
  return waiting.map((subscription) => confirm(ctx, { subscription, account, region }, false).arn);
}

import type { Context } from "../../../runtime/context.js";
import { withPrefix } from "../../../runtime/store/store.js";
import { subscriptionNotFound } from "../errors/parameters.js";
import { subscriptionIdInvalid } from "../errors/subscriptions.js";
import { SUBSCRIPTIONS, type SubscriptionRow } from "../state/subscriptions.js";
import { TOPICS } from "../state/topics.js";
import { readArn, requiredArn } from "../topics/lookup.js";

/** A subscription, and a context in the account and region of its topic. */
export interface LocatedSubscription {
  readonly ctx: Context;
  readonly subscription: SubscriptionRow;
}

/** The subscriptions of the current topic with a name, in the account and region of a context. */
export function* subscriptionsOf(ctx: Context, topic: string): Generator<SubscriptionRow, undefined> {
  const id = ctx.table(TOPICS).get(topic)?.id;
  const prefix = ctx.arn(`${topic}:`);
  for (const row of withPrefix(ctx.table(SUBSCRIPTIONS), prefix)) if (row.topicId === id) yield row;
}

/** Finds a subscription by its ARN; `undefined` if it does not exist. @throws InvalidParameter */
export function findSubscription(ctx: Context, arn: string): LocatedSubscription | undefined {
  const { account, region, resource } = readArn(ctx, requiredArn(arn, "SubscriptionArn"), "SubscriptionArn");
  const [topic = "", id] = resource.split(":");
  if (id === undefined) throw subscriptionIdInvalid();
  const there = ctx.elsewhere({ account, region });
  const subscription = there.table(SUBSCRIPTIONS).get(there.arn(`${topic}:${id}`));
  return subscription && { ctx: there, subscription };
}

/** @throws InvalidParameter, NotFound */
export function existingSubscription(ctx: Context, arn: string): LocatedSubscription {
  const found = findSubscription(ctx, arn);
  if (!found) throw subscriptionNotFound();
  return found;
}

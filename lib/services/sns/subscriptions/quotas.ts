import type { Context } from "../../../runtime/context.js";
import { tooManyFilterPolicies, tooManySubscriptions } from "../errors/subscriptions.js";
import type { TopicRow } from "../state/topics.js";
import { subscriptionsOf } from "./lookup.js";

/** https://docs.aws.amazon.com/general/latest/gr/sns.html#limits_sns */
const MOST_OF_FIFO = 100;
const MOST_FILTER_POLICIES = 200;

/** @throws SubscriptionLimitExceeded if a FIFO topic has all subscriptions that it may have */
export function checkSubscriptions(ctx: Context, { name, fifo }: TopicRow): void {
  if (fifo && [...subscriptionsOf(ctx, name)].length >= MOST_OF_FIFO) throw tooManySubscriptions();
}

/**
 * Checks that another subscription of a topic may have a filter policy.
 *
 * @throws FilterPolicyLimitExceeded
 */
export function checkFilterPolicies(ctx: Context, topic: string): void {
  const filtered = [...subscriptionsOf(ctx, topic)].filter(({ attributes }) =>
    attributes.has("FilterPolicy"),
  );
  if (filtered.length >= MOST_FILTER_POLICIES) throw tooManyFilterPolicies();
}

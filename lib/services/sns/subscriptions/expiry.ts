import type { Context } from "../../../runtime/context.js";
import { SUBSCRIPTIONS, type SubscriptionRow, TOKENS } from "../state/subscriptions.js";

const EXPIRY = "sns.token-expiry";
const REMOVAL = "sns.orphan-removal";
/** Validity of a confirmation token in milliseconds: two days. */
const CONFIRMATION_PERIOD = 172_800_000;

/** Schedules the expiry of a subscription's token. An unconfirmed subscription is removed with it. */
export function planExpiry(ctx: Context, { token }: SubscriptionRow): void {
  ctx.after(CONFIRMATION_PERIOD, EXPIRY, token, { background: true });
}

/** Schedules the removal of the subscriptions of a deleted topic. */
export function planRemoval(ctx: Context, topicId: string): void {
  ctx.later("subscriptionRemoval", REMOVAL, topicId, { background: true });
}

export const SUBSCRIPTION_TIMERS = {
  [EXPIRY]: (token: string, ctx: Context) => {
    const row = ctx.table(TOKENS).get(token);
    if (!row) return;
    ctx.table(TOKENS).delete(token);
    const place = row.subscription.arn;
    if (ctx.table(SUBSCRIPTIONS).get(place)?.pending === true) ctx.table(SUBSCRIPTIONS).delete(place);
  },
  [REMOVAL]: (topicId: string, ctx: Context) => {
    const subscriptions = ctx.table(SUBSCRIPTIONS);
    const orphans = [...subscriptions.values()].filter((row) => row.topicId === topicId);
    for (const row of orphans) subscriptions.delete(row.arn);
  },
};

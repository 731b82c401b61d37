import type { Context } from "../../../runtime/context.js";
import { withReplay } from "../archives/replays.js";
import { deliverConfirmation } from "../deliveries/send.js";
import { subscriptionHasOtherAttributes } from "../errors/subscriptions.js";
import type { SubscribeInput } from "../generated/types.js";
import { SUBSCRIPTIONS, type SubscriptionRow, TOKENS, type TokenRow } from "../state/subscriptions.js";
import { TOPICS } from "../state/topics.js";
import { type LocatedTopic, topicArn } from "../topics/lookup.js";
import { withAttributes } from "./attributes.js";
import { checkEndpoint, needsConfirmation } from "./endpoints.js";
import { planExpiry } from "./expiry.js";
import { subscriptionsOf } from "./lookup.js";
import { checkFilterPolicies, checkSubscriptions } from "./quotas.js";

const TOKEN_DIGITS = 288;
const PREFIX = "Attributes Reason: ";

/**
 * Subscribes an endpoint to a topic, or returns its existing subscription.
 *
 * @param caller the context of the subscriber
 * @throws InvalidParameter, SubscriptionLimitExceeded, FilterPolicyLimitExceeded
 */
export function subscribe(at: LocatedTopic, input: SubscribeInput, caller: Context): SubscriptionRow {
  const { ctx, topic } = at;
  const { Protocol: protocol, Endpoint: endpoint = "", Attributes = {} } = input;
  checkEndpoint(topic, protocol, endpoint);
  const attributes = withAttributes(new Map(), Attributes, { topic, protocol }, PREFIX);
  const known = subscriptionTo(at, protocol, endpoint);
  if (known) return unchanged(known, attributes);
  checkSubscriptions(ctx, topic);
  if (attributes.has("FilterPolicy")) checkFilterPolicies(ctx, topic.name);
  const id = ctx.ids.uuid();
  const arn = topicArn(ctx, topic);
  const plain: SubscriptionRow = {
    id,
    topic: topic.name,
    topicId: topic.id,
    arn: `${arn}:${id}`,
    topicArn: arn,
    protocol,
    endpoint,
    owner: caller.account,
    principal: caller.caller.arn,
    pending: needsConfirmation(topic, caller.account, protocol, endpoint),
    token: ctx.ids.hex(TOKEN_DIGITS),
    authenticated: false,
    attributes,
  };
  const row = attributes.has("ReplayPolicy") ? withReplay(ctx, plain) : plain;
  ctx.table(SUBSCRIPTIONS).put(row.arn, row);
  if (row.pending) requestConfirmation(ctx, row);
  return row;
}

/** Sends a confirmation request to the owner of an endpoint. */
export function requestConfirmation(ctx: Context, row: SubscriptionRow): void {
  rememberToken(ctx, row);
  planExpiry(ctx, row);
  deliverConfirmation(ctx, row, "SubscriptionConfirmation");
}

/** Stores the token of a subscription. */
export function rememberToken(ctx: Context, subscription: SubscriptionRow): void {
  const { account, region } = ctx;
  ctx.table(TOKENS).put(subscription.token, { subscription, account, region });
}

/** Confirms the subscription of a token, and restores it if it was deleted. */
export function confirm(
  ctx: Context,
  { subscription, account, region }: TokenRow,
  authenticated: boolean,
): SubscriptionRow {
  const there = ctx.elsewhere({ account, region });
  const place = subscription.arn;
  const before = there.table(SUBSCRIPTIONS).get(place) ?? subscription;
  const row = { ...before, pending: false, authenticated: before.authenticated || authenticated };
  there.table(SUBSCRIPTIONS).put(place, row);
  return row;
}

/** Deletes a subscription. The owner of an HTTP endpoint can restore it. */
export function unsubscribe(ctx: Context, row: SubscriptionRow): void {
  ctx.table(SUBSCRIPTIONS).delete(row.arn);
  const topic = ctx.table(TOPICS).get(row.topic);
  if (topic?.id === row.topicId)
    ctx.table(TOPICS).put(topic.name, { ...topic, deletedSubscriptions: topic.deletedSubscriptions + 1 });
  if (row.pending || !/^https?$/.test(row.protocol)) return;
  const restorable = { ...row, token: ctx.ids.hex(TOKEN_DIGITS) };
  rememberToken(ctx, restorable);
  planExpiry(ctx, restorable);
  deliverConfirmation(ctx, restorable, "UnsubscribeConfirmation");
}

function subscriptionTo(
  { ctx, topic }: LocatedTopic,
  protocol: string,
  endpoint: string,
): SubscriptionRow | undefined {
  for (const row of subscriptionsOf(ctx, topic.name))
    if (row.protocol === protocol && row.endpoint === endpoint) return row;
  return undefined;
}

/** @throws InvalidParameter for attributes that the subscription does not have */
function unchanged(known: SubscriptionRow, given: ReadonlyMap<string, string>): SubscriptionRow {
  for (const [name, value] of given)
    if ((known.attributes.get(name) ?? defaultOf(name)) !== value) throw subscriptionHasOtherAttributes();
  return known;
}

function defaultOf(name: string): string | undefined {
  return name === "RawMessageDelivery" ? "false" : undefined;
}

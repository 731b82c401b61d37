import type { Context } from "../../../runtime/context.js";
import { withReplay } from "../archives/replays.js";
import { authorizationError } from "../errors/parameters.js";
import { confirmationTopicInvalid, tokenMalformed, tokenUnknown } from "../errors/subscriptions.js";
import type {
  ConfirmSubscriptionInput,
  ConfirmSubscriptionResponse,
  GetSubscriptionAttributesInput,
  GetSubscriptionAttributesResponse,
  ListSubscriptionsByTopicInput,
  ListSubscriptionsByTopicResponse,
  ListSubscriptionsInput,
  ListSubscriptionsResponse,
  SetSubscriptionAttributesInput,
  SubscribeInput,
  SubscribeResponse,
  Subscription,
  UnsubscribeInput,
} from "../generated/types.js";
import { pager } from "../paging.js";
import { SUBSCRIPTIONS, type SubscriptionRow, TOKENS } from "../state/subscriptions.js";
import { TOPICS } from "../state/topics.js";
import { describeAttributes, withAttributes } from "../subscriptions/attributes.js";
import { existingSubscription, findSubscription, subscriptionsOf } from "../subscriptions/lookup.js";
import { checkFilterPolicies } from "../subscriptions/quotas.js";
import { confirm, unsubscribe as remove, subscribe as subscribeTo } from "../subscriptions/subscribe.js";
import { existingTopic, topicArn } from "../topics/lookup.js";

const TOKEN = /^[0-9a-f]{100,}$/;

export function subscribe(input: SubscribeInput, ctx: Context): SubscribeResponse {
  const { arn, pending } = subscribeTo(existingTopic(ctx, input.TopicArn), input, ctx);
  const isShown = !pending || input.ReturnSubscriptionArn === true;
  return { SubscriptionArn: isShown ? arn : "pending confirmation" };
}

export function confirmSubscription(
  input: ConfirmSubscriptionInput,
  ctx: Context,
): ConfirmSubscriptionResponse {
  const { TopicArn, Token, AuthenticateOnUnsubscribe } = input;
  const [scheme, , service, region] = TopicArn.split(":");
  const isHere = region === ctx.region || isUnsigned(ctx);
  if (scheme !== "arn" || service !== "sns" || !isHere) throw confirmationTopicInvalid();
  if (!TOKEN.test(Token)) throw tokenMalformed();
  const row = ctx.table(TOKENS).get(Token);
  if (!row) throw tokenUnknown();
  const authenticated = AuthenticateOnUnsubscribe === "true" && !isUnsigned(ctx);
  return { SubscriptionArn: confirm(ctx, row, authenticated).arn };
}

/** Succeeds for a subscription that does not exist. */
export function unsubscribe(input: UnsubscribeInput, ctx: Context): object {
  const found = findSubscription(ctx, input.SubscriptionArn);
  if (!found) return {};
  if (found.subscription.authenticated && isUnsigned(ctx))
    throw authorizationError("User is not authorized to perform: SNS:Unsubscribe on this subscription");
  remove(found.ctx, found.subscription);
  return {};
}

export function getSubscriptionAttributes(
  input: GetSubscriptionAttributesInput,
  ctx: Context,
): GetSubscriptionAttributesResponse {
  const { ctx: there, subscription } = existingSubscription(ctx, input.SubscriptionArn);
  return { Attributes: describeAttributes(subscription, there.table(TOPICS).get(subscription.topic)) };
}

export function setSubscriptionAttributes(input: SetSubscriptionAttributesInput, ctx: Context): object {
  const { AttributeName, AttributeValue = "" } = input;
  const { ctx: there, subscription } = existingSubscription(ctx, input.SubscriptionArn);
  const topic = there.table(TOPICS).get(subscription.topic) ?? {
    fifo: subscription.topicArn.endsWith(".fifo"),
    attributes: new Map(),
  };
  const attributes = withAttributes(
    subscription.attributes,
    { [AttributeName]: AttributeValue },
    { topic, protocol: subscription.protocol },
  );
  const isFirst = !subscription.attributes.has("FilterPolicy") && attributes.has("FilterPolicy");
  if (isFirst) checkFilterPolicies(there, subscription.topic);
  const changed = { ...subscription, attributes };
  const row = AttributeName === "ReplayPolicy" ? withReplay(there, changed) : changed;
  there.table(SUBSCRIPTIONS).put(row.arn, row);
  return {};
}

/** Lists the subscriptions that the account has made, to any topics of the region. */
export function listSubscriptions(input: ListSubscriptionsInput, ctx: Context): ListSubscriptionsResponse {
  const own = [...ctx.everywhere(SUBSCRIPTIONS)]
    .filter(({ at }) => at.region === ctx.region)
    .flatMap((table) => [...table.values()])
    .filter(({ owner }) => owner === ctx.account)
    .sort((a, b) => (a.arn < b.arn ? -1 : 1));
  const { items, next } = pager.list(input, "subscriptions", own, ({ arn }) => arn);
  return { Subscriptions: items.map(describe), NextToken: next };
}

export function listSubscriptionsByTopic(
  input: ListSubscriptionsByTopicInput,
  ctx: Context,
): ListSubscriptionsByTopicResponse {
  const { ctx: there, topic } = existingTopic(ctx, input.TopicArn);
  const rows = [...subscriptionsOf(there, topic.name)];
  const name = ["subscriptions", topicArn(there, topic)];
  const { items, next } = pager.list(input, name, rows, ({ arn }) => arn);
  return { Subscriptions: items.map(describe), NextToken: next };
}

function describe({
  arn,
  owner,
  protocol,
  endpoint,
  topicArn: TopicArn,
  pending,
}: SubscriptionRow): Subscription {
  return {
    SubscriptionArn: pending ? "PendingConfirmation" : arn,
    Owner: owner,
    Protocol: protocol,
    Endpoint: endpoint,
    TopicArn,
  };
}

/** Links in messages are requested without a signature. */
function isUnsigned({ caller }: Context): boolean {
  return caller.accessKeyId === "";
}

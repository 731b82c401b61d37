import type { Context } from "../../../runtime/context.js";
import { beginningOf } from "../archives/store.js";
import { subscriptionsOf } from "../subscriptions/lookup.js";
import { effectiveTopicPolicy } from "./delivery-policy.js";
import { type LocatedTopic, topicArn } from "./lookup.js";
import { policyOf } from "./policies.js";

/** Attributes that are returned although they were not set. */
const FIFO_DEFAULTS: ReadonlyMap<string, string> = new Map([["ContentBasedDeduplication", "false"]]);

/** The attributes of a topic, as returned by GetTopicAttributes. */
export function describeAttributes({ ctx, topic }: LocatedTopic): Record<string, string> {
  const { attributes, fifo } = topic;
  const counts = countSubscriptions(ctx, topic.name);
  return Object.fromEntries([
    ["Policy", policyOf(ctx, topic)],
    ["Owner", topic.account],
    ["SubscriptionsPending", String(counts.pending)],
    ["TopicArn", topicArn(ctx, topic)],
    [
      "EffectiveDeliveryPolicy",
      JSON.stringify({ http: effectiveTopicPolicy(attributes.get("DeliveryPolicy")) }),
    ],
    ["SubscriptionsConfirmed", String(counts.confirmed)],
    ["SubscriptionsDeleted", String(topic.deletedSubscriptions)],
    ["DisplayName", attributes.get("DisplayName") ?? ""],
    ...(fifo ? [["FifoTopic", "true"], ...FIFO_DEFAULTS] : []),
    ...(attributes.has("ArchivePolicy")
      ? [["BeginningArchiveTime", new Date(beginningOf(ctx, topic)).toISOString()]]
      : []),
    ...[...attributes].filter(([name]) => name !== "Policy" && name !== "DisplayName"),
  ]) as Record<string, string>;
}

function countSubscriptions(ctx: Context, topic: string): { pending: number; confirmed: number } {
  let pending = 0;
  let confirmed = 0;
  for (const subscription of subscriptionsOf(ctx, topic))
    if (subscription.pending) pending++;
    else confirmed++;
  return { pending, confirmed };
}

import type { OutgoingRequest } from "../../../delivery/senders/http.js";
import type { Context } from "../../../runtime/context.js";
import { confirmationOf, envelopeOf, textOf } from "../messages/envelope.js";
import type { OutgoingMessage } from "../state/messages.js";
import type { SubscriptionRow } from "../state/subscriptions.js";
import { TOPICS, type TopicRow } from "../state/topics.js";
import { isRaw } from "../subscriptions/attributes.js";
import {
  DEFAULT_CONTENT_TYPE,
  effectiveTopicPolicy,
  type HealthyRetryPolicy,
  subscriptionPolicy,
} from "../topics/delivery-policy.js";

/** The timeout of requests to an endpoint, in milliseconds. */
export const HTTP_TIMEOUT = 15_000;
const TOO_MANY_REQUESTS = 429;

/**
 * The request that an endpoint receives:
 * https://docs.aws.amazon.com/sns/latest/dg/sns-http-https-endpoint-as-subscriber.html
 */
export function requestOf(
  ctx: Context,
  outgoing: OutgoingMessage,
  subscription: SubscriptionRow,
): OutgoingRequest {
  const { endpoint, protocol, topicArn, arn } = subscription;
  const headers = (type: string, id: string, more: Readonly<Record<string, string>>) => ({
    "x-amz-sns-message-type": type,
    "x-amz-sns-message-id": id,
    "x-amz-sns-topic-arn": topicArn,
    ...more,
    "User-Agent": "Amazon Simple Notification Service Agent",
    "Accept-Encoding": "gzip,deflate",
  });
  const request = { url: endpoint, method: "POST", failureOf };
  if (outgoing.kind === "confirmation") {
    const { type, messageId } = outgoing;
    const more = {
      ...(type === "UnsubscribeConfirmation" && { "x-amz-sns-subscription-arn": arn }),
      "Content-Type": DEFAULT_CONTENT_TYPE,
    };
    return { ...request, headers: headers(type, messageId, more), body: confirmationOf(ctx, outgoing) };
  }
  const { notification } = outgoing;
  const raw = isRaw(subscription);
  const more = {
    "x-amz-sns-subscription-arn": arn,
    ...(raw && { "x-amz-sns-rawdelivery": "true" }),
    "Content-Type": contentTypeOf(ctx, subscription),
  };
  return {
    ...request,
    headers: headers("Notification", notification.messageId, more),
    body: raw ? textOf(notification, protocol) : envelopeOf(ctx, notification, protocol, arn),
  };
}

/** Client errors are permanent, except for too many requests. */
function failureOf(status: number) {
  return status >= 400 && status <= 499 && status !== TOO_MANY_REQUESTS ? "rejected" : "error";
}

/** The retry policy of an HTTP endpoint. */
export function retryPolicyOf(
  topic: TopicRow | undefined,
  { attributes }: SubscriptionRow,
): HealthyRetryPolicy {
  const ofTopic = effectiveTopicPolicy(topic?.attributes.get("DeliveryPolicy"));
  const own = subscriptionPolicy(attributes.get("DeliveryPolicy"));
  return (
    (ofTopic.disableSubscriptionOverrides ? undefined : own.retries) ?? ofTopic.defaultHealthyRetryPolicy
  );
}

function contentTypeOf(ctx: Context, { attributes, topic }: SubscriptionRow): string {
  const own = subscriptionPolicy(attributes.get("DeliveryPolicy")).contentType;
  const ofTopic = ctx.table(TOPICS).get(topic)?.attributes.get("DeliveryPolicy");
  return own ?? effectiveTopicPolicy(ofTopic).defaultRequestPolicy.headerContentType;
}

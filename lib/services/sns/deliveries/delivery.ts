import type { Delivery } from "../../../delivery/delivery.js";
import { defineDelivery, deliveryTimers } from "../../../delivery/engine.js";
import { type Attempted, DELIVERED, failed, RECORDED } from "../../../delivery/outcome.js";
import { invokeFunction } from "../../../delivery/senders/functions.js";
import { sendRequest } from "../../../delivery/senders/http.js";
import { sendToQueue } from "../../../delivery/senders/queues.js";
import type { Context } from "../../../runtime/context.js";
import { isLoopbackUrl } from "../../../shared/loopback.js";
import { isPromise } from "../../../values/promises.js";
import { DELIVERIES, PENDING_DELIVERIES, type SnsMessage } from "../state/messages.js";
import { OPTED_OUT } from "../state/phones.js";
import { SUBSCRIPTIONS, type SubscriptionRow, TOKENS } from "../state/subscriptions.js";
import { sendToDeadLetterQueue } from "./dead-letters.js";
import { deliveredOf, type SnsDelivered } from "./delivered.js";
import { lambdaEventOf } from "./functions.js";
import { HTTP_TIMEOUT, requestOf } from "./http.js";
import { queueMessageOf } from "./queues.js";
import { topicSender } from "./sender.js";
import { type SnsDeliveryHandler, sinkFor } from "./sinks.js";
import { logDelivery } from "./status-log.js";

export const DELIVERY = defineDelivery<SnsMessage>({
  name: "sns.delivery",
  underWay: PENDING_DELIVERIES,
  records: DELIVERIES,
  delay: "delivery",
  attempt,
  timeout: () => HTTP_TIMEOUT,
  sendToDeadLetterQueue,
  ended: logDelivery,
});

export const DELIVERY_TIMERS = deliveryTimers(DELIVERY);

function attempt(delivery: Delivery<SnsMessage>, ctx: Context): Attempted | Promise<Attempted> {
  const { protocol, outgoing } = delivery.message;
  const subscription = receiverOf(ctx, delivery.message);
  if (!subscription)
    return outgoing.subscription === ""
      ? toOutside(ctx, delivery, undefined)
      : failed("missing", "The subscription was deleted.");
  const { endpoint } = subscription;
  switch (protocol) {
    case "sqs":
      return sendToQueue(
        ctx,
        endpoint,
        queueMessageOf(ctx, outgoing, subscription, endpoint),
        topicSender(delivery),
      );
    case "lambda":
      if (outgoing.kind === "confirmation") return RECORDED;
      return invokeFunction(
        ctx,
        endpoint,
        lambdaEventOf(ctx, outgoing.notification, subscription.arn),
        topicSender(delivery),
      );
    default:
      return toOutside(ctx, delivery, subscription);
  }
}

/** The subscription of a message. An UnsubscribeConfirmation is sent for a deleted one. */
function receiverOf(ctx: Context, { outgoing }: SnsMessage): SubscriptionRow | undefined {
  if (outgoing.kind === "confirmation" && outgoing.type === "UnsubscribeConfirmation")
    return ctx.table(TOKENS).get(outgoing.token)?.subscription;
  return ctx.table(SUBSCRIPTIONS).get(outgoing.subscription);
}

/** A sink of the test takes precedence. Without one, only endpoints on this machine receive messages. */
function toOutside(
  ctx: Context,
  { number, message, target }: Delivery<SnsMessage>,
  subscription: SubscriptionRow | undefined,
): Attempted | Promise<Attempted> {
  const { protocol, outgoing } = message;
  if (protocol === "sms" && ctx.table(OPTED_OUT).has(target))
    return failed("rejected", "The phone number is opted out.");
  const sink = sinkFor(ctx, target);
  const sending = { kind: DELIVERY.name, number };
  if (typeof sink === "function")
    return toHandler(ctx, sink, deliveredOf(ctx, message, target, subscription));
  if (sink)
    return sendRequest(ctx, sending, {
      url: sink.url,
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(deliveredOf(ctx, message, target, subscription)),
    });
  const isHttp = protocol === "http" || protocol === "https";
  if (!subscription || !isHttp || !isLoopbackUrl(target)) return RECORDED;
  return sendRequest(ctx, sending, requestOf(ctx, outgoing, subscription));
}

function toHandler(
  ctx: Context,
  handler: SnsDeliveryHandler,
  delivered: SnsDelivered,
): Attempted | Promise<Attempted> {
  try {
    const called = ctx.work.run(() => handler(delivered));
    return isPromise(called) ? Promise.resolve(called).then(() => DELIVERED, thrown) : DELIVERED;
  } catch (error) {
    return thrown(error);
  }
}

function thrown(error: unknown): Attempted {
  return failed("error", error instanceof Error ? error.message : String(error));
}

import type { Delivery } from "../../../delivery/delivery.js";
import { defineDelivery, deliver, deliveryTimers } from "../../../delivery/engine.js";
import { type Attempted, DELIVERED, failed } from "../../../delivery/outcome.js";
import { NO_RETRIES, type RetryPolicy } from "../../../delivery/retries.js";
import { sendRequest } from "../../../delivery/senders/http.js";
import { sendToResource } from "../../../delivery/senders/resources.js";
import type { Context } from "../../../runtime/context.js";
import { bucketArn } from "../../../shared/arn.js";
import { isPromise } from "../../../values/promises.js";
import type { BucketRow } from "../state/buckets.js";
import {
  EVENT_DELIVERIES,
  type EventDestination,
  type EventMessage,
  PENDING_EVENT_DELIVERIES,
} from "../state/events.js";
import type { S3EventRecord } from "./record.js";
import { eventSender } from "./sender.js";
import { EVENT_HANDLERS } from "./sinks.js";

/** A webhook event is retried four times and then dropped. */
const WEBHOOK_RETRIES: RetryPolicy = {
  phases: [1_000, 10_000, 60_000, 600_000].map((wait) => ({ retries: 1, wait })),
};
/** Timeout of a webhook, in milliseconds. */
const WEBHOOK_TIMEOUT = 15_000;
/** The subject of messages to topics. */
const SUBJECT = "Amazon S3 Notification";

export const EVENT_DELIVERY = defineDelivery<EventMessage>({
  name: "s3.event-delivery",
  underWay: PENDING_EVENT_DELIVERIES,
  records: EVENT_DELIVERIES,
  delay: "eventDelivery",
  attempt(delivery, ctx) {
    const { destination } = delivery.message;
    switch (destination.kind) {
      case "resource":
        return toResource(ctx, destination.arn, delivery);
      case "webhook":
        return toWebhook(ctx, delivery, destination.url);
      case "handler":
        return toHandler(ctx, destination.handler, delivery.message);
    }
  },
  timeout: ({ message }) => (message.destination.kind === "webhook" ? WEBHOOK_TIMEOUT : undefined),
  ended: warnOfFailure,
});

export const EVENT_TIMERS = deliveryTimers(EVENT_DELIVERY);

/** Starts the delivery of events of a bucket. */
export function sendEvents(ctx: Context, bucket: BucketRow, messages: readonly EventMessage[]): void {
  const source = bucketArn(bucket);
  const orders = messages.map((message) => ({
    source,
    target: nameOf(message.destination),
    message,
    retries: message.destination.kind === "webhook" ? WEBHOOK_RETRIES : NO_RETRIES,
  }));
  deliver(ctx, EVENT_DELIVERY, orders);
}

/** An ARN, the URL of a webhook, or `handler` for a function of the test. */
function nameOf(destination: EventDestination): string {
  switch (destination.kind) {
    case "resource":
      return destination.arn;
    case "webhook":
      return destination.url;
    case "handler":
      return "handler";
  }
}

function toResource(
  ctx: Context,
  arn: string,
  { source, account, message }: Delivery<EventMessage>,
): Attempted {
  const event = { body: JSON.stringify(message.document), subject: SUBJECT };
  return sendToResource(ctx, arn, event, eventSender(source, account));
}

function toWebhook(
  ctx: Context,
  { number, message }: Delivery<EventMessage>,
  url: string,
): Promise<Attempted> {
  return sendRequest(
    ctx,
    { kind: EVENT_DELIVERY.name, number },
    {
      url,
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(message.document),
    },
  );
}

function toHandler(ctx: Context, number: number, message: EventMessage): Attempted | Promise<Attempted> {
  try {
    const called = ctx.work.run(() => callHandler(ctx, number, message));
    return isPromise(called) ? Promise.resolve(called).then(() => DELIVERED, thrown) : DELIVERED;
  } catch (error) {
    return thrown(error);
  }
}

function callHandler(ctx: Context, number: number, { document }: EventMessage): void | Promise<void> {
  const sink = ctx.transient(EVENT_HANDLERS).get(number);
  if (!sink) throw new Error("The handler was removed.");
  // A copy, because the handler may change it. For JSON, a third of the cost of a structured clone.
  const { Records } = JSON.parse(JSON.stringify(document)) as { Records: [S3EventRecord] };
  return sink.handler(Records[0]);
}

function thrown(error: unknown): Attempted {
  return failed("rejected", error instanceof Error ? error.message : String(error));
}

function warnOfFailure({ status, message, latest }: Delivery<EventMessage>, ctx: Context): void {
  const { bucket, event, key, destination } = message;
  if (status !== "failed" || destination.kind === "resource") return;
  const to = destination.kind === "webhook" ? destination.url : "the handler of the test";
  const reason = latest.at(-1)?.failure?.reason ?? "";
  ctx.logger({
    level: "warn",
    msg: `The event ${event} of bucket "${bucket}", key "${key}", could not be delivered to ${to}: ${reason}`,
    fields: { bucket, key, event },
  });
}

import type { Delivery } from "../../../delivery/delivery.js";
import { defineTable } from "../../../runtime/store/store.js";
import type { S3EventName } from "../events/names.js";

/** The destination of an event. */
export type EventDestination =
  /** A function, a queue, a topic or an event bus. */
  | { readonly kind: "resource"; readonly arn: string }
  | { readonly kind: "webhook"; readonly url: string }
  /** A function of the test, by its number. */
  | { readonly kind: "handler"; readonly handler: number };

/** An event for one destination. */
export interface EventMessage {
  readonly bucket: string;
  /** `TestEvent` is sent to queues and topics of a new configuration. */
  readonly event: S3EventName | "TestEvent";
  /** The key of the object; empty for a test event. */
  readonly key: string;
  readonly destination: EventDestination;
  /** The message, as JSON. */
  readonly document: object;
}

/** The deliveries that have not ended, by number. */
export const PENDING_EVENT_DELIVERIES = defineTable<Delivery<EventMessage>, number>({
  name: "s3.pending-event-deliveries",
  key: "number",
  scope: "global",
});

/** The latest completed deliveries, by number. */
export const EVENT_DELIVERIES = defineTable<Delivery<EventMessage>, number>({
  name: "s3.event-deliveries",
  key: "number",
  scope: "global",
});

/** A URL that receives the events of a bucket. */
export interface Webhook {
  readonly bucket: string;
  readonly url: string;
  readonly events?: readonly string[];
  readonly prefix?: string;
  readonly suffix?: string;
}

export const WEBHOOKS = defineTable<Webhook, number>({ name: "s3.webhooks", key: "number", scope: "global" });

import type { Delivery } from "../../../delivery/delivery.js";
import { defineTable } from "../../../runtime/store/store.js";
import type { TargetMessage } from "../targets/message.js";

/**
 * An event in the form that rules match.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/ref/overiew-event-structure.html
 */
export interface Envelope {
  readonly version: "0";
  readonly id: string;
  readonly "detail-type": string;
  readonly source: string;
  readonly account: string;
  /** In whole seconds: `2026-01-02T03:04:05Z`. */
  readonly time: string;
  readonly region: string;
  readonly "replay-name"?: string;
  readonly resources: readonly string[];
  readonly detail: object;
}

/** An event that a bus has received. */
export interface EventRow {
  readonly bus: string;
  /** The event as targets receive it: members and numbers are unchanged. */
  readonly json: string;
  /** In milliseconds since the epoch. */
  readonly ingested: number;
  readonly traceHeader?: string;
  /** The rules that matched, by name. */
  readonly rules: readonly string[];
}

/** The latest events, by number. */
export const EVENTS = defineTable<EventRow, number>({ name: "event-bridge.events", key: "number" });

/** The number of the next event. */
export const EVENT_NUMBERS = defineTable<number>({ name: "event-bridge.event-numbers", key: [] });

/** The deliveries to targets that are in progress, by number. */
export const PENDING_DELIVERIES = defineTable<Delivery<TargetMessage>, number>({
  name: "event-bridge.pending-deliveries",
  key: "number",
  scope: "global",
});

/** The latest deliveries to targets, by number. */
export const DELIVERIES = defineTable<Delivery<TargetMessage>, number>({
  name: "event-bridge.deliveries",
  key: "number",
  scope: "global",
});

import type { Context } from "../../../runtime/context.js";
import type { Target } from "../generated/types.js";

/** The name of the deliveries to targets. */
export const TARGET_DELIVERY = "event-bridge.delivery";

/** The message for a target, which is stored in the delivery's row. */
export interface TargetMessage {
  /** The number of the event in the account and region of the bus. */
  readonly event: number;
  readonly bus: string;
  readonly rule: string;
  /** The target as it was when the event arrived. */
  readonly target: Target;
  /** The event, which is sent to dead-letter queues. */
  readonly json: string;
  /** Time of the event's arrival, in milliseconds since the epoch. */
  readonly ingested: number;
  readonly traceHeader?: string;
  /** The event was sent by another bus, and is not forwarded again. */
  readonly forwarded?: true;
}

/** An attempt to send an event to a target. */
export interface Sending {
  readonly ctx: Context;
  readonly message: TargetMessage;
  /** The input of the target. */
  readonly input: string;
  /** The number of the delivery. */
  readonly number: number;
}

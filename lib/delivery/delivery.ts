import { defineTable } from "../runtime/store/store.js";
import type { DeliveryResponse, Failure } from "./outcome.js";
import type { Exhaustion, RetryPolicy } from "./retries.js";

export type DeliveryStatus =
  /** Waits for the first or the next attempt. */
  | "pending"
  /** Waits for an earlier delivery of its lane. */
  | "queued"
  /** An attempt is in progress. */
  | "sending"
  | "delivered"
  /** The receiver is outside the simulator: nothing was sent. */
  | "recorded"
  | "failed"
  /** It failed, and was sent to its dead-letter queue. */
  | "deadLettered";

/** One attempt of a delivery. */
export interface DeliveryAttempt {
  /** In milliseconds since the epoch. */
  readonly at: number;
  /** Omitted if the attempt succeeded. */
  readonly failure?: Failure;
  readonly response?: DeliveryResponse;
}

/** The parameters of a delivery. */
export interface Order<Message> {
  /** The ARN of the sender: a topic, a rule, a bucket. */
  readonly source: string;
  /** The ARN or URL of the receiver. */
  readonly target: string;
  /** The message, and what its service needs to send it. Plain data. */
  readonly message: Message;
  readonly retries: RetryPolicy;
  /** The ARN of the dead-letter queue. */
  readonly deadLetterTarget?: string | undefined;
  /** Deliveries of one lane are made in order, one at a time. */
  readonly lane?: string | undefined;
  /** Minimum delay of the first attempt in milliseconds. Default 0. */
  readonly wait?: number | undefined;
}

/**
 * A message for one receiver, with the state of its delivery. Every member is present: rows of one shape are
 * updated fastest.
 */
export interface Delivery<Message> extends Omit<Order<Message>, "wait"> {
  /** Numbers the deliveries of one kind, from 0. */
  readonly number: number;
  readonly account: string;
  readonly region: string;
  /** The id of the request that caused it; empty if a timer caused it. */
  readonly cause: string;
  /** In milliseconds since the epoch, as all times. */
  readonly created: number;
  readonly status: DeliveryStatus;
  /** The number of attempts. */
  readonly attempts: number;
  /** The latest attempts, oldest first. */
  readonly latest: readonly DeliveryAttempt[];
  /** Time of the next attempt. During an attempt, the time of its timeout. */
  readonly due: number | undefined;
  readonly timer: number | undefined;
  /** The exceeded limit, if the delivery was ended although a retry might have succeeded. */
  readonly exhausted: Exhaustion | undefined;
  /** The reason why it could not be sent to its dead-letter queue. */
  readonly deadLetterFailure: Failure | undefined;
}

/** The deliveries of lanes that have not ended, in order. */
export const LANES = defineTable<number>({
  name: "delivery.lanes",
  key: ["kind", "lane", "number"],
  scope: "global",
});

/** The number of the next delivery of each kind. */
export const NUMBERS = defineTable<number>({ name: "delivery.numbers", key: "kind", scope: "global" });

import { defineTable, key } from "../../../runtime/store/store.js";
import type { MessageAttributeValue } from "../generated/types.js";

/** A message attribute, without the list values that SQS does not support. */
export type AttributeValue = Pick<MessageAttributeValue, "DataType" | "StringValue" | "BinaryValue">;

/** The content of a message, in any queue. */
export interface MessageContent {
  readonly id: string;
  readonly body: string;
  readonly attributes?: Readonly<Record<string, AttributeValue>>;
  readonly traceHeader?: string;
  readonly groupId?: string;
  readonly deduplicationId?: string;
  readonly senderId: string;
}

/** The state of a message in its queue. */
export type MessageState = "visible" | "inFlight" | "delayed";

/** A message in a queue. Members without a value are present: rows of one shape are updated fastest. */
export interface MessageRow {
  /** The key in {@link VISIBLE} or {@link HIDDEN}. */
  readonly key: string;
  readonly content: MessageContent;
  /** The number in the queue. It orders the messages of FIFO queues. */
  readonly number: number;
  /** In milliseconds since the epoch, as all times. */
  readonly sent: number;
  readonly state: MessageState;
  /** Time at which it becomes visible; not used while it is visible. */
  readonly due: number;
  /** The number of receives, which identifies the latest receipt. */
  readonly receives: number;
  /** The number of receives before it was moved to this queue as a dead letter. */
  readonly receivedBefore: number;
  readonly firstReceived: number | undefined;
  /** Time of the last receive. */
  readonly received: number | undefined;
  /** The ARN of the queue from which it was moved as a dead letter. */
  readonly deadLetterSource: string | undefined;
}

/**
 * The messages that are visible, sorted by queue and age, oldest first. A message is in this table or in {@link HIDDEN},
 * so that those in flight do not delay the search for visible ones. Version 1 of both had keys without messages.
 */
export const VISIBLE = defineTable<MessageRow>({
  name: "sqs.visible-messages",
  key: ["queue", "sent", "number"],
  version: 2,
});

/** The messages that are in flight or delayed, sorted by queue and age. */
export const HIDDEN = defineTable<MessageRow>({
  name: "sqs.hidden-messages",
  key: ["queue", "sent", "number"],
  version: 2,
});

/** The keys of the hidden messages, by the time at which they become visible. */
export const APPEARING = defineTable<string>({
  name: "sqs.appearing-messages",
  key: ["queue", "due", "number"],
});

/** The messages of the groups of FIFO queues, in order. */
export const GROUPED = defineTable<string>({
  name: "sqs.grouped-messages",
  key: ["queue", "group", "number"],
});

/** The turns of the groups whose first message is visible. */
export const TURNS = defineTable<number>({ name: "sqs.turns", key: ["queue", "group"] });

/** The groups of {@link TURNS}, by turn: the next receive uses the first. */
export const READY_GROUPS = defineTable<string>({ name: "sqs.ready-groups", key: ["queue", "turn"] });

/** A message that was accepted, and the response for duplicates of it. */
export interface DeduplicationRow {
  readonly id: string;
  readonly number: number;
  readonly until: number;
}

/** By queue, group or `""`, and deduplication id. */
export const DEDUPLICATIONS = defineTable<DeduplicationRow>({
  name: "sqs.deduplications",
  key: ["queue", "group", "deduplicationId"],
});

/** The result of a receive with an attempt id. */
export interface AttemptRow {
  /** The keys of the messages, and the numbers of their receipts. */
  readonly receipts: readonly (readonly [message: string, receipt: number])[];
  readonly until: number;
}

/** By queue and attempt id. */
export const ATTEMPTS = defineTable<AttemptRow>({ name: "sqs.receive-attempts", key: ["queue", "attempt"] });

/** The keys of rows of {@link DEDUPLICATIONS} and {@link ATTEMPTS}, by the time at which they expire. */
export const EXPIRING = defineTable<string>({ name: "sqs.expiring-ids", key: ["queue", "until", "number"] });

/** A message that was accepted, with the name of its queue. It is kept after the message is removed. */
export interface SentRow {
  readonly queue: string;
  readonly content: MessageContent;
  readonly sent: number;
  readonly number: number;
}

/** The latest messages of all queues. */
export const SENT = defineTable<SentRow>({ name: "sqs.sent-messages", key: ["queue", "sent", "number"] });

/** The key of a message. It sorts the messages of a queue by age, oldest first. */
export function messageKey(queue: string, { sent, number }: Pick<MessageRow, "sent" | "number">): string {
  return key(queue, sent, number);
}

import type { Delivery } from "../../../delivery/delivery.js";
import { defineTable } from "../../../runtime/store/store.js";
import type { MessageAttributeValue } from "../generated/types.js";

/** A message that was published. */
export interface Notification {
  readonly messageId: string;
  /** The ARN of a topic or of a mobile endpoint, or a phone number. */
  readonly target: string;
  readonly message: string;
  /** `MessageStructure` is `json`: the message has a text for each protocol. */
  readonly structured: boolean;
  readonly subject: string | undefined;
  readonly attributes: Readonly<Record<string, MessageAttributeValue>> | undefined;
  readonly groupId: string | undefined;
  readonly deduplicationId: string | undefined;
  readonly sequenceNumber: string | undefined;
  readonly traceHeader: string | undefined;
  /** In milliseconds since the epoch. */
  readonly timestamp: number;
  /** The topic's signature version: `1` or `2`. */
  readonly signatureVersion: string;
  /** The message is replayed from the archive of its topic. */
  readonly replayed?: true;
}

/** A message for one subscriber. */
export type OutgoingMessage =
  | { readonly kind: "notification"; readonly subscription: string; readonly notification: Notification }
  /** A request to confirm a subscription, or an offer to restore a deleted one. */
  | {
      readonly kind: "confirmation";
      readonly type: "SubscriptionConfirmation" | "UnsubscribeConfirmation";
      readonly subscription: string;
      readonly messageId: string;
      readonly topicArn: string;
      readonly token: string;
      readonly timestamp: number;
      readonly signatureVersion: string;
    };

/** A message for one endpoint. */
export interface SnsMessage {
  readonly protocol: string;
  readonly outgoing: OutgoingMessage;
}

/** The deliveries that have not ended, by number. */
export const PENDING_DELIVERIES = defineTable<Delivery<SnsMessage>, number>({
  name: "sns.pending-deliveries",
  key: "number",
  scope: "global",
});

/** The latest deliveries that have ended, by number. */
export const DELIVERIES = defineTable<Delivery<SnsMessage>, number>({
  name: "sns.deliveries",
  key: "number",
  scope: "global",
});

/** The latest messages that were published, by number. */
export const PUBLISHED = defineTable<Notification, number>({ name: "sns.published-messages", key: "number" });

/** A message that was accepted, and the response for duplicates of it. */
export interface DeduplicationRow {
  readonly messageId: string;
  readonly sequenceNumber: string;
}

/** By the id of the topic, the group or `""`, and deduplication id; for five minutes. */
export const DEDUPLICATIONS = defineTable<DeduplicationRow>({
  name: "sns.deduplications",
  key: ["topic", "group", "deduplicationId"],
});

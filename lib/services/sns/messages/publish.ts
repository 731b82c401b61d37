import { hash } from "node:crypto";
import type { Context } from "../../../runtime/context.js";
import { nextNumber, trimHistory } from "../../../runtime/store/records.js";
import { key } from "../../../runtime/store/store.js";
import { archiveMessage } from "../archives/store.js";
import { deliverToSubscribers } from "../deliveries/send.js";
import {
  deduplicationMissing,
  deduplicationOfFifo,
  groupMissing,
  idInvalid,
  protectedDataDenied,
} from "../errors/messages.js";
import type { PublishResponse } from "../generated/types.js";
import { protectedText } from "../protection/protect.js";
import { DEDUPLICATIONS, type DeduplicationRow, type Notification, PUBLISHED } from "../state/messages.js";
import { TOPICS } from "../state/topics.js";
import { type LocatedTopic, topicArn } from "../topics/lookup.js";
import { checkedContent, type PublishedContent } from "./content.js";

const DEDUPLICATION_END = "sns.deduplication-end";
/** Validity of a deduplication id, in milliseconds. */
const DEDUPLICATION_PERIOD = 300_000;
const ID = /^[!-~]{1,128}$/;
/** AWS's sequence numbers have 20 digits and increase. */
const FIRST_SEQUENCE = 10_000_000_000_000_000_000n;
const SEQUENCE_STEP = 1_000n;

/** A message that was validated for a topic. */
export interface CheckedMessage
  extends Pick<Notification, "message" | "structured" | "subject" | "attributes"> {
  readonly groupId: string | undefined;
  readonly deduplicationId: string | undefined;
}

/** Checks a message for a topic. @throws InvalidParameter, ParameterValueInvalid */
export function checkMessage({ topic }: LocatedTopic, content: PublishedContent): CheckedMessage {
  const { MessageGroupId: groupId, MessageDeduplicationId: given, Message } = content;
  const checked = checkedContent(content);
  if (groupId !== undefined && !ID.test(groupId)) throw idInvalid("MessageGroupId");
  if (!topic.fifo) {
    if (given !== undefined) throw deduplicationOfFifo();
    return { ...checked, groupId, deduplicationId: undefined };
  }
  if (groupId === undefined) throw groupMissing();
  if (given !== undefined && !ID.test(given)) throw idInvalid("MessageDeduplicationId");
  const isContentBased = topic.attributes.get("ContentBasedDeduplication") === "true";
  if (given === undefined && !isContentBased) throw deduplicationMissing();
  return { ...checked, groupId, deduplicationId: given ?? hash("sha256", Message) };
}

/**
 * Publishes a message to the subscribers of a topic, or returns the earlier one of which it is a duplicate.
 *
 * @throws AuthorizationError if the data protection policy of the topic denies the message
 */
export function publishToTopic(
  at: LocatedTopic,
  given: CheckedMessage,
  traceHeader?: string,
): PublishResponse {
  const { ctx, topic } = at;
  const messageId = ctx.ids.uuid();
  const checked = topic.dataProtectionPolicy === undefined ? given : protectedMessage(at, given, messageId);
  if (!topic.fifo) {
    deliverToSubscribers(at, record(at, checked, { messageId, traceHeader }));
    return { MessageId: messageId };
  }
  const place = placeOf(at, checked);
  const earlier = ctx.table(DEDUPLICATIONS).get(place);
  if (earlier) return responseOf(earlier);
  const sequenceNumber = nextSequence(at);
  const row = { messageId, sequenceNumber };
  ctx.table(DEDUPLICATIONS).put(place, row);
  ctx.after(DEDUPLICATION_PERIOD, DEDUPLICATION_END, place, { background: true });
  const notification = record(at, checked, { ...row, traceHeader });
  archiveMessage(at, notification);
  deliverToSubscribers(at, notification);
  return responseOf(row);
}

function protectedMessage(at: LocatedTopic, given: CheckedMessage, messageId: string): CheckedMessage {
  const principal = at.ctx.caller.arn;
  const message = protectedText(at, { direction: "Inbound", message: given.message, messageId, principal });
  if (message === undefined) throw protectedDataDenied();
  return message === given.message ? given : { ...given, message };
}

function responseOf({ messageId, sequenceNumber }: DeduplicationRow): PublishResponse {
  return { MessageId: messageId, SequenceNumber: sequenceNumber };
}

export const MESSAGE_TIMERS = {
  [DEDUPLICATION_END]: (place: string, ctx: Context) => {
    ctx.table(DEDUPLICATIONS).delete(place);
  },
};

interface Identity {
  readonly messageId: string;
  readonly sequenceNumber?: string;
  readonly traceHeader: string | undefined;
}

function record(
  { ctx, topic }: LocatedTopic,
  checked: CheckedMessage,
  { messageId, sequenceNumber, traceHeader }: Identity,
): Notification {
  const notification: Notification = {
    messageId,
    target: topicArn(ctx, topic),
    ...checked,
    sequenceNumber,
    traceHeader,
    timestamp: ctx.now(),
    signatureVersion: topic.attributes.get("SignatureVersion") ?? "1",
  };
  recordPublished(ctx, notification);
  return notification;
}

/** Records a message for `sim.sns.published()`. */
export function recordPublished(ctx: Context, notification: Notification): void {
  const published = ctx.table(PUBLISHED);
  published.put(nextNumber(published), notification);
  trimHistory(ctx, PUBLISHED);
}

function placeOf({ topic }: LocatedTopic, { groupId = "", deduplicationId = "" }: CheckedMessage): string {
  const isPerGroup = topic.attributes.get("FifoThroughputScope") === "MessageGroup";
  return key(topic.id, isPerGroup ? groupId : "", deduplicationId);
}

function nextSequence({ ctx, topic }: LocatedTopic): string {
  // The row of the request may be older than an earlier message of the same batch.
  const row = ctx.table(TOPICS).get(topic.name) ?? topic;
  const sequence = row.sequence + 1;
  ctx.table(TOPICS).put(row.name, { ...row, sequence });
  return String(FIRST_SEQUENCE + BigInt(sequence) * SEQUENCE_STEP);
}

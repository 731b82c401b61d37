import { trimHistory } from "../../../runtime/store/records.js";
import {
  deduplicationMissing,
  delayOfFifo,
  delayOutOfRange,
  groupMissingInBatch,
  messageTooLong,
  parameterOfFifo,
} from "../errors/messages.js";
import { missingParameter } from "../errors/queues.js";
import type { SendMessageResult } from "../generated/types.js";
import type { LocatedQueue } from "../queues/lookup.js";
import {
  type AttributeValue,
  type DeduplicationRow,
  type MessageContent,
  type MessageRow,
  SENT,
} from "../state/messages.js";
import {
  checkBody,
  checkedAttributes,
  checkId,
  isLonger,
  type OutgoingMessage,
  traceHeaderOf,
} from "./content.js";
import { earlierMessage, rememberMessage } from "./deduplication.js";
import { attributesDigest, contentId, digestOf } from "./digests.js";
import { addMessage } from "./placement.js";

const LONGEST_DELAY = 900;

/** A message that was accepted, as returned by SendMessage and SendMessageBatch. */
export type Accepted = SendMessageResult & { readonly MessageId: string; readonly MD5OfMessageBody: string };

/** The context of a send. */
interface Sending {
  /** The message is part of a batch, for which some error texts of AWS differ. */
  readonly batched: boolean;
  /** The principal id of the sender. Omitted for the caller of the operation. */
  readonly sender?: string;
  /** The body is known to have only characters that queues accept. */
  readonly bodyIsChecked?: boolean | undefined;
}

/** What is in a queue after a message was sent: the message, or the earlier one that it is a duplicate of. */
interface Enqueued extends Pick<DeduplicationRow, "id" | "number"> {
  /** Those that were sent, as they are stored. */
  readonly attributes: MessageContent["attributes"];
  readonly header: AttributeValue | undefined;
}

/**
 * Adds a message to a queue, or returns the earlier one of which it is a duplicate.
 *
 * @throws the errors of SendMessage for a message
 */
export function send(at: LocatedQueue, message: OutgoingMessage, sending: Sending): Accepted {
  const { id, number, attributes, header } = enqueue(at, message, sending);
  const accepted: Accepted = { MD5OfMessageBody: digestOf(at.ctx, message.MessageBody), MessageId: id };
  if (attributes) Object.assign(accepted, { MD5OfMessageAttributes: attributesDigest(attributes) });
  if (header)
    Object.assign(accepted, { MD5OfMessageSystemAttributes: attributesDigest({ AWSTraceHeader: header }) });
  if (at.queue.fifo) Object.assign(accepted, { SequenceNumber: sequenceNumber(number) });
  return accepted;
}

/**
 * As {@link send}, without the digests that only clients need.
 *
 * @throws what SendMessage throws for a message
 */
export function enqueue(
  at: LocatedQueue,
  message: OutgoingMessage,
  { batched, sender, bodyIsChecked = false }: Sending,
): Enqueued {
  const { ctx, queue } = at;
  const { MessageBody: body } = message;
  if (!bodyIsChecked) checkBody(body);
  const limit = queue.attributes.MaximumMessageSize;
  const attributes = checkedAttributes(message.MessageAttributes);
  const header = traceHeaderOf(message.MessageSystemAttributes);
  if (isLonger(message, Number(limit))) throw messageTooLong(limit, batched);
  const delay = delayOf(at, message) * 1000;
  const content: MessageContent = { id: ctx.ids.uuid(), body, senderId: sender ?? ctx.caller.userId };
  if (attributes) Object.assign(content, { attributes });
  if (header) Object.assign(content, { traceHeader: header.StringValue });
  if (queue.fifo || message.MessageGroupId !== undefined || message.MessageDeduplicationId !== undefined)
    Object.assign(content, idsOf(at, message, batched));
  const { id, number } = accept(at, content, delay);
  return { id, number, attributes, header };
}

function accept(
  at: LocatedQueue,
  content: MessageContent,
  delay: number,
): Pick<DeduplicationRow, "id" | "number"> {
  const { ctx, queue } = at;
  const earlier = queue.fifo ? earlierMessage(at, content) : undefined;
  if (earlier) return earlier;
  const row = addMessage(at, content, { sent: ctx.now(), delay });
  recordSent(at, row);
  if (queue.fifo) rememberMessage(at, row);
  return { id: content.id, number: row.number };
}

function recordSent({ ctx, queue }: LocatedQueue, { key, content, sent, number }: MessageRow): void {
  ctx.table(SENT).put(key, { queue: queue.name, content, sent, number });
  trimHistory(ctx, SENT);
}

/**
 * The delay of a message in seconds: its own, or that of its queue. All messages of a FIFO queue have the
 * queue's.
 */
function delayOf({ queue }: LocatedQueue, { DelaySeconds: seconds }: OutgoingMessage): number {
  const ofQueue = Number(queue.attributes.DelaySeconds);
  if (seconds === undefined) return ofQueue;
  if (seconds < 0 || seconds > LONGEST_DELAY) throw delayOutOfRange(seconds);
  if (!queue.fifo) return seconds;
  if (seconds > 0) throw delayOfFifo(seconds);
  return ofQueue;
}

/** @throws MissingParameter, InvalidParameterValue for ids that are malformed, or not for this type of queue */
function idsOf(
  { queue }: LocatedQueue,
  message: OutgoingMessage,
  batched: boolean,
): Pick<MessageContent, "groupId" | "deduplicationId"> {
  const { MessageGroupId: groupId, MessageDeduplicationId: given, MessageBody: body } = message;
  checkId(groupId, "MessageGroupId");
  if (!queue.fifo) {
    if (given !== undefined) throw parameterOfFifo(given, "MessageDeduplicationId");
    return groupId === undefined ? {} : { groupId };
  }
  checkId(given, "MessageDeduplicationId");
  if (groupId === undefined) throw batched ? groupMissingInBatch() : missingParameter("MessageGroupId");
  if (given !== undefined) return { groupId, deduplicationId: given };
  if (queue.attributes.ContentBasedDeduplication !== "true") throw deduplicationMissing();
  return { groupId, deduplicationId: contentId(body) };
}

/** AWS's sequence numbers have 20 digits and increase. */
export function sequenceNumber(number: number): string {
  return `18849${String(496_460_467_696_128 + number * 256)}`;
}

import { unknownAttribute } from "../errors/queues.js";
import type { Message, ReceiveMessageRequest } from "../generated/types.js";
import type { LocatedQueue } from "../queues/lookup.js";
import type { AttributeValue, MessageContent, MessageRow } from "../state/messages.js";
import type { QueueRow } from "../state/queues.js";
import { attributesDigest, digestOf } from "./digests.js";
import { handleOf } from "./handles.js";
import { sequenceNumber } from "./send.js";

/** Reads a system attribute of a message. */
type Read = (message: MessageRow, queue: QueueRow) => string | number | undefined;

const SYSTEM: ReadonlyMap<string, Read> = new Map<string, Read>([
  ["SenderId", ({ content }) => content.senderId],
  ["SentTimestamp", ({ sent }) => sent],
  ["ApproximateReceiveCount", ({ receives }) => receives],
  ["ApproximateFirstReceiveTimestamp", ({ firstReceived }) => firstReceived],
  ["SequenceNumber", ({ number }, { fifo }) => (fifo ? sequenceNumber(number) : undefined)],
  ["MessageDeduplicationId", ({ content }) => content.deduplicationId],
  ["MessageGroupId", ({ content }) => content.groupId],
  ["AWSTraceHeader", ({ content }) => content.traceHeader],
  ["DeadLetterQueueSourceArn", ({ deadLetterSource }) => deadLetterSource],
]);
const EVERYTHING: ReadonlySet<string> = new Set(["All", ".*", "*"]);

/** The attributes that a receive requests. */
export interface Selection {
  /** Names of system attributes. */
  readonly system: readonly string[];
  /** Names of message attributes, or prefixes of names followed by `.*`. */
  readonly own: readonly string[];
}

/** Reads the requested attributes. @throws InvalidAttributeName for an unknown system attribute */
export function selectionOf({
  AttributeNames = [],
  MessageSystemAttributeNames = [],
  MessageAttributeNames = [],
}: ReceiveMessageRequest): Selection {
  const names = [...AttributeNames, ...MessageSystemAttributeNames];
  const unknown = names.find((name) => name !== "All" && !SYSTEM.has(name));
  if (unknown !== undefined) throw unknownAttribute(unknown);
  return { system: names.includes("All") ? [...SYSTEM.keys()] : names, own: MessageAttributeNames };
}

/** A message as returned by ReceiveMessage, with the handle of its latest receipt. */
export function describeMessage(
  { ctx, queue }: LocatedQueue,
  message: MessageRow,
  selection: Selection,
): Message {
  const { content } = message;
  const described: Message = {
    MessageId: content.id,
    ReceiptHandle: handleOf(message),
    MD5OfBody: digestOf(ctx, content.body),
    Body: content.body,
  };
  const system = systemAttributes(queue, message, selection.system);
  const own = selection.own.length > 0 ? selectedAttributes(content, selection.own) : undefined;
  if (system) Object.assign(described, { Attributes: system });
  if (own)
    Object.assign(described, { MD5OfMessageAttributes: attributesDigest(own), MessageAttributes: own });
  return described;
}

/** Returns the named system attributes that a message has. */
export function systemAttributes(
  queue: QueueRow,
  message: MessageRow,
  names: Iterable<string> = SYSTEM.keys(),
): Record<string, string> | undefined {
  const attributes: [string, string][] = [];
  for (const name of names) {
    const value = SYSTEM.get(name)?.(message, queue);
    if (value !== undefined) attributes.push([name, String(value)]);
  }
  return attributes.length === 0 ? undefined : Object.fromEntries(attributes);
}

function selectedAttributes(
  { attributes }: MessageContent,
  names: readonly string[],
): Record<string, AttributeValue & { readonly DataType: string }> | undefined {
  const selected = Object.entries(attributes ?? {}).filter(([name]) =>
    names.some((wanted) => isWanted(name, wanted)),
  );
  return selected.length === 0 ? undefined : Object.fromEntries(selected);
}

function isWanted(name: string, wanted: string): boolean {
  if (EVERYTHING.has(wanted)) return true;
  return wanted.endsWith(".*") ? name.startsWith(wanted.slice(0, -2)) : name === wanted;
}

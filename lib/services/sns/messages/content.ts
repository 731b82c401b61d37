import { parseDocument } from "../../../text/json-document.js";
import { own } from "../../../values/own.js";
import {
  emptyMessage,
  messageTooLong,
  noDefaultEntry,
  structureInvalid,
  structureUnparsable,
  subjectInvalid,
} from "../errors/messages.js";
import type { PublishBatchRequestEntry } from "../generated/types.js";
import { checkedAttributes, sizeOfAttributes } from "./attributes.js";

/** The content of a message, published alone or in a batch. */
export type PublishedContent = Omit<PublishBatchRequestEntry, "Id">;

/** The maximum size of a message or a batch in bytes, with subjects and attributes. */
export const MOST_BYTES = 262_144;
const LONGEST_SUBJECT = 100;
/** ASCII without control characters and without a leading space. */
const SUBJECT = /^[!-~][ -~]*$/;

/** The validated content of a message. */
export interface CheckedContent {
  readonly message: string;
  readonly structured: boolean;
  readonly subject: string | undefined;
  readonly attributes: PublishedContent["MessageAttributes"];
}

/**
 * Checks the content of a message.
 *
 * @throws InvalidParameter, ParameterValueInvalid
 */
export function checkedContent(content: PublishedContent): CheckedContent {
  const { Message: message, Subject: subject, MessageStructure } = content;
  if (message === "") throw emptyMessage();
  if (subject !== undefined && !(subject.length <= LONGEST_SUBJECT && SUBJECT.test(subject)))
    throw subjectInvalid();
  const attributes = checkedAttributes(content.MessageAttributes);
  if (sizeOf(content) > MOST_BYTES) throw messageTooLong();
  const structured = MessageStructure === "json";
  if (MessageStructure !== undefined && !structured) throw structureInvalid();
  if (structured) checkStructure(message);
  return { message, structured, subject, attributes };
}

/** The size of a message in bytes. */
export function sizeOf({ Message, Subject = "", MessageAttributes }: PublishedContent): number {
  return Buffer.byteLength(Message) + Buffer.byteLength(Subject) + sizeOfAttributes(MessageAttributes);
}

/** The text of a structured message for a protocol. */
export function textFor(message: string, protocol: string): string {
  const texts = structureOf(message);
  const text = own(texts, protocol) ?? own(texts, "default");
  return typeof text === "string" ? text : "";
}

function checkStructure(message: string): void {
  if (typeof own(structureOf(message), "default") !== "string") throw noDefaultEntry();
}

function structureOf(message: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = parseDocument(message);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value };
  } catch {
    // The error is the same as for other values that are not objects.
  }
  throw structureUnparsable();
}

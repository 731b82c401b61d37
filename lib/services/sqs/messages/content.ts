import {
  attributeEmpty,
  attributeNameInvalid,
  attributeNotANumber,
  attributeTypeInvalid,
  idInvalid,
  invalidCharacters,
  systemAttributeInvalid,
  tooManyAttributes,
} from "../errors/messages.js";
import { missingParameter } from "../errors/queues.js";
import type {
  MessageAttributeValue,
  MessageSystemAttributeValue,
  SendMessageRequest,
} from "../generated/types.js";
import type { AttributeValue } from "../state/messages.js";

/** The content of a message, sent alone or in a batch. */
export type OutgoingMessage = Omit<SendMessageRequest, "QueueUrl">;

const MOST_ATTRIBUTES = 10;
/** Letters with diacritics are accepted, unlike the text of the error states. */
const ATTRIBUTE_NAME = /^[\p{Script=Latin}\d_.-]{1,256}$/u;
const RESERVED_NAME = /^(?:aws|amazon)\.|^\.|\.$|\.\./i;
const DATA_TYPE = /^(String|Number|Binary)(?:\..{1,249})?$/s;
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const FORBIDDEN = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;
/** Alphanumerics and punctuation. */
const ID = /^[!-~]{1,128}$/;

/** @throws MissingParameter, InvalidMessageContents */
export function checkBody(body: string): void {
  if (body === "") throw missingParameter("MessageBody");
  checkCharacters(body);
}

/**
 * Checks the attributes of a message that is sent.
 *
 * @returns the attributes as they are stored; `undefined` if there are none.
 * @throws InvalidParameterValue, InvalidMessageContents
 */
export function checkedAttributes(
  given: Readonly<Record<string, MessageAttributeValue>> | undefined,
): Readonly<Record<string, AttributeValue>> | undefined {
  if (given === undefined) return undefined;
  const entries = Object.entries(given);
  if (entries.length === 0) return undefined;
  if (entries.length > MOST_ATTRIBUTES) throw tooManyAttributes(entries.length);
  return Object.fromEntries(
    entries.map(([name, value]) => {
      if (!ATTRIBUTE_NAME.test(name) || RESERVED_NAME.test(name)) throw attributeNameInvalid(name);
      return [name, checkedValue(name, value, "user")];
    }),
  );
}

/**
 * Reads the only system attribute that a sender may set.
 *
 * @throws InvalidParameterValue
 */
export function traceHeaderOf(
  given: Readonly<Record<string, MessageSystemAttributeValue>> | undefined,
): AttributeValue | undefined {
  if (given === undefined) return undefined;
  let header: AttributeValue | undefined;
  for (const [name, value] of Object.entries(given)) {
    if (name !== "AWSTraceHeader") throw systemAttributeInvalid(name);
    header = checkedValue(name, value, "system");
  }
  return header;
}

function checkedValue(
  name: string,
  { DataType, StringValue, BinaryValue }: MessageAttributeValue,
  kind: "user" | "system",
): AttributeValue {
  const [, type] = DATA_TYPE.exec(DataType) ?? [];
  if (type === undefined) throw attributeTypeInvalid(name);
  if (type === "Binary") {
    if (!BinaryValue?.length) throw attributeEmpty(name, type, kind);
    return { DataType, BinaryValue };
  }
  if (!StringValue) throw attributeEmpty(name, type, kind);
  if (type === "Number" && !NUMBER.test(StringValue)) throw attributeNotANumber(name);
  checkCharacters(StringValue);
  return { DataType, StringValue };
}

function checkCharacters(text: string): void {
  if (FORBIDDEN.test(text)) throw invalidCharacters();
}

/** @param parameter its name for the error. @throws InvalidParameterValue */
export function checkId(value: string | undefined, parameter: string): void {
  if (value !== undefined && !ID.test(value)) throw idInvalid(value, parameter);
}

/** The most bytes that a UTF-16 code unit has in UTF-8. */
const MOST_BYTES_OF_UNIT = 3;

/**
 * Whether a message has more bytes than a limit. They are counted only if it may have: to count the bytes of a body
 * that shares pieces with others, as those of SNS do, joins the pieces.
 */
export function isLonger(message: OutgoingMessage, limit: number): boolean {
  const { MessageBody, MessageAttributes } = message;
  if (MessageAttributes === undefined && MessageBody.length * MOST_BYTES_OF_UNIT <= limit) return false;
  return sizeOf(message) > limit;
}

/** The bytes of a message that count: body, and names, types and values of its attributes. */
export function sizeOf({ MessageBody, MessageAttributes = {} }: OutgoingMessage): number {
  let size = Buffer.byteLength(MessageBody);
  for (const [name, { DataType = "", StringValue = "", BinaryValue }] of Object.entries(MessageAttributes))
    size +=
      Buffer.byteLength(name) +
      Buffer.byteLength(DataType) +
      (BinaryValue?.length ?? Buffer.byteLength(StringValue));
  return size;
}

import type { Member, StructureShape } from "../model/shapes.js";
import { isPresent, type Values } from "../model/values.js";
import { AwsError } from "../runtime/errors.js";
import { isRecord } from "../values/is-record.js";
import type { WireResponse } from "../wire/message.js";
import { type EventHeaders, encodeMessage, type HeaderValue } from "./codecs/event-message.js";

/** How a protocol encodes the content of an event. */
export interface EventCodec {
  /** Content type of the documents. */
  readonly contentType: string;
  /**
   * Writes members of a structure as a document; `name` is that of its root element, if the protocol has one.
   */
  write(members: readonly Member[], values: Values, name: string): string | Uint8Array;
}

/** Content type of an event stream. */
export const EVENT_STREAM = "application/vnd.amazon.eventstream";

/**
 * Encodes an event stream. Each event is an object with one member, its type, as in the SDKs. An `AwsError`
 * thrown during the stream ends it as an exception event.
 *
 * @param events an array or another iterable
 * @param before messages that are sent first
 * @throws TypeError for events that cannot be iterated
 */
export function eventStream(
  shape: StructureShape,
  events: unknown,
  codec: EventCodec,
  before: readonly Uint8Array[] = [],
): Uint8Array | AsyncIterable<Uint8Array> {
  if (Array.isArray(events))
    return Buffer.concat([...before, ...events.map((event) => encodeEvent(shape, event, codec))]);
  if (!isIterable(events))
    throw new TypeError(`The member ${shape.name} of an output is not a list of events.`);
  return encodeAll(shape, events, codec, before);
}

/**
 * The response of an RPC protocol whose output has an event stream: first a message with the other members of
 * the output. `undefined` for other outputs.
 */
export function eventReply(
  output: StructureShape | undefined,
  values: Values,
  codec: EventCodec,
): WireResponse | undefined {
  const events = output?.bindings.events;
  if (!output || events?.shape.type !== "structure") return undefined;
  const first = initialResponse(output, values, codec);
  const body = eventStream(events.shape, values[events.name] ?? [], codec, [first]);
  return { status: 200, headers: { "Content-Type": EVENT_STREAM }, body, streamed: true };
}

function initialResponse(output: StructureShape, values: Values, codec: EventCodec): Uint8Array {
  const members = output.members.filter((member) => member !== output.bindings.events);
  const headers = headersOf("event", "initial-response", codec.contentType);
  return encodeMessage(headers, Buffer.from(codec.write(members, values, output.name)));
}

async function* encodeAll(
  shape: StructureShape,
  events: AsyncIterable<unknown> | Iterable<unknown>,
  codec: EventCodec,
  before: readonly Uint8Array[],
): AsyncGenerator<Uint8Array> {
  yield* before;
  try {
    for await (const event of events) yield encodeEvent(shape, event, codec);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    yield encodeError(shape, error, codec);
  }
}

/** @throws TypeError for what is not one event of the stream */
function encodeEvent(shape: StructureShape, event: unknown, codec: EventCodec): Uint8Array {
  const [[kind, value] = ["", undefined], ...others] = isRecord(event)
    ? Object.entries(event).filter(([, inner]) => isPresent(inner))
    : [];
  const member = shape.memberByName.get(kind);
  if (!member || others.length > 0 || member.shape.type !== "structure") {
    const kinds = shape.members.map(({ name }) => name).join(", ");
    throw new TypeError(`An event of ${shape.name} is an object with one member of: ${kinds}.`);
  }
  return encodeKind(member, member.shape, isRecord(value) ? value : {}, codec);
}

function encodeKind(member: Member, shape: StructureShape, values: Values, codec: EventCodec): Uint8Array {
  const inHeaders = shape.members.filter(({ traits }) => traits.eventheader === true);
  const payload = shape.members.find(({ traits }) => traits.eventpayload === true);
  const { bytes, contentType } = payload
    ? payloadOf(payload, values[payload.name], codec)
    : documentOf(shape, inHeaders, values, codec);
  const headers = headersOf(shape.error ? "exception" : "event", member.wireName, contentType);
  for (const header of inHeaders) {
    const value = values[header.name];
    if (isHeaderValue(value)) headers.set(header.wireName, value);
  }
  return encodeMessage(headers, bytes);
}

interface Payload {
  readonly bytes: Uint8Array;
  readonly contentType: string | undefined;
}

function payloadOf({ shape, name }: Member, value: unknown, codec: EventCodec): Payload {
  if (shape.type === "structure") {
    const document = codec.write(shape.members, isRecord(value) ? value : {}, name);
    return { bytes: Buffer.from(document), contentType: codec.contentType };
  }
  if (value instanceof Uint8Array) return { bytes: value, contentType: "application/octet-stream" };
  return { bytes: Buffer.from(String(value ?? "")), contentType: "text/plain" };
}

/** The members outside the headers; an event without such members has no payload. */
function documentOf(
  shape: StructureShape,
  inHeaders: readonly Member[],
  values: Values,
  codec: EventCodec,
): Payload {
  const members = shape.members.filter((member) => !inHeaders.includes(member));
  if (members.length === 0 && inHeaders.length > 0)
    return { bytes: new Uint8Array(0), contentType: undefined };
  return { bytes: Buffer.from(codec.write(members, values, shape.name)), contentType: codec.contentType };
}

/** A modelled exception of the stream, else an unmodelled error. */
function encodeError(shape: StructureShape, error: AwsError, codec: EventCodec): Uint8Array {
  const member = shape.members.find(({ shape: kind }) => kind.name === error.code);
  if (member?.shape.type === "structure") {
    const message = { message: error.message, Message: error.message };
    return encodeKind(member, member.shape, { ...message, ...error.members }, codec);
  }
  const headers = new Map([
    [":message-type", "error"],
    [":error-code", error.code],
    [":error-message", error.message],
  ]);
  return encodeMessage(headers, new Uint8Array(0));
}

function headersOf(
  type: "event" | "exception",
  kind: string,
  contentType: string | undefined,
): Map<string, HeaderValue> {
  const headers = new Map<string, HeaderValue>([
    [":message-type", type],
    [`:${type}-type`, kind],
  ]);
  if (contentType !== undefined) headers.set(":content-type", contentType);
  return headers satisfies EventHeaders;
}

function isHeaderValue(value: unknown): value is HeaderValue {
  if (value instanceof Uint8Array || value instanceof Date) return true;
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

function isIterable(value: unknown): value is AsyncIterable<unknown> | Iterable<unknown> {
  if (typeof value !== "object" || value === null) return false;
  return Symbol.asyncIterator in value || Symbol.iterator in value;
}

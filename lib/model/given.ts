import { types } from "node:util";
import { unknownMember } from "../text/suggestions.js";
import { describeThrown, shown } from "../values/foreign-values.js";
import { isRecord } from "../values/is-record.js";
import { type BodySource, type StreamingBody, streamingBody } from "../wire/streaming-body.js";
import { attributeValueOf, isAttributeValue } from "./attribute-values.js";
import type { Member, Shape, StructureShape } from "./shapes.js";
import { isPresent } from "./values.js";

/** How values written by a test are converted. */
export interface Reading {
  /** Name of the value in messages: `The output of dynamodb:GetItem`. */
  readonly what: string;
  /**
   * The value is compared with calls: required members are optional, and attribute values are not converted.
   */
  readonly partial?: boolean;
  /** DynamoDB attribute values are JavaScript values, as in its document client. */
  readonly documents?: boolean;
  /** Values that are not converted, such as the asymmetric matchers of test runners. */
  readonly keeps?: (value: unknown) => boolean;
}

/**
 * Converts a value written by a test, by the SDK's member names, to a value of a shape. Timestamps may be a
 * `Date`, an ISO 8601 string or seconds since the epoch; blobs bytes, a string (as UTF-8) or `{ base64 }`;
 * streams also iterables. JSON and TypeScript use the same forms.
 *
 * @throws TypeError for an unknown member, a missing required member, or a value of another type.
 */
export function readGivenStructure(
  shape: StructureShape | undefined,
  value: unknown,
  reading: Reading,
): Record<string, unknown> {
  return structure(shape, value, { ...reading, path: "" });
}

interface Place extends Reading {
  readonly path: string;
}

function read(shape: Shape, value: unknown, place: Place): unknown {
  if (place.keeps?.(value)) return value;
  switch (shape.type) {
    case "structure":
      if (shape.document) return value;
      if (place.documents && isAttributeValue(shape))
        return place.partial ? value : attributeValue(shape, value, place);
      return shape.eventStream ? events(shape, value, place) : structure(shape, value, place);
    case "list":
      if (!Array.isArray(value)) throw mistake(place, "a list", value);
      return value.map((item, index) => read(shape.member.shape, item, below(place, `[${index}]`)));
    case "map":
      return map(shape.value.shape, value, place);
    case "timestamp":
      return timestamp(value, place);
    case "blob":
      return bytesOf(value) ?? refuse(place, 'bytes, a string or { base64: "…" }', value);
    case "string":
      return typeof value === "string" ? value : refuse(place, "a string", value);
    case "boolean":
      return typeof value === "boolean" ? value : refuse(place, "true or false", value);
    case "integer":
    case "long":
      return wholeNumber(value, place);
    default:
      return typeof value === "number" ? value : refuse(place, "a number", value);
  }
}

/** @param shape `undefined` for the input or output of an operation that has none. */
function structure(shape: StructureShape | undefined, value: unknown, place: Place): Record<string, unknown> {
  if (!isRecord(value) || types.isUint8Array(value)) throw mistake(place, "an object", value);
  const members: [string, unknown][] = [];
  for (const [name, inner] of Object.entries(value)) {
    const member = shape?.memberByName.get(name);
    if (member && isPresent(inner)) members.push([name, readMember(member, inner, below(place, name))]);
    // Outputs of the SDK contain their metadata.
    else if (!member && !(name === "$metadata" && place.path === "")) throw strange(shape, name, place);
  }
  const given = Object.fromEntries(members);
  if (shape && !place.partial) checkPresence(shape, given, place);
  return given;
}

function attributeValue(shape: StructureShape, value: unknown, place: Place): object {
  try {
    return structure(shape, attributeValueOf(value), { ...place, documents: false });
  } catch (error) {
    throw new TypeError(`${subject(place)} cannot be sent: ${describeThrown(error).message}`);
  }
}

function readMember(member: Member, value: unknown, place: Place): unknown {
  const { shape } = member;
  if (shape.type !== "blob" || !(shape.streaming || member.traits.streaming === true))
    return read(shape, value, place);
  if (place.keeps?.(value)) return value;
  return streamOf(value) ?? refuse(place, 'a string, bytes, a stream or { base64: "…" }', value);
}

function checkPresence(shape: StructureShape, given: object, place: Place): void {
  const missing = shape.members.filter(({ name, required }) => required && !Object.hasOwn(given, name));
  if (missing.length > 0) {
    const names = missing.map(({ name }) => `"${name}"`).join(", ");
    throw new TypeError(`${subject(place)} lacks ${names}, which AWS always returns. Add it.`);
  }
  const count = Object.keys(given).length;
  if (shape.union && count !== 1) {
    const names = shape.members.map(({ name }) => name).join(", ");
    throw new TypeError(`${subject(place)} has ${count} members. Use exactly one of: ${names}.`);
  }
}

/** The events of an event stream: a list or an iterable. */
function events(shape: StructureShape, value: unknown, place: Place): unknown {
  const event = (item: unknown, index: number) => structure(shape, item, below(place, `[${index}]`));
  if (Array.isArray(value)) return value.map(event);
  if (isAsyncIterable(value)) return eachEvent(value, event);
  throw mistake(place, "a list of events", value);
}

async function* eachEvent(
  items: AsyncIterable<unknown>,
  event: (item: unknown, index: number) => object,
): AsyncGenerator<object> {
  let index = 0;
  for await (const item of items) yield event(item, index++);
}

function map(shape: Shape, value: unknown, place: Place): object {
  if (!isRecord(value)) throw mistake(place, "an object", value);
  const made: Record<string, unknown> = Object.create(null);
  // In an attribute value, null is a value.
  const keepsNull = place.documents === true && isAttributeValue(shape);
  for (const [key, inner] of Object.entries(value))
    if (isPresent(inner) || (inner === null && keepsNull)) made[key] = read(shape, inner, below(place, key));
  return made;
}

/** The year 5138 in seconds, and 1973 in milliseconds: a larger number is interpreted as milliseconds. */
const LATEST_SECONDS = 1e11;

function timestamp(value: unknown, place: Place): Date {
  if (typeof value === "number" && Math.abs(value) >= LATEST_SECONDS)
    throw new TypeError(
      `${subject(place)} is ${value}, which is not a number of seconds. Use new Date(${value}).`,
    );
  // Jest runs tests in a realm with its own Date.
  const time = types.isDate(value)
    ? value.getTime()
    : typeof value === "number"
      ? value * 1000
      : typeof value === "string"
        ? Date.parse(value)
        : Number.NaN;
  if (Number.isNaN(time))
    throw mistake(place, "a Date, an ISO 8601 string or seconds since the epoch", value);
  return new Date(time);
}

function wholeNumber(value: unknown, place: Place): number {
  const number = typeof value === "bigint" ? Number(value) : value;
  if (typeof number !== "number" || !Number.isInteger(number)) throw mistake(place, "a whole number", value);
  if (typeof value === "bigint" && BigInt(number) !== value)
    throw new TypeError(
      `${subject(place)} is ${value}, which a JavaScript number cannot represent. SDKs lose it too.`,
    );
  return number;
}

/** Bytes of any realm, a string as UTF-8, or `{ base64 }`. */
export function bytesOf(value: unknown): Uint8Array | undefined {
  if (typeof value === "string") return Buffer.from(value, "utf8");
  if (types.isUint8Array(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  if (!isRecord(value) || Object.keys(value).length !== 1) return undefined;
  return "base64" in value && typeof value.base64 === "string"
    ? Buffer.from(value.base64, "base64")
    : undefined;
}

function streamOf(value: unknown): StreamingBody | undefined {
  const bytes = bytesOf(value);
  if (bytes) return streamingBody(bytes);
  if (!isAsyncIterable(value)) return undefined;
  return isStreamingBody(value) ? value : streamingBody(piecesOf(value));
}

async function* piecesOf(source: AsyncIterable<unknown>): AsyncGenerator<Uint8Array> {
  for await (const piece of source) {
    const bytes = bytesOf(piece);
    if (!bytes) throw new TypeError(`A stream contains ${shown(piece)}. Use strings or bytes.`);
    yield bytes;
  }
}

function isStreamingBody(value: BodySource): value is StreamingBody {
  return typeof value === "object" && "announced" in value && "bytes" in value;
}

function isAsyncIterable(value: unknown): value is AsyncIterable<never> {
  return typeof value === "object" && value !== null && Symbol.asyncIterator in value;
}

function below(place: Place, name: string): Place {
  const path = name.startsWith("[") || place.path === "" ? place.path + name : `${place.path}.${name}`;
  return { ...place, path };
}

function subject({ what, path }: Place): string {
  return path === "" ? what : `"${path}" of ${what.charAt(0).toLowerCase()}${what.slice(1)}`;
}

function strange(shape: StructureShape | undefined, name: string, place: Place): TypeError {
  const known = (shape?.members ?? []).map((member) => member.name);
  if (known.length === 0) return new TypeError(`${subject(place)} has no members. Omit "${name}".`);
  return unknownMember(subject(place), name, known, "member ");
}

function mistake(place: Place, expected: string, value: unknown): TypeError {
  return new TypeError(`${subject(place)} must be ${expected}, not ${shown(value)}.`);
}

function refuse(place: Place, expected: string, value: unknown): never {
  throw mistake(place, expected, value);
}

import { isUtf8 } from "node:buffer";
import type { Member, Shape, StructureShape } from "../model/shapes.js";
import { serializationException } from "../protocols/errors.js";
import { isStreaming } from "../protocols/rest-bindings.js";
import type { DocumentTimestamps } from "../runtime/ports/operations.js";
import type { Json } from "../runtime/store/codec.js";
import { isRecord } from "../values/is-record.js";
import { andThen, isPromise } from "../values/promises.js";
import { Blob } from "../wire/blob.js";
import { type StreamingBody, streamingBody } from "../wire/streaming-body.js";

/** A document, as services without access to a model exchange it. */
export type Document = { readonly [name: string]: Json };

/**
 * Converts a document to the input of an operation: the first letter of member names in any case, timestamps
 * as strings or seconds, blobs as strings or as any other JSON, which is serialized.
 *
 * @throws AwsError SerializationException for an unknown member or a value of another type.
 */
export function readDocument(shape: StructureShape, document: unknown): object {
  return readStructure(shape, document, "");
}

function readStructure(shape: StructureShape, document: unknown, path: string): object {
  if (!isRecord(document)) throw mismatch(path, "an object");
  const input: Record<string, unknown> = Object.create(null);
  for (const [name, value] of Object.entries(document)) {
    const member = memberOf(shape, name);
    if (!member)
      throw serializationException(`The field '${path}${name}' is not supported by Step Functions`);
    const read = readValue(member.shape, value, `${path}${name}`);
    if (read === undefined) continue;
    input[member.name] = isStreaming(member) && read instanceof Uint8Array ? streamingBody(read) : read;
  }
  return input;
}

function memberOf({ memberByName }: StructureShape, name: string): Member | undefined {
  return (
    memberByName.get(name) ??
    memberByName.get(name.charAt(0).toLowerCase() + name.slice(1)) ??
    memberByName.get(name.charAt(0).toUpperCase() + name.slice(1))
  );
}

function readValue(shape: Shape, value: unknown, path: string): unknown {
  if (value === null || value === undefined) return undefined;
  switch (shape.type) {
    case "structure":
      return shape.document ? value : readStructure(shape, value, `${path}.`);
    case "list":
      if (!Array.isArray(value)) throw mismatch(path, "an array");
      return value.map((item, index) => readValue(shape.member.shape, item, `${path}[${index}]`));
    case "map":
      if (!isRecord(value)) throw mismatch(path, "an object");
      return Object.fromEntries(
        Object.entries(value).map(([name, item]) => [
          name,
          readValue(shape.value.shape, item, `${path}.${name}`),
        ]),
      );
    case "blob":
      return Buffer.from(typeof value === "string" ? value : JSON.stringify(value));
    case "timestamp":
      return readTimestamp(value, path);
    case "string":
      return typeof value === "object" ? JSON.stringify(value) : String(value);
    case "boolean":
      if (typeof value === "boolean") return value;
      throw mismatch(path, "a boolean");
    default: {
      const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
      if (typeof number === "number" && !Number.isNaN(number)) return number;
      throw mismatch(path, "a number");
    }
  }
}

function readTimestamp(value: unknown, path: string): Date {
  const moment =
    typeof value === "number" ? value * 1000 : typeof value === "string" ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(moment)) throw mismatch(path, "a timestamp");
  return new Date(moment);
}

function mismatch(path: string, expected: string): Error {
  return serializationException(`The value of the field '${path}' is not ${expected}`);
}

/** The date format of a document. */
interface DateFormat {
  readonly format: DocumentTimestamps;
  /** Whether the service truncates them to whole seconds. */
  readonly wholeSeconds: boolean;
}

/** Converts the output of an operation to a document. Waits for a streaming body. */
export function writeDocument(
  shape: StructureShape,
  output: unknown,
  timestamps: DateFormat,
): Document | PromiseLike<Document> {
  if (!isRecord(output)) return {};
  const streaming = shape.members.find((member) => isStreaming(member));
  const body = streaming && output[streaming.name];
  return andThen(bytesOf(body), (bytes) => {
    const given = streaming && bytes ? { ...output, [streaming.name]: bytes } : output;
    return writeStructure(shape, given, timestamps);
  });
}

function bytesOf(body: unknown): Uint8Array | undefined | PromiseLike<Uint8Array | undefined> {
  if (body instanceof Blob) return body.bytes();
  if (isStreamingBody(body))
    return body.whole ?? (body.pieces ? Buffer.concat([...body.pieces]) : body.bytes());
  return body instanceof Uint8Array ? body : undefined;
}

function isStreamingBody(body: unknown): body is StreamingBody {
  return typeof body === "object" && body !== null && "pieces" in body && "trailers" in body;
}

function writeStructure(shape: StructureShape, value: object, timestamps: DateFormat): Document {
  if (shape.document) return value as Document;
  const document: Record<string, Json> = Object.create(null);
  for (const member of shape.members) {
    const inner: unknown = Reflect.get(value, member.name);
    if (inner === undefined || inner === null || isPromise(inner)) continue;
    document[member.name.charAt(0).toUpperCase() + member.name.slice(1)] = writeValue(
      member.shape,
      inner,
      timestamps,
    );
  }
  return document;
}

function writeValue(shape: Shape, value: unknown, timestamps: DateFormat): Json {
  switch (shape.type) {
    case "structure":
      return typeof value === "object" && value !== null ? writeStructure(shape, value, timestamps) : null;
    case "list":
      return Array.isArray(value)
        ? value.map((item) => writeValue(shape.member.shape, item, timestamps))
        : [];
    case "map":
      return isRecord(value)
        ? Object.fromEntries(
            Object.entries(value).map(([name, item]) => [
              name,
              writeValue(shape.value.shape, item, timestamps),
            ]),
          )
        : {};
    case "blob":
      return value instanceof Uint8Array ? textOf(value) : String(value);
    case "timestamp":
      return value instanceof Date ? writeTimestamp(value, timestamps) : Number(value);
    case "boolean":
      return value === true;
    case "string":
      return String(value);
    default:
      return Number(value);
  }
}

function writeTimestamp(moment: Date, { format, wholeSeconds }: DateFormat): Json {
  const milliseconds = wholeSeconds ? Math.floor(moment.getTime() / 1000) * 1000 : moment.getTime();
  if (format === "iso8601") return new Date(milliseconds).toISOString().replace(".000Z", "Z");
  return format === "milliseconds" ? milliseconds : milliseconds / 1000;
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString(isUtf8(bytes) ? "utf8" : "base64");
}

import { isUtf8 } from "node:buffer";
import type { ListShape, MapShape, Shape, StructureShape } from "../../model/shapes.js";
import { isRecord } from "../../values/is-record.js";
import { serializationException } from "../errors.js";
import { fromEpochSeconds, parseTimestamp } from "./timestamps.js";

/** AWS also rejects deeper documents; it also limits the recursion below. */
const MAX_DEPTH = 200;

/**
 * Parses a JSON body. Throws `SerializationException` if it is not UTF-8 or not JSON. An empty body is `{}`,
 * because clients of operations without input send none.
 */
export function parseJson(body: Uint8Array): unknown {
  if (body.length === 0) return {};
  if (!isUtf8(body)) throw serializationException("The request body is not valid UTF-8.");
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString("utf8");
  try {
    return JSON.parse(text);
  } catch {
    throw serializationException("The request body is not valid JSON.");
  }
}

/** Reads the members of a structure from parsed JSON. */
export function readJsonStructure(shape: StructureShape, json: unknown): Record<string, unknown> {
  const value = readJson(shape, json);
  return isRecord(value) ? value : {};
}

/**
 * Checks parsed JSON against a shape, and converts timestamps and blobs; parsed CBOR already has them. Null
 * becomes undefined.
 */
export function readJson(shape: Shape, json: unknown, depth = 0): unknown {
  if (json === null || json === undefined) return undefined;
  if (depth > MAX_DEPTH) throw tooDeep();
  switch (shape.type) {
    case "string":
      return typeof json === "string" ? json : refuse(json, "a String");
    case "boolean":
      return typeof json === "boolean" ? json : refuse(json, "a Boolean");
    case "integer":
      return readInteger(json, "an Integer");
    case "long":
      return readInteger(json, "a Long");
    case "float":
      return readDouble(json, "a Float");
    case "double":
      return readDouble(json, "a Double");
    case "structure":
      return shape.document ? readDocument(json, depth) : readStructure(shape, json, depth);
    case "list":
      return readList(shape, json, depth);
    case "map":
      return readMap(shape, json, depth);
    case "timestamp":
      return readTimestamp(json);
    case "blob":
      return readBlob(json);
  }
}

function readStructure(shape: StructureShape, json: unknown, depth: number): Record<string, unknown> {
  if (!isRecord(json)) throw unexpectedField(json);
  const value: Record<string, unknown> = {};
  for (const name of Object.keys(json)) {
    const member = shape.memberByWireName.get(name);
    if (member === undefined) continue;
    const inner = readJson(member.shape, json[name], depth + 1);
    if (inner !== undefined) value[member.name] = inner;
  }
  return value;
}

/** Any JSON value within the maximum depth. */
function readDocument(json: unknown, depth: number): unknown {
  if (depth > MAX_DEPTH) throw tooDeep();
  if (typeof json === "object" && json !== null) {
    for (const inner of Object.values(json)) readDocument(inner, depth + 1);
  }
  return json;
}

function readList(shape: ListShape, json: unknown, depth: number): unknown[] {
  if (!Array.isArray(json)) throw unexpectedField(json);
  const element = shape.member.shape;
  // Inputs are kept in the request log; a list that grows reserves more than it needs.
  const list = json.map((item) => readJson(element, item, depth + 1));
  return list.includes(undefined) ? list.filter((item) => item !== undefined) : list;
}

/** Clients choose the keys: without a prototype, `__proto__` and `constructor` are ordinary keys. */
function readMap(shape: MapShape, json: unknown, depth: number): Record<string, unknown> {
  if (!isRecord(json)) throw unexpectedField(json);
  const map: Record<string, unknown> = Object.create(null);
  for (const key of Object.keys(json)) {
    const inner = readJson(shape.value.shape, json[key], depth + 1);
    if (inner !== undefined) map[key] = inner;
  }
  return map;
}

function readInteger(json: unknown, type: string): number {
  if (typeof json !== "number") return refuse(json, type);
  if (!Number.isInteger(json)) throw serializationException(`DECIMAL_VALUE can not be converted to ${type}`);
  return json;
}

function readDouble(json: unknown, type: string): number {
  if (typeof json === "number") return json;
  // JSON has no such numbers; the protocol writes them as strings.
  if (json === "NaN" || json === "Infinity" || json === "-Infinity") return Number(json);
  return refuse(json, type);
}

function readTimestamp(json: unknown): Date {
  if (json instanceof Date) return json;
  const date = typeof json === "number" ? fromEpochSeconds(json) : undefined;
  const parsed = date ?? (typeof json === "string" ? parseTimestamp(json) : undefined);
  return parsed ?? refuse(json, "milliseconds since epoch");
}

function readBlob(json: unknown): Uint8Array {
  if (json instanceof Uint8Array) return json;
  if (typeof json !== "string") return refuse(json, "a Blob");
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(json))
    throw serializationException("Invalid base64 character in a Blob");
  const bytes = Buffer.from(json, "base64");
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** AWS's message: `NUMBER_VALUE can not be converted to a String`. */
function refuse(json: unknown, type: string): never {
  if (Array.isArray(json)) throw serializationException("Start of list found where not expected");
  if (typeof json === "object")
    throw serializationException("Start of structure or map found where not expected.");
  throw serializationException(`${tokenOf(json)} can not be converted to ${type}`);
}

function tokenOf(json: unknown): string {
  if (typeof json === "boolean") return json ? "TRUE_VALUE" : "FALSE_VALUE";
  return typeof json === "number" ? "NUMBER_VALUE" : "STRING_VALUE";
}

function tooDeep() {
  return serializationException(`The request body is nested deeper than ${MAX_DEPTH} levels.`);
}

function unexpectedField(json: unknown) {
  if (Array.isArray(json)) return serializationException("Start of list found where not expected");
  if (isRecord(json)) return serializationException("Start of structure or map found where not expected.");
  return serializationException("Unexpected field type");
}

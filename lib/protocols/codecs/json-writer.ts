import { type Member, type StructureShape, timestampFormatOf } from "../../model/shapes.js";
import { isPresent, type Values } from "../../model/values.js";
import { isRecord } from "../../values/is-record.js";
import { formatTimestamp, toEpochSeconds } from "./timestamps.js";

/** Writes a value that is present. */
type Write = (value: unknown) => string;

/** How one member of a structure is written. */
interface Field {
  readonly member: string;
  /** The quoted name on the wire with a colon, after what precedes the first member, and each further one. */
  readonly first: string;
  readonly next: string;
  readonly write: Write;
}

/**
 * Strings that JSON contains unescaped: without control characters, quotes, backslashes and lone surrogates.
 */
const PLAIN = /^[\u0020\u0021\u0023-\u005b\u005d-\ud7ff\ue000-\uffff]*$/;

/**
 * Writes values as JSON. The plan of a shape is computed when it is first written. `JSON.stringify` would
 * need a copy of the value with converted timestamps and blobs, and is slower than the concatenation.
 */
export class JsonWriter {
  readonly #fields = new WeakMap<readonly Member[], readonly Field[]>();
  readonly #payloads = new WeakMap<Member, Write>();

  /** Writes the named members of a structure as a JSON document. Unknown members are dropped. */
  members(members: readonly Member[], values: Values): string {
    return writeFields(this.#fieldsOf(members), values);
  }

  /** The named members as plain JSON values, for documents with additional members. */
  plain(members: readonly Member[], values: Values): Record<string, unknown> {
    return JSON.parse(this.members(members, values));
  }

  /** Writes the value of a member that is a whole document. */
  value(member: Member, value: unknown): string {
    let write = this.#payloads.get(member);
    if (!write) {
      write = this.#write(member);
      this.#payloads.set(member, write);
    }
    return write(value);
  }

  #fieldsOf(members: readonly Member[]): readonly Field[] {
    const known = this.#fields.get(members);
    if (known) return known;
    const fields: Field[] = [];
    // Set before its members are planned, because a shape can contain itself.
    this.#fields.set(members, fields);
    for (const member of members) {
      const key = `${JSON.stringify(member.wireName)}:`;
      fields.push({ member: member.name, first: `{${key}`, next: `,${key}`, write: this.#write(member) });
    }
    return fields;
  }

  #write(member: Member): Write {
    const { shape } = member;
    switch (shape.type) {
      case "structure":
        return this.#structure(shape);
      case "list": {
        const item = this.#write(shape.member);
        return (value) => (Array.isArray(value) ? writeList(value, item) : untyped(value));
      }
      case "map": {
        const item = this.#write(shape.value);
        return (value) => (isRecord(value) ? writeMap(value, item) : untyped(value));
      }
      case "string":
        return string;
      case "boolean":
        return untyped;
      case "timestamp":
        return timestamp(member);
      case "blob":
        return (value) => (value instanceof Uint8Array ? `"${base64(value)}"` : untyped(value));
      default:
        return number;
    }
  }

  #structure(shape: StructureShape): Write {
    if (shape.document) return untyped;
    const fields = this.#fieldsOf(shape.members);
    return (value) => (isRecord(value) ? writeFields(fields, value) : untyped(value));
  }
}

function writeFields(fields: readonly Field[], values: Values): string {
  let text = "";
  for (const { member, first, next, write } of fields) {
    const value = values[member];
    if (value === undefined || value === null) continue;
    text += (text === "" ? first : next) + write(value);
  }
  return text === "" ? "{}" : `${text}}`;
}

function writeList(values: readonly unknown[], write: Write): string {
  let text = "";
  for (const value of values) if (isPresent(value)) text += (text === "" ? "[" : ",") + write(value);
  return text === "" ? "[]" : `${text}]`;
}

function writeMap(values: Values, write: Write): string {
  let text = "";
  for (const key of Object.keys(values)) {
    const value = values[key];
    if (isPresent(value)) text += `${(text === "" ? "{" : ",") + quoted(key)}:${write(value)}`;
  }
  return text === "" ? "{}" : `${text}}`;
}

function timestamp(member: Member): Write {
  const format = timestampFormatOf(member);
  if (format === undefined || format === "unixTimestamp")
    return (value) => (value instanceof Date ? String(toEpochSeconds(value)) : untyped(value));
  return (value) => (value instanceof Date ? quoted(formatTimestamp(value, format)) : untyped(value));
}

function string(value: unknown): string {
  return typeof value === "string" ? quoted(value) : untyped(value);
}

/** JSON has no NaN or infinities; the protocol writes them as strings. */
function number(value: unknown): string {
  if (typeof value !== "number") return untyped(value);
  return Number.isFinite(value) ? String(value) : `"${value}"`;
}

function quoted(text: string): string {
  return PLAIN.test(text) ? `"${text}"` : JSON.stringify(text);
}

/** A value of any type, possibly not that of its shape. */
function untyped(value: unknown): string {
  return JSON.stringify(value) ?? "null";
}

/** Base64 of bytes, without copying them. */
export function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");
}

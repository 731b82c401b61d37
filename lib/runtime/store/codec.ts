import { types } from "node:util";
import { Blob } from "../../wire/blob.js";

/** The values that `JSON.stringify` writes and `JSON.parse` returns. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** Stores the bytes of blobs beside rows in JSON. */
export interface BlobStore {
  /** Stores a blob and returns its id for {@link load}. */
  save(blob: Blob): string;
  /** @throws Error for an unknown id. */
  load(id: string): Blob;
}

/** Converts the rows of a table to JSON and back. */
export interface RowCodec<Row> {
  /** @throws TypeError for a row that it cannot store. */
  encode(row: Row, blobs: BlobStore): Json;
  /** @throws Error for JSON that {@link encode} does not return. */
  decode(json: Json, blobs: BlobStore): Row;
}

/**
 * Maximum depth of a row: more than the 1,000 levels of a user's document, less than a row that contains
 * itself.
 */
const MOST_LEVELS = 1_100;

/**
 * The codec of rows that are plain values: JSON with dates, bytes, blobs, maps, sets, big integers and every
 * number. Types that JSON lacks become an object whose only member names the type:
 * `{ "$date": "2030-01-01T00:00:00.000Z" }`. An object of that form in a row is written as
 * `{ "$object": { "$date": … } }`.
 *
 * Members that are `undefined` are omitted, because an absent member reads the same.
 *
 * @param table for errors.
 */
export function plainRows<Row>(table: string): RowCodec<Row> {
  return {
    encode: (row, blobs) => new Encoder(table, blobs).encode(row),
    // True as long as a table's version changes with the type of its rows.
    decode: (json, blobs) => decode(json, blobs) as Row,
  };
}

class Encoder {
  /** The encoder's position in the row. */
  private readonly path: (string | number)[] = [];

  constructor(
    private readonly table: string,
    private readonly blobs: BlobStore,
  ) {}

  encode(value: unknown): Json {
    if (value === null) return null;
    switch (typeof value) {
      case "string":
      case "boolean":
        return value;
      case "number":
        return encodeNumber(value);
      case "bigint":
        return { $bigint: String(value) };
      case "object":
        return this.encodeObject(value);
      default:
        return this.reject(value === undefined ? "undefined" : `a ${typeof value}`);
    }
  }

  private encodeObject(value: object): Json {
    if (this.path.length === MOST_LEVELS) return this.reject(`more than ${MOST_LEVELS} levels`);
    if (Array.isArray(value)) return this.encodeAll(value);
    if (types.isDate(value)) return this.encodeDate(value);
    if (types.isUint8Array(value)) return { $bytes: base64(value) };
    if (value instanceof Blob) return { $blob: this.blobs.save(value) };
    if (types.isMap(value)) return { $map: this.encodeAll([...value]) };
    if (types.isSet(value)) return { $set: this.encodeAll([...value]) };
    return isPlain(value)
      ? this.encodeMembers(value)
      : this.reject(`an instance of ${value.constructor.name}`);
  }

  private encodeAll(items: readonly unknown[]): readonly Json[] {
    // `map` would skip the holes of a sparse array.
    return Array.from(items, (item, index) => this.encodeAt(index, item));
  }

  private encodeMembers(value: object): Json {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .map(([name, member]) => [name, this.encodeAt(name, member)] as const);
    const encoded = Object.fromEntries(members);
    return tagOf(members) === undefined ? encoded : { $object: encoded };
  }

  private encodeAt(step: string | number, value: unknown): Json {
    this.path.push(step);
    const encoded = this.encode(value);
    this.path.pop();
    return encoded;
  }

  private encodeDate(date: Date): Json {
    return Number.isNaN(date.getTime()) ? this.reject("an invalid date") : { $date: date.toISOString() };
  }

  private reject(what: string): never {
    const place = this.path.map((step) => `[${JSON.stringify(step)}]`).join("");
    throw new TypeError(`The table "${this.table}" cannot store ${what} at row${place.slice(0, 500)}.`);
  }
}

function decode(json: Json, blobs: BlobStore): unknown {
  if (typeof json !== "object" || json === null) return json;
  if (isList(json)) return json.map((item) => decode(item, blobs));
  const members = Object.entries(json);
  const tag = tagOf(members);
  return tag === undefined
    ? decodeMembers(members, blobs)
    : decodeTagged(tag, members[0]?.[1] ?? null, blobs);
}

function decodeMembers(members: readonly [string, Json][], blobs: BlobStore): object {
  return Object.fromEntries(members.map(([name, member]) => [name, decode(member, blobs)]));
}

function decodeTagged(tag: string, content: Json, blobs: BlobStore): unknown {
  if (typeof content === "string") {
    if (tag === "$date") return new Date(content);
    if (tag === "$bytes") return Buffer.from(content, "base64");
    if (tag === "$blob") return blobs.load(content);
    if (tag === "$number") return Number(content);
    if (tag === "$bigint") return BigInt(content);
  } else if (isList(content)) {
    // Encoded from the entries of a map.
    if (tag === "$map") return new Map(decode(content, blobs) as [unknown, unknown][]);
    if (tag === "$set") return new Set(content.map((item) => decode(item, blobs)));
  } else if (tag === "$object" && typeof content === "object" && content !== null) {
    return decodeMembers(Object.entries(content), blobs);
  }
  throw new Error(`A row contains a value of an unknown type: ${tag}.`);
}

/** The name of the only member of an object, if it starts with `$`. */
function tagOf(members: readonly (readonly [name: string, member: Json])[]): string | undefined {
  const [name = ""] = members[0] ?? [];
  return members.length === 1 && name.startsWith("$") ? name : undefined;
}

function encodeNumber(value: number): Json {
  if (Object.is(value, -0)) return { $number: "-0" };
  return Number.isFinite(value) ? value : { $number: String(value) };
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("base64");
}

/** Whether an object has no class, including objects of another realm, as in code under Jest. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function isList(json: Json): json is readonly Json[] {
  return Array.isArray(json);
}

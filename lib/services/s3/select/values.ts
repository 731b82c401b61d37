/** A timestamp, with the offset in which it was written. */
export class Timestamp {
  constructor(
    /** Milliseconds since the epoch. */
    readonly time: number,
    /** Offset from UTC in minutes. */
    readonly offset = 0,
  ) {}
}

class Missing {
  readonly missing = true;
}

/** A missing value, as opposed to NULL. */
export const MISSING: Missing = Object.freeze(new Missing());

/** An SQL value. Structures are maps, which keep the order of their members. */
export type SqlValue =
  | Missing
  | null
  | boolean
  | number
  | string
  | Timestamp
  | SqlStructure
  | readonly SqlValue[];

export type SqlStructure = ReadonlyMap<string, SqlValue>;

export function isStructure(value: SqlValue): value is SqlStructure {
  return value instanceof Map;
}

export function isList(value: SqlValue): value is readonly SqlValue[] {
  return Array.isArray(value);
}

/** Whether a value is neither NULL nor MISSING. */
export function isKnown(value: SqlValue): value is Exclude<SqlValue, null | Missing> {
  return value !== null && value !== MISSING;
}

/** Converts JSON to an SQL value. */
export function fromJson(json: unknown): SqlValue {
  if (json === null || json === undefined) return null;
  if (typeof json === "boolean" || typeof json === "number" || typeof json === "string") return json;
  if (Array.isArray(json)) return json.map(fromJson);
  return new Map(Object.entries(json).map(([name, value]) => [name, fromJson(value)]));
}

/** Converts an SQL value to JSON; MISSING members are omitted. */
export function toJson(value: SqlValue): unknown {
  if (value instanceof Timestamp) return timestampText(value);
  if (isStructure(value)) {
    const json: Record<string, unknown> = Object.create(null);
    for (const [name, member] of value) if (member !== MISSING) json[name] = toJson(member);
    return json;
  }
  if (isList(value)) return value.map(toJson);
  return value === MISSING ? undefined : value;
}

/** A timestamp as ISO 8601. */
export function timestampText({ time, offset }: Timestamp): string {
  const local = new Date(time + offset * 60_000).toISOString().replace(/\.000Z$|Z$/, "");
  return `${local}${offsetText(offset)}`;
}

export function offsetText(offset: number): string {
  if (offset === 0) return "Z";
  const minutes = Math.abs(offset);
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return `${offset < 0 ? "-" : "+"}${String(hours).padStart(2, "0")}:${String(rest).padStart(2, "0")}`;
}

/**
 * Compares two values of one kind; `undefined` if they are not comparable. A string compared with a number is
 * parsed.
 */
export function compare(one: SqlValue, other: SqlValue): number | undefined {
  if (one instanceof Timestamp && other instanceof Timestamp) return Math.sign(one.time - other.time);
  if (typeof one === "number" || typeof other === "number") {
    const [left, right] = [asNumber(one), asNumber(other)];
    return left === undefined || right === undefined ? undefined : Math.sign(left - right);
  }
  if (typeof one === "boolean" && typeof other === "boolean") return Number(one) - Number(other);
  if (typeof one === "string" && typeof other === "string") return one < other ? -1 : one > other ? 1 : 0;
  return undefined;
}

/** A number, or a numeric string. */
export function asNumber(value: SqlValue): number | undefined {
  if (typeof value === "number") return value;
  if (typeof value !== "string" || value.trim() === "") return undefined;
  const number = Number(value);
  return Number.isNaN(number) ? undefined : number;
}

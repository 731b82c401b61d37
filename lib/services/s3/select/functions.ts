import { invalidArguments } from "../errors/select.js";
import { dateAdd, dateDiff, extract, formatTimestamp, parseTimestamp } from "./timestamps.js";
import { asNumber, compare, isKnown, type SqlValue, Timestamp } from "./values.js";

/** The arguments of a call; `word` is a keyword among them, such as a date part. */
interface Call {
  readonly name: string;
  readonly args: readonly SqlValue[];
  readonly word: string;
  /** Simulated time, in milliseconds since the epoch. */
  readonly now: number;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-select-sql-reference-sql-functions.html */
const FUNCTIONS: ReadonlyMap<string, (call: Call) => SqlValue> = new Map<string, (call: Call) => SqlValue>([
  ["COALESCE", ({ args }) => args.find(isKnown) ?? null],
  ["NULLIF", ({ args: [one = null, other = null] }) => (compare(one, other) === 0 ? null : one)],
  ["CHAR_LENGTH", (call) => [...text(call, 0)].length],
  ["CHARACTER_LENGTH", (call) => [...text(call, 0)].length],
  ["LOWER", (call) => text(call, 0).toLowerCase()],
  ["UPPER", (call) => text(call, 0).toUpperCase()],
  ["SUBSTRING", substring],
  ["TRIM", trim],
  ["UTCNOW", ({ now }) => new Timestamp(now)],
  ["TO_TIMESTAMP", (call) => parseTimestamp(text(call, 0))],
  ["TO_STRING", (call) => formatTimestamp(timestamp(call, 0), text(call, 1))],
  ["EXTRACT", (call) => extract(call.word, timestamp(call, 0))],
  ["DATE_ADD", (call) => dateAdd(call.word, number(call, 0), timestamp(call, 1))],
  ["DATE_DIFF", (call) => dateDiff(call.word, timestamp(call, 0), timestamp(call, 1))],
]);

/** The functions that accept NULL and MISSING; all others return NULL for them. */
const TAKE_UNKNOWN: readonly string[] = ["COALESCE", "NULLIF"];

export function isFunction(name: string): boolean {
  return FUNCTIONS.has(name);
}

/** Calls a scalar function. @throws EvaluatorInvalidArguments */
export function callFunction(call: Call): SqlValue {
  if (!TAKE_UNKNOWN.includes(call.name) && !call.args.every(isKnown)) return null;
  return FUNCTIONS.get(call.name)?.(call) ?? null;
}

function text({ name, args }: Call, index: number): string {
  const value = args[index];
  if (typeof value === "string") return value;
  throw invalidArguments(name);
}

function number({ name, args }: Call, index: number): number {
  const value = asNumber(args[index] ?? null);
  if (value !== undefined && Number.isInteger(value)) return value;
  throw invalidArguments(name);
}

function timestamp({ name, args }: Call, index: number): Timestamp {
  const value = args[index];
  if (value instanceof Timestamp) return value;
  throw invalidArguments(name);
}

/** Positions start at 1; positions before the start count but have no characters. */
function substring(call: Call): SqlValue {
  const units = [...text(call, 0)];
  const start = number(call, 1) - 1;
  const end = call.args.length > 2 ? start + number(call, 2) : units.length;
  if (end < start) throw invalidArguments(call.name);
  return units.slice(Math.max(0, start), Math.max(0, end)).join("");
}

function trim(call: Call): SqlValue {
  const units = [...text(call, 0)];
  const removed = new Set(call.args.length > 1 ? text(call, 1) : " ");
  let [start, end] = [0, units.length];
  if (call.word !== "TRAILING") while (start < end && removed.has(units[start] ?? "")) start++;
  if (call.word !== "LEADING") while (end > start && removed.has(units[end - 1] ?? "")) end--;
  return units.slice(start, end).join("");
}

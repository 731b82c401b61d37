import { types } from "node:util";

/**
 * Limits of simulated time. AWS writes timestamps with four-digit years, and any time in this range plus any
 * duration that `milliseconds` accepts is a valid `Date`.
 */
const EARLIEST = Date.parse("0001-01-01T00:00:00.000Z");
const LATEST = Date.parse("9999-12-31T23:59:59.999Z");

/** The accepted forms of a point in time, for error messages. */
export const TIME_FORMS =
  "a Date, an ISO 8601 string or milliseconds since the epoch, between the years 1 and 9999";

/**
 * Converts a point in time to milliseconds since the epoch; `undefined` if the value is invalid or out of
 * range.
 */
export function parseTime(value: unknown): number | undefined {
  const time = timeOf(value);
  return isSimulatedTime(time) ? Math.floor(time) : undefined;
}

/** Whether `time`, in milliseconds since the epoch, is in the range of simulated time. */
export function isSimulatedTime(time: number): boolean {
  return time >= EARLIEST && time <= LATEST;
}

function timeOf(value: unknown): number {
  if (typeof value === "number") return value;
  if (typeof value === "string") return Date.parse(value);
  // Jest runs tests in a realm of its own, whose Date differs from this one.
  return types.isDate(value) ? value.getTime() : Number.NaN;
}

/** @throws TypeError when simulated time cannot be at `target`. */
export function withinTime(target: number): number {
  if (isSimulatedTime(target)) return target;
  throw new TypeError(
    "Time cannot move beyond the end of the year 9999. Advance by less, or set the clock to a moment before that.",
  );
}

/** The earlier of two moments that there may be. */
export function earliest(a: number | undefined, b: number | undefined): number | undefined {
  if (a === undefined) return b;
  return b === undefined ? a : Math.min(a, b);
}

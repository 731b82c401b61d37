import { types } from "node:util";

/**
 * Simulated time stays between these moments: AWS writes timestamps with years
 * of four digits, and a moment in between plus any duration that `milliseconds`
 * accepts is still a valid `Date`.
 */
const EARLIEST = Date.parse("0001-01-01T00:00:00.000Z");
const LATEST = Date.parse("9999-12-31T23:59:59.999Z");

/** The ways to give a moment, for error messages. */
export const MOMENT_FORMS =
  "a Date, an ISO 8601 string or milliseconds since the epoch, between the years 1 and 9999";

/** Converts a moment to milliseconds since the epoch; `undefined` for anything else, or a moment out of range. */
export function momentOf(value: unknown): number | undefined {
  const time = timeOf(value);
  return isMoment(time) ? Math.floor(time) : undefined;
}

/** Whether simulated time can be at `time`, in milliseconds since the epoch. */
export function isMoment(time: number): boolean {
  return time >= EARLIEST && time <= LATEST;
}

function timeOf(value: unknown): number {
  if (typeof value === "number") return value;
  if (typeof value === "string") return Date.parse(value);
  // Jest runs tests in a realm of its own, whose Date is not this one.
  return types.isDate(value) ? value.getTime() : Number.NaN;
}

/** A time with nanoseconds, so that timestamps in the same millisecond are ordered. */
export interface Instant {
  /** Milliseconds since the epoch. */
  readonly milliseconds: number;
  /** The digits after the millisecond. */
  readonly nanoseconds: number;
}

/**
 * Parses an RFC 3339 timestamp as AWS requires it: with a capital `T`, and with `Z` or an offset. Returns
 * `undefined` for other strings.
 */
export function parseTimestamp(text: string): Instant | undefined {
  const parts = TIMESTAMP.exec(text)?.groups;
  if (parts === undefined) return undefined;
  const { year = "", month = "", day = "", time = "", seconds = ":00", fraction = "", zone = "" } = parts;
  if (Number(day) > daysIn(Number(year), Number(month))) return undefined;
  const digits = fraction.padEnd(9, "0");
  const milliseconds = Date.parse(`${year}-${month}-${day}T${time}${seconds}.${digits.slice(0, 3)}${zone}`);
  return Number.isNaN(milliseconds) ? undefined : { milliseconds, nanoseconds: Number(digits.slice(3)) };
}

/** Negative, zero or positive if the first is before, equal to or after the second. */
export function compareInstants(a: Instant, b: Instant): number {
  return a.milliseconds - b.milliseconds || a.nanoseconds - b.nanoseconds;
}

const TIMESTAMP =
  /^(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})T(?<time>\d{2}:\d{2})(?<seconds>:\d{2})?(?:\.(?<fraction>\d{1,9}))?(?<zone>Z|[+-]\d{2}:\d{2})$/;

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

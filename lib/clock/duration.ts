import { shown } from "../values/foreign-values.js";

/**
 * A length of simulated time: a number of milliseconds, or a number with a unit (`"250ms"`, `"2s"`, `"5m"`,
 * `"1h"`, `"90d"`).
 */
export type Duration = number | DurationText;

type DurationText = `${number}${"ms" | "s" | "m" | "h" | "d"}`;

const MILLISECONDS_PER_UNIT = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** A longer duration, added to a time, might exceed the range of `Date`. */
const LONGEST = 8e15;

/**
 * Converts a {@link Duration} to milliseconds.
 *
 * @throws TypeError for anything that is not a duration from 0 to 8e15 milliseconds.
 */
export function milliseconds(duration: Duration): number {
  const length = lengthOf(duration);
  if (length >= 0 && length <= LONGEST) return length;
  const given = shown(duration);
  if (length > LONGEST && Number.isFinite(length))
    throw new TypeError(`The duration ${given} is too long: a Date cannot hold more than 8e15 milliseconds.`);
  throw new TypeError(
    `Invalid duration: ${given}. ` +
      `Use milliseconds or a number with a unit, such as "250ms", "2s", "5m", "1h" or "90d".`,
  );
}

/** Milliseconds; `NaN` if the value is not a duration. */
function lengthOf(duration: Duration): number {
  if (typeof duration === "number") return duration;
  const match = typeof duration === "string" ? /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(duration) : null;
  if (!match) return Number.NaN;
  return Number(match[1]) * MILLISECONDS_PER_UNIT[match[2] as keyof typeof MILLISECONDS_PER_UNIT];
}

/**
 * A length of simulated time: milliseconds, or a number with a unit
 * (`"250ms"`, `"2s"`, `"5m"`, `"1h"`, `"90d"`).
 */
export type Duration = number | DurationText;

type DurationText = `${number}${"ms" | "s" | "m" | "h" | "d"}`;

const MILLISECONDS_PER_UNIT = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/**
 * Converts a {@link Duration} to milliseconds.
 *
 * @throws TypeError for anything that is not a non-negative, finite duration.
 */
export function milliseconds(duration: Duration): number {
  if (typeof duration === "number" && Number.isFinite(duration) && duration >= 0) return duration;
  const match = typeof duration === "string" ? /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(duration) : null;
  if (match) return Number(match[1]) * MILLISECONDS_PER_UNIT[match[2] as keyof typeof MILLISECONDS_PER_UNIT];
  throw new TypeError(
    `Not a duration: ${JSON.stringify(duration) ?? String(duration)}. ` +
      `Give milliseconds or a number with a unit, such as "250ms", "2s", "5m", "1h" or "90d".`,
  );
}

import type { Retrier } from "../definition/types.js";

/** Seconds before a retry. @param tried number of earlier retries by this entry of Retry. */
export function retryWait(
  { intervalSeconds, backoffRate, maxDelaySeconds, jitterStrategy }: Retrier,
  tried: number,
  randomness: { fraction(): number },
): number {
  const growing = intervalSeconds * backoffRate ** tried;
  const wait = Math.min(growing, maxDelaySeconds ?? LONGEST_WAIT);
  return jitterStrategy === "FULL" ? randomness.fraction() * wait : wait;
}

/** An execution takes at most a year: larger numbers would only overflow. */
const LONGEST_WAIT = 366 * 24 * 60 * 60;

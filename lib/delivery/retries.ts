/** The growth of the waits of a phase, from the first to the last. */
export type Backoff = "linear" | "arithmetic" | "geometric" | "exponential";

/** A phase of a retry policy. Waits are in milliseconds. */
export interface RetryPhase {
  readonly retries: number;
  readonly wait: number;
  /** The longest wait. If omitted, all are the same. */
  readonly longest?: number;
  /** Default `exponential`: each wait is twice the previous one, up to the longest. */
  readonly backoff?: Backoff;
}

/** The times of retries. Plain data: it is part of the row. */
export interface RetryPolicy {
  readonly phases: readonly RetryPhase[];
  /** Age in milliseconds after which a delivery is not retried. */
  readonly maximumAge?: number;
}

/** The exceeded limit of a delivery that is not retried. */
export type Exhaustion = "attempts" | "age";

export const NO_RETRIES: RetryPolicy = { phases: [] };

/** The retry policy of a target of EventBridge or EventBridge Scheduler, with AWS's names. */
export interface TargetRetryPolicy {
  /** Default 185. */
  readonly MaximumRetryAttempts?: number;
  /** Default a day. */
  readonly MaximumEventAgeInSeconds?: number;
}

const MOST_RETRIES = 185;
const MOST_SECONDS = 86_400;
/** With this limit, 185 retries take a day, as AWS documents. */
const LONGEST_WAIT = 480_000;
/** Of most targets: their deliveries share it. */
const DEFAULT_OF_TARGETS = limitedRetries(MOST_RETRIES, MOST_SECONDS);

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html */
export function retriesOfTarget({
  MaximumRetryAttempts: retries = MOST_RETRIES,
  MaximumEventAgeInSeconds: seconds = MOST_SECONDS,
}: TargetRetryPolicy = {}): RetryPolicy {
  const isDefault = retries === MOST_RETRIES && seconds === MOST_SECONDS;
  return isDefault ? DEFAULT_OF_TARGETS : limitedRetries(retries, seconds);
}

function limitedRetries(retries: number, seconds: number): RetryPolicy {
  return { phases: [{ retries, wait: 1_000, longest: LONGEST_WAIT }], maximumAge: seconds * 1_000 };
}

/**
 * The wait before a retry.
 *
 * @param retry the number of previous retries.
 * @param age of the delivery, in milliseconds.
 */
export function waitBefore(
  { phases, maximumAge }: RetryPolicy,
  retry: number,
  age: number,
): number | Exhaustion {
  let before = 0;
  for (const phase of phases) {
    if (retry < before + phase.retries) {
      const wait = waitIn(phase, retry - before);
      return maximumAge !== undefined && age + wait > maximumAge ? "age" : wait;
    }
    before += phase.retries;
  }
  return "attempts";
}

function waitIn(
  { retries, wait, longest = wait, backoff = "exponential" }: RetryPhase,
  index: number,
): number {
  if (longest <= wait) return wait;
  if (backoff === "exponential") return Math.min(longest, wait * 2 ** index);
  // From 0 for the first retry of the phase to 1 for its last.
  const progress = retries > 1 ? index / (retries - 1) : 1;
  switch (backoff) {
    case "linear":
      return Math.round(wait + (longest - wait) * progress);
    case "arithmetic":
      return Math.round(wait + (longest - wait) * progress ** 2);
    case "geometric":
      return Math.round(wait * (longest / wait) ** progress);
  }
}

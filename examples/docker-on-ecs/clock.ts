/** Time, as the backend sees it. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves after so many milliseconds; rejects when the signal aborts. */
  sleep(milliseconds: number, options?: { readonly signal?: AbortSignal }): Promise<void>;
}

/** The clock of this machine. */
export const realClock: Clock = {
  now: () => Date.now(),
  sleep: (milliseconds, { signal } = {}) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const stop = () => {
        clearTimeout(timer);
        reject(signal?.reason);
      };
      const timer = setTimeout(() => {
        signal?.removeEventListener("abort", stop);
        resolve();
      }, milliseconds);
      signal?.addEventListener("abort", stop, { once: true });
    }),
};

/** Sleeps, or returns early when the signal aborts. */
export async function pause(clock: Clock, milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    await clock.sleep(milliseconds, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

/** What {@link within} resolves with if time was up. */
export const LATE: unique symbol = Symbol("late");

/** Runs something that has so many milliseconds; then its signal aborts, and the result is {@link LATE}. */
export async function within<T>(
  clock: Clock,
  milliseconds: number,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T | typeof LATE> {
  const ended = new AbortController();
  const { signal } = ended;
  const time = clock.sleep(milliseconds, { signal }).then((): typeof LATE => LATE);
  const work = run(signal);
  try {
    return await Promise.race([work, time]);
  } finally {
    ended.abort();
    // Whichever has lost rejects.
    await Promise.allSettled([time]);
    work.catch(() => {});
  }
}

/** RFC 3339 with nine digits, as Docker writes times. */
export function timestamp(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace("Z", "000000Z");
}

/** Docker's time for what has not happened. */
export const NEVER = "0001-01-01T00:00:00Z";

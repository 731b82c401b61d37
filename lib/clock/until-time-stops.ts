import { RealTimeout } from "./real-timeout.js";

/** Real milliseconds between two readings of the clock. Time has stopped if both are equal. */
const INTERVAL = 1000;

/**
 * Resolves when simulated time has not moved for several seconds of real time.
 *
 * @param stoppedAt returns the time at which the clock has stopped; `undefined` while it moves.
 * @param signal if it aborts, the timer is cleared and the promise never resolves.
 */
export async function untilTimeStops(
  stoppedAt: () => number | undefined,
  signal: AbortSignal,
): Promise<void> {
  let before: number | undefined;
  while (!signal.aborted) {
    const timeout = new RealTimeout(INTERVAL);
    const end = () => timeout.cancel();
    signal.addEventListener("abort", end, { once: true });
    await timeout.elapsed;
    signal.removeEventListener("abort", end);
    const now = stoppedAt();
    if (now !== undefined && now === before) return;
    before = now;
  }
}

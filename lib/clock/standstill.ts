import { Patience } from "./patience.js";

/** Real milliseconds between two readings of the clock. Time has stopped if both are equal. */
const LOOKS = 1000;

/**
 * Resolves when simulated time has not moved for several seconds of real time.
 *
 * @param standsAt returns the time at which the clock has stopped; `undefined` while it moves.
 * @param signal if it aborts, the timer is cleared and the promise never resolves.
 */
export async function standstill(standsAt: () => number | undefined, signal: AbortSignal): Promise<void> {
  let before: number | undefined;
  while (!signal.aborted) {
    const patience = new Patience(LOOKS);
    const end = () => patience.end();
    signal.addEventListener("abort", end, { once: true });
    await patience.over;
    signal.removeEventListener("abort", end);
    const now = standsAt();
    if (now !== undefined && now === before) return;
    before = now;
  }
}

import { namesOf } from "../text/suggestions.js";

/** Options of `sleep`. */
export interface SleepOptions {
  /** Ends the sleep early. */
  readonly signal?: AbortSignal | undefined;
}

export const SLEEP_OPTIONS = namesOf<SleepOptions>({ signal: true });

interface Sleeper {
  readonly dueAt: number;
  readonly order: number;
  readonly wake: () => void;
}

/** Code that waits for a simulated time, in waking order. */
export class Sleepers {
  private readonly sleepers: Sleeper[] = [];
  private order = 0;

  /** Resolves at `dueAt`. @throws the reason of `signal` if it aborts first; the sleeper is removed then. */
  sleepUntil(dueAt: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const sleeper: Sleeper = { dueAt, order: this.order++, wake };
      const { sleepers } = this;
      function wake() {
        signal?.removeEventListener("abort", onAbort);
        resolve();
      }
      function onAbort() {
        const index = sleepers.indexOf(sleeper);
        if (index >= 0) sleepers.splice(index, 1);
        reject(signal?.reason);
      }
      signal?.addEventListener("abort", onAbort, { once: true });
      this.insert(sleeper);
    });
  }

  nextAt(): number | undefined {
    return this.sleepers[0]?.dueAt;
  }

  /** Wakes all sleepers that are due; returns their number. */
  wakeDue(now: number): number {
    let woken = 0;
    for (let first = this.sleepers[0]; first && first.dueAt <= now; first = this.sleepers[0]) {
      this.sleepers.shift();
      first.wake();
      woken++;
    }
    return woken;
  }

  /** Drops all sleepers; their promises never settle. */
  clear(): void {
    this.sleepers.length = 0;
  }

  private insert(sleeper: Sleeper): void {
    let low = 0;
    let high = this.sleepers.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const other = this.sleepers[middle];
      if (
        other &&
        (other.dueAt < sleeper.dueAt || (other.dueAt === sleeper.dueAt && other.order < sleeper.order))
      )
        low = middle + 1;
      else high = middle;
    }
    this.sleepers.splice(low, 0, sleeper);
  }
}

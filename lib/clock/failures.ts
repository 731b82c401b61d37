import { describeThrown } from "../values/foreign-values.js";

/** Maximum number of errors kept. Programs that run for weeks have a log for the rest. */
const MOST_KEPT = 100;

/**
 * Errors of due work outside an advance: after a request, or when the timer of a running clock fired. No
 * caller awaits that work, so its errors are kept for the next call that can reject with them.
 */
export class Failures {
  private current: unknown[] = [];
  /** Errors of earlier eras, which do not concern an advance of the current era. */
  private earlier: unknown[] = [];

  add(failures: readonly unknown[]): void {
    for (const failure of failures) {
      if (this.current.length + this.earlier.length < MOST_KEPT) this.current.push(failure);
    }
  }

  /** Starts an era: only {@link throwAll} throws the errors so far. */
  endEra(): void {
    this.earlier.push(...this.current);
    this.current = [];
  }

  /** Throws the errors of the current era and clears them. */
  throwCurrent(): void {
    const { current } = this;
    this.current = [];
    throwTogether(current);
  }

  /** Throws the errors of all eras and clears them. */
  throwAll(): void {
    this.endEra();
    const all = this.earlier;
    this.earlier = [];
    throwTogether(all);
  }
}

/** A single error is thrown unchanged, several as an AggregateError. */
function throwTogether(failures: readonly unknown[]): void {
  if (failures.length === 0) return;
  if (failures.length === 1) throw failures[0];
  const reasons = failures.map((failure) => describeThrown(failure).message).join("; ");
  throw new AggregateError(failures, `${failures.length} timers failed: ${reasons}`);
}

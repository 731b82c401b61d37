import { describeThrown } from "../values/foreign-values.js";

/** No more than these are kept: a program that runs for weeks has a log for the rest. */
const MOST_KEPT = 100;

/**
 * What due work threw outside an advance: after a request, or when the alarm
 * of a running clock rang. Nothing waits for that work, so its errors are kept
 * for the next call that can reject with them.
 */
export class Failures {
  private current: unknown[] = [];
  /** Those of eras that have ended: an advance of the current era has nothing to do with them. */
  private earlier: unknown[] = [];

  add(failures: readonly unknown[]): void {
    for (const failure of failures) {
      if (this.current.length + this.earlier.length < MOST_KEPT) this.current.push(failure);
    }
  }

  /** A new era begins: only {@link throwAll} throws the failures so far. */
  endEra(): void {
    this.earlier.push(...this.current);
    this.current = [];
  }

  /** Throws the failures of the current era, and forgets them. */
  throwCurrent(): void {
    const { current } = this;
    this.current = [];
    throwTogether(current);
  }

  /** Throws the failures of all eras, and forgets them. */
  throwAll(): void {
    this.endEra();
    const all = this.earlier;
    this.earlier = [];
    throwTogether(all);
  }
}

/** One failure is thrown as it is, several as an AggregateError. */
function throwTogether(failures: readonly unknown[]): void {
  if (failures.length === 0) return;
  if (failures.length === 1) throw failures[0];
  const reasons = failures.map((failure) => describeThrown(failure).message).join("; ");
  throw new AggregateError(failures, `${failures.length} timers failed: ${reasons}`);
}

import { StorageError } from "../runtime/storage-error.js";
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
  /** Why the machine does not store due work. A running clock tries again every second: only the latest counts. */
  private unstored: StorageError | undefined;

  add(failures: readonly unknown[]): void {
    for (const failure of failures) {
      if (failure instanceof StorageError) this.unstored = failure.ofDueWork();
      else if (this.current.length + this.earlier.length < MOST_KEPT) this.current.push(failure);
    }
  }

  /** Everything that is due was stored: an earlier failure to store it is no longer an error. */
  stored(): void {
    this.unstored = undefined;
  }

  /** Starts an era, without due work: only {@link throwAll} throws the errors so far. */
  endEra(): void {
    this.earlier.push(...this.current);
    this.current = [];
    this.unstored = undefined;
  }

  /** Throws the errors of the current era and clears them. */
  throwCurrent(): void {
    throwTogether(this.takeCurrent());
  }

  /** Throws the errors of all eras and clears them. */
  throwAll(): void {
    const all = [...this.earlier, ...this.takeCurrent()];
    this.earlier = [];
    throwTogether(all);
  }

  private takeCurrent(): unknown[] {
    const { current, unstored } = this;
    this.current = [];
    this.unstored = undefined;
    return unstored ? [...current, unstored] : current;
  }
}

/** A single error is thrown unchanged, several as an AggregateError. */
function throwTogether(failures: readonly unknown[]): void {
  if (failures.length === 0) return;
  if (failures.length === 1) throw failures[0];
  const reasons = failures.map((failure) => describeThrown(failure).message).join("; ");
  throw new AggregateError(failures, `${failures.length} timers failed: ${reasons}`);
}

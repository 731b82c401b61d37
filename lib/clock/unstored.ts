import { StorageError } from "../runtime/storage-error.js";

/** Milliseconds between two attempts. */
const RETRY_WAIT = 1_000;

/**
 * Due work that could not be stored, for example because the disk is full. It is retried until it is stored.
 */
export class Unstored {
  private works: (() => void)[] = [];
  /** Whether the latest attempt failed. */
  private waits = false;

  /** Whether nothing is to be retried, and the latest attempt did not fail. */
  get isEmpty(): boolean {
    return this.works.length === 0 && !this.waits;
  }

  /** Adds work other than timers, which remain due themselves. It adds itself again after each failure. */
  add(work: () => void): void {
    this.works.push(work);
  }

  /** Runs the work, and returns the exceptions. */
  retry(): unknown[] {
    // Every request asks for this, and there is hardly ever any.
    if (this.works.length === 0) return [];
    return this.works.splice(0).flatMap((work) => {
      try {
        work();
        return [];
      } catch (error) {
        return [error];
      }
    });
  }

  /**
   * Decides whether the next attempt waits: whether some of the work could not be stored, which is returned.
   *
   * @param failures of all due work.
   */
  noteFailures(failures: readonly unknown[]): boolean {
    this.waits = failures.some((failure) => failure instanceof StorageError);
    return this.waits;
  }

  /** Time of the next attempt, or of the next timer; not immediately after a failure. */
  alarmAt(next: number | undefined, now: number): number | undefined {
    const due = this.works.length > 0 ? now : next;
    return due === undefined || !this.waits ? due : Math.max(due, now + RETRY_WAIT);
  }

  clear(): void {
    this.works = [];
    this.waits = false;
  }
}

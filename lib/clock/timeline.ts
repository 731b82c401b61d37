/** How simulated time moves without calls: with real time, or not at all. */
export type ClockMode = "running" | "frozen";

/**
 * Simulated time: real time plus what was skipped, or a fixed time while frozen or while an advance steps
 * through due work.
 *
 * The only file that reads the machine's clock.
 */
export class Timeline {
  /** Real time that corresponds to `base`; `undefined` while time is stopped. */
  private anchor: number | undefined;
  private base: number;

  /** @param start milliseconds since the epoch; left out, the machine's present. */
  constructor(
    private readonly startMode: ClockMode,
    private readonly start: number | undefined,
  ) {
    this.base = start ?? Date.now();
    this.anchor = startMode === "running" ? performance.now() : undefined;
  }

  get mode(): ClockMode {
    return this.anchor === undefined ? "frozen" : "running";
  }

  /** Whole milliseconds since the epoch, as in AWS's timestamps. */
  now(): number {
    return Math.floor(this.anchor === undefined ? this.base : this.base + performance.now() - this.anchor);
  }

  /** Milliseconds by which simulated time is ahead of the machine's clock, which clients sign with. */
  ahead(): number {
    return this.now() - Date.now();
  }

  /** Sets the time, forward or backward. */
  set(moment: number): void {
    this.base = moment;
    if (this.anchor !== undefined) this.anchor = performance.now();
  }

  freeze(): void {
    this.base = this.now();
    this.anchor = undefined;
  }

  resume(): void {
    if (this.anchor === undefined) this.anchor = performance.now();
  }

  /**
   * Returns to the initial start time and mode. Without a start time it uses the machine's time, which
   * clients sign with.
   */
  reset(): void {
    this.base = this.start ?? Date.now();
    this.anchor = this.startMode === "running" ? performance.now() : undefined;
  }
}

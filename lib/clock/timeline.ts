/** How simulated time moves by itself: with real time, or not at all. */
export type ClockMode = "running" | "frozen";

/**
 * Simulated time as a number: real time plus what was skipped, or a fixed
 * moment while frozen or while an advance steps through due work.
 *
 * The one file that reads the machine's clock.
 */
export class Timeline {
  /** Real time at which `base` was true; `undefined` while time stands still. */
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

  /** Whole milliseconds since the epoch, as AWS's timestamps have. */
  now(): number {
    return Math.floor(this.anchor === undefined ? this.base : this.base + performance.now() - this.anchor);
  }

  /** Milliseconds by which simulated time is ahead of the machine's clock, by which clients sign. */
  ahead(): number {
    return this.now() - Date.now();
  }

  /** Jumps to a moment, forwards or backwards. */
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
   * Back to the start time and mode that it was made with. Without a start time
   * it goes to the machine's present, by which clients sign their requests.
   */
  reset(): void {
    this.base = this.start ?? Date.now();
    this.anchor = this.startMode === "running" ? performance.now() : undefined;
  }
}

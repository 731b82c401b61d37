/** How simulated time moves by itself: with real time, or not at all. */
export type ClockMode = "running" | "frozen";

/**
 * Simulated time as a number: real time plus what was skipped, or a fixed
 * moment while frozen or while an advance steps through due work.
 *
 * The one file that reads the machine's clock.
 */
export class Timeline {
  private readonly start: number;
  private readonly startMode: ClockMode;
  /** Real time at which `base` was true; `undefined` while time stands still. */
  private anchor: number | undefined;
  private base: number;

  /** @param start milliseconds since the epoch; left out, the machine's present. */
  constructor(mode: ClockMode, start: number | undefined) {
    this.start = start ?? Date.now();
    this.startMode = mode;
    this.base = this.start;
    this.anchor = mode === "running" ? performance.now() : undefined;
  }

  get mode(): ClockMode {
    return this.anchor === undefined ? "frozen" : "running";
  }

  /** Whole milliseconds since the epoch, as AWS's timestamps have. */
  now(): number {
    return Math.floor(this.anchor === undefined ? this.base : this.base + performance.now() - this.anchor);
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

  /** Back to the start time and the way of moving that it was made with. */
  reset(): void {
    this.base = this.start;
    this.anchor = this.startMode === "running" ? performance.now() : undefined;
  }
}

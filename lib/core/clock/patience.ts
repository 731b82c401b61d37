/** A stretch of real time, for what must not wait for ever in the real world. */
export class Patience {
  private timer: NodeJS.Timeout | undefined;
  /** Resolves when it is exhausted. */
  readonly over: Promise<void>;

  /** @param milliseconds of real time. */
  constructor(milliseconds: number) {
    this.over = new Promise((resolve) => {
      this.timer = setTimeout(resolve, milliseconds);
    });
  }

  /** It is no longer needed: {@link over} never resolves. */
  end(): void {
    clearTimeout(this.timer);
  }
}

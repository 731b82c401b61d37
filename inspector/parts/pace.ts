/** Ratio of idle time to update time. */
const REST = 3;

/** Repeats an update as often as requested, but leaves most of the time to the page. */
export class Pace {
  private isWanted = false;
  private isBusy = false;
  private isOver = false;

  /** @param update resolves when all that it led to is done. */
  constructor(private readonly update: () => Promise<void>) {}

  /** Requests an update. Calls are combined until it happens. */
  want(): void {
    this.isWanted = true;
    if (!this.isBusy) void this.run();
  }

  /** Stops updates. */
  stop(): void {
    this.isOver = true;
  }

  private async run(): Promise<void> {
    this.isBusy = true;
    while (this.isWanted && !this.isOver) {
      this.isWanted = false;
      const began = performance.now();
      await this.update();
      await after(REST * (performance.now() - began));
    }
    this.isBusy = false;
  }
}

/** Resolves when changes are drawn. A hidden page draws nothing, and therefore does not update. */
export async function drawn(): Promise<void> {
  await new Promise(requestAnimationFrame);
  await after(0);
}

function after(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

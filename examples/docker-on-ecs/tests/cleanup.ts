/** What a test has to take away, whether it passes or fails. */
export class Cleanup implements AsyncDisposable {
  private readonly steps: (() => PromiseLike<unknown>)[] = [];

  /** Adds a step; the latest runs first. */
  defer(step: () => PromiseLike<unknown>): void {
    this.steps.push(step);
  }

  /** Runs every step, also after one that fails. */
  async [Symbol.asyncDispose](): Promise<void> {
    const failures: unknown[] = [];
    for (const step of this.steps.splice(0).reverse())
      try {
        await step();
      } catch (error) {
        failures.push(error);
      }
    if (failures.length > 0) throw new AggregateError(failures, "The test could not be cleaned up.");
  }
}

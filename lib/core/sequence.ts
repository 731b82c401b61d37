/**
 * Outcomes for one call after the other; the last is used again for all
 * further calls. Made with {@link sequence}.
 */
export class Sequence<Outcome> {
  private next = 0;

  /** @internal Use {@link sequence}. */
  constructor(private readonly outcomes: readonly [Outcome, ...Outcome[]]) {}

  /** The outcome of the next call. */
  take(): Outcome {
    const last = this.outcomes.length - 1;
    const outcome = this.outcomes[Math.min(this.next++, last)];
    // `null` is an outcome like any other.
    return outcome === undefined ? this.outcomes[0] : outcome;
  }
}

/**
 * Answers one call after the other with `outcomes`, and every further call
 * with the last of them. Where an array would be a response of its own, this
 * says that a sequence is meant.
 *
 * @example sim.lambda.on("export", sequence(new Error("busy"), { rows: 42 }));
 */
export function sequence<Outcome>(...outcomes: [Outcome, ...Outcome[]]): Sequence<Outcome> {
  return new Sequence(outcomes);
}

import type { JsonataScope } from "../scope.js";

/** An expression exceeds AWS's limits. */
export class LimitExceeded extends Error {
  override readonly name = "LimitExceeded";
}

/**
 * Maximum number of steps of an evaluation. AWS limits one to a second; steps are independent of the machine,
 * and this number takes about a second.
 */
const MOST_STEPS = 300_000;
/** Number of items that count as a step inside functions. */
const ITEMS_PER_STEP = 64;
const CHARACTERS_PER_STEP = 1_024;
/** Maximum length of a string. */
const LONGEST_STRING = 8 * 1024 * 1024;

/** An evaluation: its scope, and its number of steps. */
export class Evaluation {
  private steps = 0;
  readonly date: Date;

  constructor(readonly scope: JsonataScope) {
    this.date = new Date(scope.now);
  }

  /** Counts an evaluated node and its result. */
  count(result: unknown): void {
    this.spend(1);
    if (Array.isArray(result)) this.spend(result.length / ITEMS_PER_STEP);
    if (typeof result !== "string") return;
    this.checkLength(result.length);
    this.spend(result.length / CHARACTERS_PER_STEP);
  }

  /** Counts work of a function. */
  spend(steps: number): void {
    this.steps += steps;
    if (this.steps > MOST_STEPS) throw new LimitExceeded("Expression evaluation timeout");
  }

  /** Rejects a string before it is created. */
  checkLength(length: number): void {
    if (length > LONGEST_STRING) throw new LimitExceeded("Expression evaluation memory limit exceeded");
  }
}

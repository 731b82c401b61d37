import type { JsonataScope } from "../scope.js";
import {
  type EngineExpression,
  type Focus,
  type Frame,
  ON_ENTRY,
  ON_EXIT,
  parseWithEngine,
} from "./engine.js";
import { Evaluation } from "./evaluation.js";
import { FUNCTIONS } from "./functions.js";
import { LinearEngine } from "./regular-expressions.js";

/** Maximum number of nested evaluations; each function call is several. */
const MOST_NESTED = 5_000;
/** Maximum length of a sequence. */
const LONGEST_SEQUENCE = 1_000_000;

/**
 * A JSONata expression, as AWS evaluates it:
 * https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html It is parsed once on demand;
 * evaluations may overlap.
 */
export class JsonataExpression {
  private parsed: EngineExpression | undefined;
  /** The running evaluations, by the base scope that all scopes of one share. */
  private readonly evaluations = new WeakMap<Frame, Evaluation>();
  /** The requested evaluation; the engine starts it before it returns. */
  private next: Evaluation | undefined;

  constructor(
    /** Without the delimiters and the whitespace inside. */
    readonly text: string,
  ) {}

  /** Parses the expression once. @throws as {@link parseWithEngine}. */
  parse(): EngineExpression {
    this.parsed ??= this.parseNow();
    return this.parsed;
  }

  /** Evaluates the expression. Rejects with an object of the engine, or LimitExceeded. */
  async evaluate(scope: JsonataScope): Promise<unknown> {
    const expression = this.parse();
    const bindings = Object.fromEntries<unknown>([...scope.variables, ["states", scope.states]]);
    this.next = new Evaluation(scope);
    return expression.evaluate(undefined, bindings);
  }

  private parseNow(): EngineExpression {
    const expression = parseWithEngine(this.text, {
      stack: MOST_NESTED,
      sequence: LONGEST_SEQUENCE,
      RegexEngine: LinearEngine,
    });
    expression.assign(ON_ENTRY, (_part: unknown, _input: unknown, { base }: Frame) => this.begin(base));
    expression.assign(ON_EXIT, (_part: unknown, _input: unknown, { base }: Frame, result: unknown) =>
      this.evaluations.get(base)?.count(result),
    );
    // AWS does not support $eval.
    expression.assign("eval", undefined);
    for (const [name, { signature, apply }] of FUNCTIONS) {
      const evaluations = this.evaluations;
      const implementation = function (this: Focus, ...args: unknown[]): unknown {
        const evaluation = evaluations.get(this.environment.base);
        return evaluation && apply(evaluation, args, this);
      };
      expression.registerFunction(name, implementation, signature);
    }
    return expression;
  }

  /**
   * Registers the evaluation of a new scope. Endless recursion is counted here, because it never ends a node.
   */
  private begin(base: Frame): void {
    const known = this.evaluations.get(base);
    if (known !== undefined) return known.spend(0);
    const { next } = this;
    if (next === undefined) return;
    this.next = undefined;
    base.timestamp = next.date;
    this.evaluations.set(base, next);
  }
}

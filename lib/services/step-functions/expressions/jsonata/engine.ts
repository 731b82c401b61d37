import { createRequire } from "node:module";

/** The used part of the package `jsonata`; its own types do not have the hooks and the frames. */
type Engine = (text: string, options: EngineOptions) => EngineExpression;

interface EngineOptions {
  /** Maximum number of nested evaluations. */
  readonly stack: number;
  /** Maximum length of sequences. */
  readonly sequence: number;
  readonly RegexEngine: new (expression: RegExp) => RegexEngine;
}

/** Executes the regular expressions of the package. */
export interface RegexEngine {
  lastIndex: number;
  exec(text: string): RegExpExecArray | RegexMatch | null;
}

/** A match, as returned by `RegExp.exec`. */
export interface RegexMatch extends Array<string | undefined> {
  readonly index: number;
}

/** A parsed expression. */
export interface EngineExpression {
  /** The tree of the expression. */
  ast(): unknown;
  evaluate(input: unknown, bindings: Readonly<Record<string, unknown>>): Promise<unknown>;
  assign(name: string | symbol, value: unknown): void;
  registerFunction(
    name: string,
    implementation: (this: Focus, ...args: never[]) => unknown,
    signature: string,
  ): void;
}

/** The `this` of a function of the engine. */
export interface Focus {
  readonly environment: Frame;
}

/** The variables of a scope. `base` is shared by all scopes of one evaluation. */
export interface Frame {
  readonly base: Frame;
  /** The time for `$now`, and for pictures without a date. */
  timestamp: Date;
  lookup(name: string): unknown;
}

/** Hooks of the engine, called before and after the evaluation of each node of an expression. */
export const ON_ENTRY = Symbol.for("jsonata.__evaluate_entry");
export const ON_EXIT = Symbol.for("jsonata.__evaluate_exit");

/**
 * Parses an expression.
 *
 * @throws objects of the engine that are not Errors: `{ code, message, position }`.
 */
export function parseWithEngine(text: string, options: EngineOptions): EngineExpression {
  // Few machines use JSONata, so the engine loads on demand.
  const jsonata: Engine = createRequire(import.meta.url)("jsonata");
  return jsonata(text, options);
}

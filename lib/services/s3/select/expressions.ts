import { invalidArguments, selectError, unexpectedToken } from "../errors/select.js";
import { isAggregate, readCall } from "./calls.js";
import type { BinaryOperator, CaseBranch, Expression, PathStep } from "./syntax.js";
import { parseTimestamp } from "./timestamps.js";
import type { TokenReader } from "./token-reader.js";
import type { SqlValue } from "./values.js";

/** The binary operators, lowest precedence first. */
const LEVELS: readonly (readonly BinaryOperator[])[] = [
  ["<", "<=", ">", ">=", "=", "<>"],
  ["||"],
  ["+", "-"],
  ["*", "/", "%"],
];

const LITERALS: ReadonlyMap<string, SqlValue> = new Map<string, SqlValue>([
  ["TRUE", true],
  ["FALSE", false],
  ["NULL", null],
]);

/** Maximum nesting; far above that of real queries. */
const DEEPEST = 200;

/** Parses expressions. */
export class ExpressionParser {
  readonly aggregates: Extract<Expression, { kind: "aggregate" }>[] = [];
  /**
   * Names of the row itself, in lower case. They follow the columns in the query, and are resolved when rows
   * are read.
   */
  readonly rowNames = new Set(["s3object"]);
  private depth = 0;

  constructor(readonly tokens: TokenReader) {}

  read(): Expression {
    if (++this.depth > DEEPEST)
      throw selectError("MaxOperatorsExceeded", "The SQL expression contains too many operators.");
    try {
      return this.or();
    } finally {
      this.depth--;
    }
  }

  /** `.name`, `['name']`, `[0]`, `[*]` and `.*`. */
  steps(): PathStep[] {
    const { tokens } = this;
    const steps: PathStep[] = [];
    for (;;) {
      if (tokens.takeSymbol(".")) {
        if (tokens.takeSymbol("*")) steps.push({ kind: "all" });
        else {
          const exact = tokens.next.kind === "quoted";
          steps.push({ kind: "name", name: tokens.name("ParseExpectedIdentForAt"), exact });
        }
      } else if (tokens.takeSymbol("[")) {
        steps.push(this.element());
        tokens.expectSymbol("]");
      } else return steps;
    }
  }

  private element(): PathStep {
    const { kind, text } = this.tokens.next;
    if (this.tokens.takeSymbol("*")) return { kind: "all" };
    this.tokens.skip();
    if (kind === "number" && /^\d+$/.test(text)) return { kind: "index", index: Number(text) };
    if (kind === "string") return { kind: "name", name: text, exact: true };
    throw selectError(
      "ParseInvalidPathComponent",
      `The SQL expression contains an invalid path component: ${text}.`,
    );
  }

  private or(): Expression {
    let left = this.and();
    while (this.tokens.takeWord("OR")) left = { kind: "binary", operator: "OR", left, right: this.and() };
    return left;
  }

  private and(): Expression {
    let left = this.not();
    while (this.tokens.takeWord("AND")) left = { kind: "binary", operator: "AND", left, right: this.not() };
    return left;
  }

  private not(): Expression {
    return this.tokens.takeWord("NOT") ? { kind: "not", of: this.not() } : this.predicate();
  }

  private predicate(): Expression {
    let of = this.binary(0);
    for (;;) {
      const next = this.predicateOn(of);
      if (!next) return of;
      of = next;
    }
  }

  private predicateOn(of: Expression): Expression | undefined {
    const { tokens } = this;
    if (tokens.takeWord("IS")) {
      const negated = tokens.takeWord("NOT");
      for (const what of ["NULL", "MISSING", "TRUE", "FALSE"] as const)
        if (tokens.takeWord(what)) return { kind: "is", of, what, negated };
      throw unexpectedToken(tokens.next.text, "NULL or MISSING");
    }
    const negated = tokens.isWord("NOT") && ["IN", "BETWEEN", "LIKE"].some((word) => tokens.isWord(word, 1));
    if (negated) tokens.skip();
    if (tokens.takeWord("IN")) return { kind: "in", of, list: this.list(), negated };
    if (tokens.takeWord("BETWEEN")) {
      const low = this.binary(1);
      tokens.expectWord("AND");
      return { kind: "between", of, low, high: this.binary(1), negated };
    }
    if (!tokens.takeWord("LIKE")) return undefined;
    const pattern = this.binary(1);
    const character = tokens.takeWord("ESCAPE") ? this.binary(1) : undefined;
    return { kind: "like", of, pattern, negated, ...(character && { escape: character }) };
  }

  private list(): Expression[] {
    this.tokens.expectSymbol("(");
    const list = [this.read()];
    while (this.tokens.takeSymbol(",")) list.push(this.read());
    this.tokens.expectSymbol(")");
    return list;
  }

  private binary(level: number): Expression {
    const operators = LEVELS[level];
    if (!operators) return this.unary();
    let left = this.binary(level + 1);
    for (;;) {
      if (this.tokens.isSymbol("!=") && operators.includes("<>")) {
        this.tokens.skip();
        left = { kind: "binary", operator: "<>", left, right: this.binary(level + 1) };
        continue;
      }
      const operator = operators.find((known) => this.tokens.takeSymbol(known));
      if (operator === undefined) return left;
      left = { kind: "binary", operator, left, right: this.binary(level + 1) };
    }
  }

  private unary(): Expression {
    if (this.tokens.takeSymbol("-")) return { kind: "negative", of: this.unary() };
    if (this.tokens.takeSymbol("+")) return this.unary();
    return this.primary();
  }

  private primary(): Expression {
    const { tokens } = this;
    const { kind, text } = tokens.next;
    if (tokens.takeSymbol("(")) {
      const inner = this.read();
      tokens.expectSymbol(")");
      return inner;
    }
    if (kind === "end" || kind === "symbol") throw unexpectedToken(text, "an expression");
    tokens.skip();
    if (kind === "string") return { kind: "literal", value: text };
    if (kind === "number") return { kind: "literal", value: Number(text) };
    if (kind === "timestamp") return { kind: "literal", value: parseTimestamp(text) };
    const word = kind === "word" ? text.toUpperCase() : "";
    const literal = LITERALS.get(word);
    if (literal !== undefined) return { kind: "literal", value: literal };
    if (word === "CASE") return this.cases();
    if (kind === "word" && tokens.isSymbol("("))
      return isAggregate(word) ? this.aggregate(word) : readCall(this, word);
    return { kind: "path", steps: [{ kind: "name", name: text, exact: kind === "quoted" }, ...this.steps()] };
  }

  private aggregate(name: "AVG" | "COUNT" | "MAX" | "MIN" | "SUM"): Expression {
    const { tokens, aggregates } = this;
    tokens.expectSymbol("(");
    const whole = tokens.takeSymbol("*");
    if (whole && name !== "COUNT")
      throw selectError(
        "ParseUnsupportedCallWithStar",
        "Only COUNT with (*) as a parameter is supported in the SQL expression.",
      );
    const of = whole ? undefined : this.read();
    if (tokens.isSymbol(",")) throw invalidArguments(name);
    tokens.expectSymbol(")");
    const aggregate = { kind: "aggregate", name, number: aggregates.length, ...(of && { of }) } as const;
    aggregates.push(aggregate);
    return aggregate;
  }

  private cases(): Expression {
    const { tokens } = this;
    const of = tokens.isWord("WHEN") ? undefined : this.read();
    const branches: CaseBranch[] = [];
    while (tokens.takeWord("WHEN")) {
      const when = this.read();
      tokens.expectWord("THEN");
      branches.push({ when, result: this.read() });
    }
    if (branches.length === 0)
      throw selectError(
        "ParseExpectedWhenClause",
        "The expected WHEN clause in the SQL expression was not found. CASE is not supported.",
      );
    const otherwise = tokens.takeWord("ELSE") ? this.read() : undefined;
    tokens.expectWord("END");
    return { kind: "case", branches, ...(of && { of }), ...(otherwise && { otherwise }) };
  }
}

import type { Json } from "../../../../runtime/store/codec.js";
import { linearRegExp, type RegExpFlag, UnsupportedRegExp } from "../../../../text/linear-regexp.js";
import type { Scanner } from "../scanner.js";
import type { Filter, FilterOperator, JsonPath, Operand } from "./ast.js";

/** Parses a path in a filter. It is a parameter because paths contain filters and filters contain paths. */
type ScanPath = (scanner: Scanner, depth: number) => JsonPath;

/**
 * Parses the filter after `?`, with its parentheses.
 *
 * @throws ExpressionSyntaxError
 */
export function parseFilter(scanner: Scanner, depth: number, scanPath: ScanPath): Filter {
  scanner.expect("(");
  const filter = new FilterParser(scanner, depth, scanPath).disjunction();
  scanner.expect(")");
  return filter;
}

/** Longer operators come first. */
const OPERATORS: readonly FilterOperator[] = ["==", "!=", "<=", ">=", "<", ">", "=~"];
const WORDS: readonly FilterOperator[] = [
  "in",
  "nin",
  "contains",
  "size",
  "empty",
  "subsetof",
  "anyof",
  "noneof",
];
const WORD = /^[A-Za-z]+/;
const NUMBER = /^-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?/;
const FLAGS: readonly RegExpFlag[] = ["i", "m", "s"];

class FilterParser {
  private level = 0;

  constructor(
    private readonly scanner: Scanner,
    private readonly depth: number,
    private readonly scanPath: ScanPath,
  ) {}

  disjunction(): Filter {
    let left = this.conjunction();
    while (this.acceptToken("||")) left = { kind: "or", left, right: this.conjunction() };
    return left;
  }

  private conjunction(): Filter {
    let left = this.condition();
    while (this.acceptToken("&&")) left = { kind: "and", left, right: this.condition() };
    return left;
  }

  private condition(): Filter {
    const { scanner } = this;
    if (++this.level > MOST_LEVELS) throw scanner.error("the filter is nested too deeply");
    try {
      if (this.acceptToken("!")) return { kind: "not", filter: this.condition() };
      if (!this.acceptToken("(")) return this.comparison();
      const inner = this.disjunction();
      scanner.expect(")");
      scanner.skipSpace();
      return inner;
    } finally {
      this.level--;
    }
  }

  private comparison(): Filter {
    const left = this.operand();
    const operator = this.operator();
    if (operator !== undefined) return { kind: "comparison", left, operator, right: this.operand() };
    if (left.kind !== "path") throw this.scanner.error("expected a comparison");
    return { kind: "exists", path: left.path };
  }

  private operator(): FilterOperator | undefined {
    const { scanner } = this;
    const symbol = OPERATORS.find((token) => scanner.accept(token));
    if (symbol !== undefined) return symbol;
    const start = scanner.position;
    const word = scanner.match(WORD)?.toLowerCase();
    const operator = WORDS.find((candidate) => candidate === word);
    if (operator === undefined) scanner.position = start;
    return operator;
  }

  private operand(): Operand {
    const { scanner } = this;
    scanner.skipSpace();
    const operand = this.plainOperand();
    scanner.skipSpace();
    return operand;
  }

  private plainOperand(): Operand {
    const next = this.scanner.peek();
    if (next === "@" || next === "$") return { kind: "path", path: this.scanPath(this.scanner, this.depth) };
    if (next === "/") return { kind: "expression", expression: this.regularExpression() };
    return { kind: "value", value: this.value() };
  }

  private value(): Json {
    const { scanner } = this;
    const next = scanner.peek();
    if (next === "'" || next === '"') return scanner.quoted();
    if (next === "[") return this.list();
    const number = scanner.match(NUMBER);
    if (number !== undefined) return Number(number);
    const word = scanner.match(WORD);
    if (word === "true" || word === "false") return word === "true";
    if (word === "null") return null;
    throw scanner.error("expected a value");
  }

  private list(): Json {
    const { scanner } = this;
    const values: Json[] = [];
    scanner.expect("[");
    scanner.skipSpace();
    if (scanner.accept("]")) return values;
    do {
      scanner.skipSpace();
      if (scanner.peek() === "[") throw scanner.error("expected a value");
      values.push(this.value());
      scanner.skipSpace();
    } while (scanner.accept(","));
    scanner.expect("]");
    return values;
  }

  private regularExpression() {
    const { scanner } = this;
    scanner.expect("/");
    let source = "";
    while (!scanner.atEnd && scanner.peek() !== "/") {
      // "\/" is a slash; other escapes belong to the expression.
      if (scanner.accept("\\/")) source += "/";
      else if (scanner.accept("\\")) source += `\\${this.take()}`;
      else source += this.take();
    }
    scanner.expect("/");
    const flags = FLAGS.filter((flag) => scanner.accept(flag));
    try {
      // Jayway matches whole values.
      return linearRegExp(`^(?:${source})$`, flags);
    } catch (error) {
      if (error instanceof UnsupportedRegExp) throw scanner.error(error.message);
      throw error;
    }
  }

  private take(): string {
    const character = this.scanner.peek();
    this.scanner.position++;
    return character;
  }

  private acceptToken(token: string): boolean {
    this.scanner.skipSpace();
    if (!this.scanner.accept(token)) return false;
    this.scanner.skipSpace();
    return true;
  }
}

/** Conditions are parsed and evaluated by recursion. */
const MOST_LEVELS = 100;

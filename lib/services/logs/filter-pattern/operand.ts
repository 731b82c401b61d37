import { wildcardMatcher } from "../../../text/wildcards.js";
import { invalidPattern } from "../errors.js";
import { compileRegex, type RegexCount } from "./regex.js";
import type { Scanner } from "./scanner.js";

/** A comparable value of a log event: from JSON, or a field of a line. */
export type Scalar = string | number | boolean;

/** A compiled comparison. */
export type Comparison = (value: Scalar) => boolean;

const OPERATORS = ["!=", "<=", ">=", "=", "<", ">"] as const;
type Operator = (typeof OPERATORS)[number];

const NUMBER = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/;

/** Parses an operator and its operand; `undefined` if no operator follows. */
export function readComparison(scanner: Scanner, regexes: RegexCount): Comparison | undefined {
  const operator = OPERATORS.find((sign) => scanner.accept(sign));
  return operator && comparison(operator, readTest(scanner, regexes, operator));
}

/** A number, or a test for strings. */
type Operand = { readonly text?: (value: string) => boolean; readonly number?: number };

function readTest(scanner: Scanner, regexes: RegexCount, operator: Operator): Operand {
  scanner.skipSpaces();
  if (scanner.next === "%") {
    const source = scanner.readRegex();
    if (source === undefined || !isEquality(operator)) throw invalidPattern();
    regexes.add();
    const expression = compileRegex(source);
    return { text: (value) => expression.test(value) };
  }
  if (scanner.next === '"') {
    const quoted = scanner.readQuoted();
    if (quoted === undefined || !isEquality(operator)) throw invalidPattern();
    return { text: wildcardMatcher(quoted) };
  }
  const word = scanner.read(/[\p{L}\p{N}_.*+\-:/]+/uy);
  if (word === undefined) throw scanner.unexpected();
  const number = NUMBER.test(word) ? Number(word) : undefined;
  if (number === undefined && !isEquality(operator)) throw invalidPattern();
  return { text: wildcardMatcher(word), ...(number !== undefined && { number }) };
}

function isEquality(operator: Operator): boolean {
  return operator === "=" || operator === "!=";
}

function comparison(operator: Operator, { text, number }: Operand): Comparison {
  const equal: Comparison = (value) =>
    (number !== undefined && numberOf(value) === number) || (text?.(String(value)) ?? false);
  if (operator === "=") return equal;
  if (operator === "!=") return (value) => !equal(value);
  const limit = number ?? Number.NaN;
  return (value) => ordered(operator, numberOf(value), limit);
}

function ordered(operator: Operator, value: number, limit: number): boolean {
  if (operator === "<") return value < limit;
  if (operator === "<=") return value <= limit;
  return operator === ">" ? value > limit : value >= limit;
}

/** The numeric value; NaN if it is not a number, which no comparison matches. */
function numberOf(value: Scalar): number {
  if (typeof value === "number") return value;
  return typeof value === "string" && NUMBER.test(value) ? Number(value) : Number.NaN;
}

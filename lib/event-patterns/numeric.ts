import { endOfExpression } from "./arguments.js";
import type { JsonTokens, Token } from "./json-tokens.js";
import type { Matcher } from "./matcher.js";

/** A bound of a range, and whether it is inclusive. */
interface Bound {
  readonly value: number;
  readonly included: boolean;
}

const TOO_MANY = "Too many elements in numeric expression";

/** `["=", 5]`, `[">", 0]` or `[">", 0, "<=", 5]`: the lower bound comes first. @throws EventPatternError */
export function numeric(tokens: JsonTokens): Matcher {
  if (tokens.next() !== "[") throw tokens.rejection("Value of numeric must be an array.");
  if (tokens.next() !== "string") throw tokens.rejection(`Invalid member in numeric match: ${tokens.text()}`);
  const matcher = comparison(tokens, tokens.text());
  endOfExpression(tokens, TOO_MANY);
  return matcher;
}

function comparison(tokens: JsonTokens, operator: string): Matcher {
  const operand = tokens.next();
  switch (operator) {
    case "=": {
      const wanted = numberOf(tokens, operand, "equals");
      endOfList(tokens, TOO_MANY);
      return (value) => value === wanted;
    }
    case "<":
    case "<=": {
      const top = boundOf(tokens, operand, operator);
      endOfList(tokens, TOO_MANY);
      return (value) => typeof value === "number" && isBelow(value, top);
    }
    case ">":
    case ">=":
      return range(tokens, boundOf(tokens, operand, operator));
    default:
      throw tokens.rejection(`Unrecognized numeric range operator: ${operator}`);
  }
}

function range(tokens: JsonTokens, bottom: Bound): Matcher {
  const next = tokens.next();
  if (next === "]") return (value) => typeof value === "number" && isAbove(value, bottom);
  if (next !== "string") throw tokens.rejection(`Bad value in numeric range: ${tokens.text()}`);
  const operator = tokens.text();
  if (operator !== "<" && operator !== "<=")
    throw tokens.rejection(`Bad numeric range operator: ${operator}`);
  const top = boundOf(tokens, tokens.next(), operator);
  endOfList(tokens, "Too many terms in numeric range expression");
  if (bottom.value >= top.value) throw tokens.rejection("Bottom must be less than top");
  return (value) => typeof value === "number" && isAbove(value, bottom) && isBelow(value, top);
}

function boundOf(tokens: JsonTokens, operand: Token, operator: string): Bound {
  return { value: numberOf(tokens, operand, operator), included: operator.endsWith("=") };
}

function numberOf(tokens: JsonTokens, operand: Token, operator: string): number {
  if (operand !== "number") throw tokens.rejection(`Value of ${operator} must be numeric`);
  return Number(tokens.text());
}

function endOfList(tokens: JsonTokens, flaw: string): void {
  if (tokens.next() !== "]") throw tokens.rejection(flaw);
}

function isAbove(value: number, { value: bottom, included }: Bound): boolean {
  return value > bottom || (included && value === bottom);
}

function isBelow(value: number, { value: top, included }: Bound): boolean {
  return value < top || (included && value === top);
}

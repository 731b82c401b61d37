import type { JsonTokens, Token } from "./json-tokens.js";

/** Reads the argument of an operator, which must be a string. @throws EventPatternError */
export function stringArgument(tokens: JsonTokens, operator: string): string {
  return stringOf(tokens, tokens.next(), operator);
}

/** The current token, which must be a string. @throws EventPatternError */
export function stringOf(tokens: JsonTokens, token: Token, operator: string): string {
  if (token !== "string") throw tokens.rejection(`${operator} match pattern must be a string`);
  return tokens.text();
}

/** Reads the end of a match expression. @throws EventPatternError if it has another member */
export function endOfExpression(tokens: JsonTokens, flaw = "Only one key allowed in match expression"): void {
  if (tokens.next() !== "}") throw tokens.rejection(flaw);
}

import { JsonataExpression } from "./expression.js";
import { type TopLevelReads, topLevelReads } from "./top-level.js";

/**
 * The result of parsing an expression: a syntax error (`Unexpected end of expression`), or its references.
 */
export type JsonataReading = { readonly problem: string } | TopLevelReads;

/** Parses an expression without evaluating it. */
export function readJsonata(source: string): JsonataReading {
  const expression = new JsonataExpression(source.trim());
  try {
    expression.parse();
  } catch (error) {
    return { problem: problemOf(error) };
  }
  return topLevelReads(expression);
}

/** The engine throws objects that are not Errors, whose codes AWS omits here. */
function problemOf(error: unknown): string {
  // The JavaScript engine throws for too deep nesting.
  if (error instanceof RangeError) return "Stack overflow error";
  if (typeof error !== "object" || error === null || !("message" in error)) return String(error);
  return String(error.message);
}

import { rejectUnknownMembers } from "../text/suggestions.js";
import type { MatcherContext } from "./matcher.js";

/**
 * Whether `actual` has all members of `expected`. Other members may have any value; lists must have the same
 * length. Asymmetric matchers work at every depth.
 */
export function hasAll(context: MatcherContext, actual: unknown, expected: unknown): boolean {
  if (Array.isArray(expected)) {
    return (
      Array.isArray(actual) &&
      actual.length === expected.length &&
      expected.every((item, i) => hasAll(context, actual[i], item))
    );
  }
  if (!isPlain(expected)) return context.equals(actual, expected);
  if (!isRecord(actual)) return false;
  return Object.entries(expected).every(([name, value]) => hasAll(context, actual[name], value));
}

/**
 * Validates the member names of an expected object. Anything but an object literal, such as an asymmetric
 * matcher, passes.
 *
 * @throws TypeError for an unknown member.
 */
export function rejectUnknownExpected(expected: unknown, known: readonly string[], what: string): void {
  if (isPlain(expected)) rejectUnknownMembers(expected, known, what);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

/** An object literal, as opposed to a date, bytes or an asymmetric matcher. */
function isPlain(value: unknown): value is Record<string, unknown> {
  if (!isRecord(value) || "asymmetricMatch" in value) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  // Objects of another realm have another Object.prototype: Jest runs tests in one.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/**
 * Whether a string contains a string, matches an expression, or equals any other value by the runner's
 * comparison.
 */
export function matchesText(context: MatcherContext, text: string, expected: unknown): boolean {
  if (typeof expected === "string") return text.includes(expected);
  return isExpression(expected) ? text.search(expected) >= 0 : context.equals(text, expected);
}

/** Jest runs tests in a realm with its own RegExp. */
function isExpression(value: unknown): value is RegExp {
  return Object.prototype.toString.call(value) === "[object RegExp]";
}

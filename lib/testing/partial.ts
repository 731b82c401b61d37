import { refuseUnknownMembers } from "../text/suggestions.js";
import type { MatcherContext } from "./matcher.js";

/**
 * Whether `actual` has everything that `expected` names: members that it does
 * not name may be anything, lists must have the same length. Asymmetric
 * matchers work at every depth.
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
 * Checks an object of which each member is expected in part. Anything but an object literal, such as an asymmetric
 * matcher, passes.
 *
 * @throws TypeError for a member that things of this kind do not have.
 */
export function refuseUnknownWanted(wanted: unknown, known: readonly string[], what: string): void {
  if (isPlain(wanted)) refuseUnknownMembers(wanted, known, what);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

/** An object literal, and no date, bytes or asymmetric matcher. */
function isPlain(value: unknown): value is Record<string, unknown> {
  if (!isRecord(value) || "asymmetricMatch" in value) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  // Objects of another realm have another Object.prototype: Jest runs tests in one.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

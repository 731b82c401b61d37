import { wildcardMatcher } from "../text/wildcards.js";
import { EventPatternError } from "./errors.js";

/** Whether a string matches. */
export type TextTest = (text: string) => boolean;

export function equalsIgnoringCase(wanted: string): TextTest {
  const lower = wanted.toLowerCase();
  return (text) => text.toLowerCase() === lower;
}

/** `*` matches any string; a backslash escapes the next `*` or backslash. @throws EventPatternError */
export function wildcard(pattern: string): TextTest {
  const at = pattern.replace(/\\[*\\]/g, "__").indexOf("**");
  if (at >= 0) throw new EventPatternError(`Consecutive wildcard characters at pos ${at}`);
  return wildcardMatcher(pattern, { escapes: true });
}

/** @throws EventPatternError */
export function textOf(argument: unknown, operator: string): string {
  if (typeof argument === "string") return argument;
  throw new EventPatternError(`${operator} match pattern must be a string`);
}

import { wildcardMatcher } from "../text/wildcards.js";
import type { JsonTokens } from "./json-tokens.js";

/** Whether a string matches. */
export type TextTest = (text: string) => boolean;

export function equalsIgnoringCase(wanted: string): TextTest {
  const lower = wanted.toLowerCase();
  return (text) => text.toLowerCase() === lower;
}

/**
 * `*` matches any string; a backslash escapes the next `*` or backslash.
 *
 * @throws EventPatternError at the place of the tokens
 */
export function wildcard(tokens: JsonTokens, pattern: string): TextTest {
  const flaw = flawOf(pattern);
  if (flaw !== undefined) throw tokens.rejection(flaw);
  return wildcardMatcher(pattern, { escapes: true });
}

/** AWS counts bytes, from the quote before the pattern. */
function flawOf(pattern: string): string | undefined {
  const bytes = Buffer.from(`"${pattern}"`).toString("latin1");
  for (let index = 0; index < bytes.length; index++) {
    const next = bytes.charAt(index + 1);
    if (bytes.charAt(index) === "*" && next === "*") return `Consecutive wildcard characters at pos ${index}`;
    if (bytes.charAt(index) === "\\") {
      if (next !== "*" && next !== "\\") return `Invalid escape character at pos ${index}`;
      index++;
    }
  }
  return undefined;
}

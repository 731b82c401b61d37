import { anythingBut } from "./anything-but.js";
import { endOfExpression, stringArgument, stringOf } from "./arguments.js";
import { inCidr } from "./cidr.js";
import type { Leaf } from "./event.js";
import type { JsonTokens } from "./json-tokens.js";
import type { Matcher } from "./matcher.js";
import { numeric } from "./numeric.js";
import { equalsIgnoringCase, type TextTest, wildcard } from "./texts.js";

/** Reads the argument of an operator and the end of its expression. @throws EventPatternError */
type Operator = (tokens: JsonTokens) => Matcher;

/** The operators by name. Names are case-sensitive. */
export const OPERATORS: ReadonlyMap<string, Operator> = new Map<string, Operator>([
  ["exactly", ofString("exact", equal)],
  ["prefix", (tokens) => affix(tokens, "prefix", (text, part) => text.startsWith(part))],
  ["suffix", (tokens) => affix(tokens, "suffix", (text, part) => text.endsWith(part))],
  ["equals-ignore-case", ofString("equals-ignore-case", (text) => onText(equalsIgnoringCase(text)))],
  ["wildcard", ofString("wildcard", (pattern, tokens) => onText(wildcard(tokens, pattern)))],
  ["anything-but", anythingBut],
  ["numeric", numeric],
  ["exists", exists],
  ["cidr", ofString("prefix", (block) => onText(inCidr(block)))],
]);

/** Equality: strings exactly, numbers by value. */
export function equal(wanted: Leaf): Matcher {
  return (value) => value === wanted;
}

function onText(matches: TextTest): Matcher {
  return (value) => typeof value === "string" && matches(value);
}

/** An operator with a string. @param name as errors give it */
function ofString(name: string, matcherOf: (argument: string, tokens: JsonTokens) => Matcher): Operator {
  return (tokens) => {
    const matcher = matcherOf(stringArgument(tokens, name), tokens);
    endOfExpression(tokens);
    return matcher;
  };
}

/** A prefix or suffix, optionally ignoring case. */
function affix(
  tokens: JsonTokens,
  operator: "prefix" | "suffix",
  has: (text: string, part: string) => boolean,
): Matcher {
  const token = tokens.next();
  if (token !== "{") {
    const part = stringOf(tokens, token, operator);
    endOfExpression(tokens);
    return onText((text) => has(text, part));
  }
  if (tokens.next() !== "name")
    throw tokens.rejection(`${operator === "prefix" ? "Prefix" : "Suffix"} expression name not found`);
  if (tokens.text() !== "equals-ignore-case")
    throw tokens.rejection(`Unsupported ${operator} pattern: ${tokens.text()}`);
  const part = stringArgument(tokens, "equals-ignore-case").toLowerCase();
  endOfExpression(tokens);
  endOfExpression(tokens);
  return onText((text) => has(text.toLowerCase(), part));
}

function exists(tokens: JsonTokens): Matcher {
  const token = tokens.next();
  if (token !== "true" && token !== "false")
    throw tokens.rejection("exists match pattern must be either true or false.");
  endOfExpression(tokens);
  return (value) => (value !== undefined) === (token === "true");
}

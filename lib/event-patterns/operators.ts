import { anythingBut } from "./anything-but.js";
import { inCidr } from "./cidr.js";
import { EventPatternError } from "./errors.js";
import { isObject, type Leaf } from "./event.js";
import type { Matcher } from "./matcher.js";
import { numeric } from "./numeric.js";
import { equalsIgnoringCase, type TextTest, textOf, wildcard } from "./texts.js";

/** Creates a matcher from the argument of an operator. @throws EventPatternError */
type Operator = (argument: unknown) => Matcher;

/** The operators by name. Names are case-sensitive. */
export const OPERATORS: ReadonlyMap<string, Operator> = new Map<string, Operator>([
  ["exact", (argument) => equal(textOf(argument, "exact"))],
  ["prefix", (argument) => affix(argument, "prefix", (text, part) => text.startsWith(part))],
  ["suffix", (argument) => affix(argument, "suffix", (text, part) => text.endsWith(part))],
  ["equals-ignore-case", (argument) => onText(equalsIgnoringCase(textOf(argument, "equals-ignore-case")))],
  ["wildcard", (argument) => onText(wildcard(textOf(argument, "wildcard")))],
  ["anything-but", anythingBut],
  ["numeric", numeric],
  ["exists", exists],
  ["cidr", (argument) => onText(inCidr(textOf(argument, "prefix")))],
]);

/** Equality: strings exactly, numbers by value. */
export function equal(wanted: Leaf): Matcher {
  return (value) => value === wanted;
}

function onText(matches: TextTest): Matcher {
  return (value) => typeof value === "string" && matches(value);
}

/** A prefix or suffix, optionally ignoring case. */
function affix(argument: unknown, operator: string, has: (text: string, part: string) => boolean): Matcher {
  if (!isObject(argument)) {
    const part = textOf(argument, operator);
    return onText((text) => has(text, part));
  }
  const [[name, inner] = [""]] = Object.entries(argument);
  if (name !== "equals-ignore-case") throw new EventPatternError(`Unsupported ${operator} pattern: ${name}`);
  const part = textOf(inner, "equals-ignore-case").toLowerCase();
  return onText((text) => has(text.toLowerCase(), part));
}

function exists(argument: unknown): Matcher {
  if (typeof argument !== "boolean")
    throw new EventPatternError("exists match pattern must be either true or false.");
  return (value) => (value !== undefined) === argument;
}

import { EventPatternError } from "./errors.js";
import { isObject, type Leaf } from "./event.js";
import type { Matcher } from "./matcher.js";
import { equalsIgnoringCase, type TextTest, wildcard } from "./texts.js";

/** The operators that `anything-but` negates. */
const NEGATED: ReadonlyMap<string, (argument: unknown) => readonly TextTest[]> = new Map([
  ["prefix", (argument: unknown) => affixes(argument).map((part) => (text: string) => text.startsWith(part))],
  ["suffix", (argument: unknown) => affixes(argument).map((part) => (text: string) => text.endsWith(part))],
  [
    "equals-ignore-case",
    (argument: unknown) => texts(argument, "equals-ignore-case").map(equalsIgnoringCase),
  ],
  ["wildcard", (argument: unknown) => texts(argument, "wildcard").map(wildcard)],
]);

/** Matches existing values except these. @throws EventPatternError */
export function anythingBut(argument: unknown): Matcher {
  if (!isObject(argument)) {
    const refused = new Set<Leaf>(values(argument));
    return (value) => value !== undefined && !refused.has(value);
  }
  const [[name, inner] = [""], ...more] = Object.entries(argument);
  const negated = NEGATED.get(name);
  if (!negated) throw new EventPatternError(`Unsupported anything-but pattern: ${name}`);
  if (more.length > 0) throw new EventPatternError("Only one key allowed in match expression");
  const tests = negated(inner);
  return (value) => value !== undefined && !(typeof value === "string" && tests.some((test) => test(value)));
}

/** One string or number, or a list of only strings or only numbers. */
function values(argument: unknown): readonly (string | number)[] {
  if (typeof argument === "string" || typeof argument === "number") return [argument];
  if (!Array.isArray(argument))
    throw new EventPatternError("Value of anything-but must be an array or single string/number value.");
  const list: readonly unknown[] = argument;
  const strings = list.filter((item) => typeof item === "string");
  const numbers = list.filter((item) => typeof item === "number");
  if (list.length === 0) throw new EventPatternError("Empty arrays are not allowed");
  if (strings.length + numbers.length < list.length)
    throw new EventPatternError("Inside anything but list, start|null|boolean is not supported.");
  if (strings.length > 0 && numbers.length > 0)
    throw new EventPatternError(
      "Inside anything but list, either all values are number or string, mixed type is not supported",
    );
  return [...strings, ...numbers];
}

function affixes(argument: unknown): readonly string[] {
  const list: readonly unknown[] = Array.isArray(argument) ? argument : [argument];
  return list.map((part) => {
    if (typeof part !== "string") throw new EventPatternError("prefix/suffix match pattern must be a string");
    if (part === "") throw new EventPatternError("Null prefix/suffix not allowed");
    return part;
  });
}

function texts(argument: unknown, operator: string): readonly string[] {
  const list: readonly unknown[] = Array.isArray(argument) ? argument : [argument];
  return list.map((text) => {
    if (typeof text === "string") return text;
    throw new EventPatternError(
      Array.isArray(argument)
        ? `Inside anything-but/${operator} list, number|start|null|boolean is not supported.`
        : `${operator} match pattern must be a string`,
    );
  });
}

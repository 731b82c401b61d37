import { EventPatternError } from "./errors.js";
import { isLeaf, isObject } from "./event.js";
import type { Matcher } from "./matcher.js";
import { equal, OPERATORS } from "./operators.js";

/** A level of a pattern. */
export interface PatternNode {
  /** The condition of each member: the alternative matchers of a leaf, or a nested pattern. */
  readonly fields: readonly (readonly [name: string, field: PatternNode | readonly Matcher[]])[];
  /** One of each list must match. */
  readonly alternatives: readonly (readonly PatternNode[])[];
}

const OR = "$or";

/** Parses a level of a pattern. @throws EventPatternError */
export function readNode(value: unknown): PatternNode {
  if (!isObject(value)) throw new EventPatternError("Filter is not an object");
  const entries = Object.entries(value);
  if (entries.length === 0) throw new EventPatternError("Empty objects are not allowed");
  const isOr = ([name, field]: [string, unknown]) => name === OR && !isListOfMatchers(field);
  return {
    fields: entries.filter((entry) => !isOr(entry)).map(([name, field]) => [name, readField(name, field)]),
    alternatives: entries.filter(isOr).map(([, field]) => readAlternatives(field)),
  };
}

function readField(name: string, field: unknown): PatternNode | readonly Matcher[] {
  if (Array.isArray(field)) return readMatchers(field);
  if (isObject(field)) return readNode(field);
  throw new EventPatternError(`"${name}" must be an object or an array`);
}

function readAlternatives(field: unknown): readonly PatternNode[] {
  if (!Array.isArray(field)) throw new EventPatternError(`It must be an Array followed with ${OR}.`);
  if (!field.every(isObject))
    throw new EventPatternError(`Only JSON object is allowed in array of ${OR} relationship.`);
  if (field.length < 2)
    throw new EventPatternError(`There must have at least 2 Objects in ${OR} relationship.`);
  return field.map(readNode);
}

/** A member named `$or` is an ordinary one if its objects are matchers. */
function isListOfMatchers(field: unknown): boolean {
  return (
    Array.isArray(field) &&
    field.length > 0 &&
    field.every((item) => isObject(item) && Object.keys(item).some((name) => OPERATORS.has(name)))
  );
}

function readMatchers(list: readonly unknown[]): readonly Matcher[] {
  if (list.length === 0) throw new EventPatternError("Empty arrays are not allowed");
  return list.map(readMatcher);
}

function readMatcher(value: unknown): Matcher {
  if (isLeaf(value)) return equal(value);
  if (!isObject(value))
    throw new EventPatternError("Match value must be String, number, true, false, or null");
  const [entry, ...more] = Object.entries(value);
  if (!entry) throw new EventPatternError("Match expression name not found");
  const [name, argument] = entry;
  const operator = OPERATORS.get(name);
  if (!operator) throw new EventPatternError(`Unrecognized match type ${name}`);
  if (more.length > 0) throw new EventPatternError("Only one key allowed in match expression");
  return operator(argument);
}

import { EventPatternError } from "../../../event-patterns/errors.js";
import { EventPattern } from "../../../event-patterns/pattern.js";
import { isObject, type Members } from "../../../policies/document.js";
import { parseDocument } from "../../../text/json-document.js";
import { AttributeFlaw } from "../errors/subscriptions.js";

const MOST_BYTES = 262_144;
const MOST_KEYS = 5;
const MOST_COMBINATIONS = 150;
const OR = "$or";
/** Operators that `anything-but` can contain besides values. */
const NEGATED: ReadonlySet<string> = new Set(["prefix", "wildcard"]);

/**
 * Checks a filter policy.
 *
 * @throws AttributeFlaw https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html
 */
export function checkFilterPolicy(text: string, scope: string): void {
  const policy = parsedPolicy(text);
  if (scope !== "MessageBody" && isNested(policy))
    throw new AttributeFlaw("Filter policy scope MessageAttributes does not support nested filter policy");
  try {
    EventPattern.read(text);
  } catch (error) {
    if (error instanceof EventPatternError) throw flaw(error.message);
    throw error;
  }
  checkOperators(policy);
  if (new Set(leavesOf(policy, "")).size > MOST_KEYS)
    throw flaw(`Filter policy can not have more than ${MOST_KEYS} keys`);
  if (combinationsOf(policy, 1) > MOST_COMBINATIONS) throw flaw("Filter policy is too complex");
}

/** @throws AttributeFlaw for what is not a JSON object */
export function parsedPolicy(text: string): Members {
  if (Buffer.byteLength(text) > MOST_BYTES) throw flaw("Filter policy is too large");
  let policy: unknown;
  try {
    policy = parseDocument(text);
  } catch {
    throw flaw(`failed to parse JSON. ${unexpectedIn(text)}`);
  }
  if (!isObject(policy)) throw flaw("Filter is not an object");
  return policy;
}

/** The message of AWS's JSON parser for the two most common mistakes, and a short text for all others. */
export function unexpectedIn(text: string): string {
  const [, word] = /^\s*([A-Za-z]\w*)/.exec(text) ?? [];
  if (word !== undefined)
    return `Unrecognized token '${word}': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')`;
  const [, character] = /^\s*\{\s*([^"}\s])/.exec(text) ?? [];
  if (character !== undefined)
    return `Unexpected character ('${character}' (code ${character.charCodeAt(0)})): was expecting double-quote to start field name`;
  return "Unexpected end-of-input";
}

function flaw(reason: string): AttributeFlaw {
  return new AttributeFlaw(`FilterPolicy: ${reason}`);
}

/** The entries of a level, including those of its alternatives. */
function entriesOf(policy: Members): readonly (readonly [name: string, value: unknown])[] {
  return Object.entries(policy).flatMap(([name, value]) =>
    name === OR && Array.isArray(value)
      ? value.filter(isObject).flatMap(entriesOf)
      : [[name, value] as const],
  );
}

function isNested(policy: Members): boolean {
  return entriesOf(policy).some(([, value]) => isObject(value));
}

/** SNS has fewer operators than EventBridge. */
function checkOperators(policy: Members): void {
  for (const [, value] of entriesOf(policy)) {
    if (isObject(value)) checkOperators(value);
    else if (Array.isArray(value))
      for (const condition of value) if (isObject(condition)) checkOperator(condition);
  }
}

function checkOperator(condition: Members): void {
  const negated = condition["anything-but"];
  const [name] = isObject(negated) ? Object.keys(negated) : [];
  if (name !== undefined && !NEGATED.has(name)) throw flaw(`Unsupported anything-but pattern: ${name}`);
}

/** The paths of the leaves. */
function leavesOf(policy: Members, path: string): string[] {
  return entriesOf(policy).flatMap(([name, value]) =>
    isObject(value) ? leavesOf(value, `${path}${name}.`) : [`${path}${name}`],
  );
}

/** Leaves are multiplied by their values and their depth; alternatives are added. */
function combinationsOf(policy: Members, depth: number): number {
  let product = 1;
  for (const [name, value] of Object.entries(policy)) {
    if (isObject(value)) product *= combinationsOf(value, depth + 1);
    else if (Array.isArray(value))
      product *= name === OR && value.every(isObject) ? sumOf(value, depth) : value.length * depth;
  }
  return product;
}

function sumOf(alternatives: readonly unknown[], depth: number): number {
  return alternatives.filter(isObject).reduce((sum, each) => sum + combinationsOf(each, depth), 0);
}

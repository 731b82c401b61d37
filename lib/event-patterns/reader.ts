import { EventPatternError } from "./errors.js";
import { JsonTokens, type Token } from "./json-tokens.js";
import type { Matcher } from "./matcher.js";
import { equal, OPERATORS } from "./operators.js";
import { RESERVED_NAMES } from "./reserved-names.js";

/** A level of a pattern. */
export interface PatternNode {
  /** The condition of each member: the alternative matchers of a leaf, or a nested pattern. */
  readonly fields: readonly (readonly [name: string, field: PatternNode | readonly Matcher[]])[];
  /** One of each list must match. */
  readonly alternatives: readonly (readonly PatternNode[])[];
}

/** A level that is being read. A later member of the same name replaces or extends an earlier one. */
interface NodeInProgress {
  readonly fields: Map<string, NodeInProgress | readonly Matcher[]>;
  readonly alternatives: (readonly PatternNode[])[];
}

/** What members that are named `$or` are: alternatives, or, as in older patterns, ordinary members. */
type MeaningOfOr = "alternatives" | "member";

const OR = "$or";

/**
 * Parses a pattern. A pattern that is not valid is read again with `$or` as the name of an ordinary member.
 *
 * @throws EventPatternError with AWS's reason
 */
export function readPattern(text: string): PatternNode {
  try {
    return readRoot(text, "alternatives");
  } catch (error) {
    if (!(error instanceof EventPatternError) || !text.includes(OR)) throw error;
    try {
      return readRoot(text, "member");
    } catch {
      throw error;
    }
  }
}

function readRoot(text: string, or: MeaningOfOr): PatternNode {
  const tokens = new JsonTokens(text);
  if (tokens.next() !== "{") throw tokens.rejection("Filter is not an object");
  const root = readObject(tokens, or);
  // AWS's parser stops here. It is not verified that a pattern with more text is rejected.
  if (tokens.next() !== "end") throw tokens.rejection("Unexpected content after the pattern");
  return finished(root);
}

/** A level in the form in which it is matched: lists are iterated faster than maps. */
function finished({ fields, alternatives }: NodeInProgress): PatternNode {
  return {
    fields: Array.from(fields, ([name, field]) => [name, isMatchers(field) ? field : finished(field)]),
    alternatives,
  };
}

/** @param node of an earlier member of the same name, of which members are replaced */
function readObject(
  tokens: JsonTokens,
  or: MeaningOfOr,
  isAlternative = false,
  node: NodeInProgress = { fields: new Map(), alternatives: [] },
): NodeInProgress {
  let isEmpty = true;
  while (tokens.next() !== "}") {
    isEmpty = false;
    const name = tokens.text();
    if (name === OR && or === "alternatives") {
      node.alternatives.push(readAlternatives(tokens, or));
      continue;
    }
    if (isAlternative && RESERVED_NAMES.has(name))
      throw tokens.rejection(`${name} is Ruler reserved fieldName which cannot be used inside ${OR}.`);
    const token = tokens.next();
    if (token === "[") node.fields.set(name, readMatchers(tokens));
    else if (token === "{") {
      const earlier = node.fields.get(name);
      node.fields.set(name, readObject(tokens, or, isAlternative, isMatchers(earlier) ? undefined : earlier));
    } else throw tokens.rejection(`"${name}" must be an object or an array`);
  }
  if (isEmpty) throw tokens.rejection("Empty objects are not allowed");
  return node;
}

function readAlternatives(tokens: JsonTokens, or: MeaningOfOr): readonly PatternNode[] {
  if (tokens.next() !== "[") throw tokens.rejection(`It must be an Array followed with ${OR}.`);
  const nodes: PatternNode[] = [];
  for (let token = tokens.next(); token !== "]"; token = tokens.next()) {
    if (token !== "{") throw tokens.rejection(`Only JSON object is allowed in array of ${OR} relationship.`);
    nodes.push(finished(readObject(tokens, or, true)));
  }
  if (nodes.length < 2) throw tokens.rejection(`There must have at least 2 Objects in ${OR} relationship.`);
  return nodes;
}

function readMatchers(tokens: JsonTokens): readonly Matcher[] {
  const matchers: Matcher[] = [];
  for (let token = tokens.next(); token !== "]"; token = tokens.next())
    matchers.push(readMatcher(tokens, token));
  if (matchers.length === 0) throw tokens.rejection("Empty arrays are not allowed");
  return matchers;
}

function readMatcher(tokens: JsonTokens, token: Token): Matcher {
  switch (token) {
    case "{":
      return readExpression(tokens);
    case "string":
      return equal(tokens.text());
    case "number":
      return equal(Number(tokens.text()));
    case "true":
    case "false":
      return equal(token === "true");
    case "null":
      return equal(null);
    default:
      throw tokens.rejection("Match value must be String, number, true, false, or null");
  }
}

function readExpression(tokens: JsonTokens): Matcher {
  if (tokens.next() !== "name") throw tokens.rejection("Match expression name not found");
  const operator = OPERATORS.get(tokens.text());
  if (!operator) throw tokens.rejection(`Unrecognized match type ${tokens.text()}`);
  return operator(tokens);
}

/** Whether the condition of a member is that of a leaf. */
export function isMatchers<T>(field: T | readonly Matcher[]): field is readonly Matcher[] {
  return Array.isArray(field);
}

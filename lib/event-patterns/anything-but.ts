import { endOfExpression } from "./arguments.js";
import { EventPatternError } from "./errors.js";
import type { Leaf } from "./event.js";
import type { JsonTokens, Token } from "./json-tokens.js";
import type { Matcher } from "./matcher.js";
import { equalsIgnoringCase, type TextTest, wildcard } from "./texts.js";

/** An operator that `anything-but` negates. */
interface Negated {
  /** The error of a value that is not a string. */
  readonly notString: string;
  readonly allowsEmpty: boolean;
  readonly test: (value: string, tokens: JsonTokens) => TextTest;
}

const AFFIX = { notString: "prefix/suffix match pattern must be a string", allowsEmpty: false } as const;
const NEGATED: ReadonlyMap<string, Negated> = new Map<string, Negated>([
  ["prefix", { ...AFFIX, test: (part) => (text) => text.startsWith(part) }],
  ["suffix", { ...AFFIX, test: (part) => (text) => text.endsWith(part) }],
  [
    "equals-ignore-case",
    {
      notString: "Inside anything-but/equals-ignore-case list, number|start|null|boolean is not supported.",
      allowsEmpty: true,
      test: equalsIgnoringCase,
    },
  ],
  [
    "wildcard",
    {
      notString: "wildcard match pattern must be a string",
      allowsEmpty: true,
      test: (pattern, tokens) => wildcard(tokens, pattern),
    },
  ],
]);

/** Matches existing values except these. @throws EventPatternError */
export function anythingBut(tokens: JsonTokens): Matcher {
  const first = tokens.next();
  if (first === "{") return noneOf(tokens);
  const refused = new Set<Leaf>(values(tokens, checked(tokens, first)));
  end(tokens);
  return (value) => value !== undefined && !refused.has(value);
}

/** Matches existing values except strings to which an operator applies. */
function noneOf(tokens: JsonTokens): Matcher {
  if (tokens.next() !== "name") throw tokens.rejection("Anything-But expression name not found");
  const negated = NEGATED.get(tokens.text());
  if (!negated) throw tokens.rejection(`Unsupported anything-but pattern: ${tokens.text()}`);
  const first = checked(tokens, tokens.next());
  const strings =
    first === "["
      ? listOf(tokens, (token) => stringOf(tokens, token, negated))
      : [stringOf(tokens, first, negated)];
  const tests = strings.map((value) => negated.test(value, tokens));
  end(tokens);
  end(tokens);
  return (value) => value !== undefined && !(typeof value === "string" && tests.some((test) => test(value)));
}

function checked(tokens: JsonTokens, token: Token): Token {
  if (token === "[" || token === "string" || token === "number") return token;
  throw tokens.rejection("Value of anything-but must be an array or single string/number value.");
}

function stringOf(tokens: JsonTokens, token: Token, { notString, allowsEmpty }: Negated): string {
  if (token !== "string") throw tokens.rejection(notString);
  const value = tokens.text();
  if (value === "" && !allowsEmpty) throw tokens.rejection("Null prefix/suffix not allowed");
  return value;
}

/** One string or number, or a list of only strings or only numbers. */
function values(tokens: JsonTokens, first: Token): readonly (string | number)[] {
  if (first !== "[") return [comparedValue(tokens, first)];
  const list = listOf(tokens, (token) => comparedValue(tokens, token));
  if (new Set(list.map((value) => typeof value)).size !== 1)
    throw tokens.rejection(
      "Inside anything but list, either all values are number or string, mixed type is not supported",
    );
  return list;
}

function comparedValue(tokens: JsonTokens, token: Token): string | number {
  if (token === "string") return tokens.text();
  if (token === "number") return Number(tokens.text());
  throw tokens.rejection("Inside anything but list, start|null|boolean is not supported.");
}

/** Reads a list. AWS adds the place to its errors a second time. */
function listOf<T>(tokens: JsonTokens, read: (token: Token) => T): readonly T[] {
  const list: T[] = [];
  try {
    for (let token = tokens.next(); token !== "]"; token = tokens.next()) list.push(read(token));
  } catch (error) {
    throw error instanceof EventPatternError ? tokens.rejection(error.message) : error;
  }
  return list;
}

/** The texts of AWS for other members are those of numbers. */
function end(tokens: JsonTokens): void {
  endOfExpression(tokens, "Too many elements in numeric expression");
}

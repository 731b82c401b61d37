import { scanPath } from "../json-path/parse.js";
import { Scanner } from "../scanner.js";
import { INTRINSIC_NAMES, type IntrinsicArgument, type IntrinsicCall } from "./ast.js";

/**
 * Parses a call of an intrinsic function.
 *
 * @throws ExpressionSyntaxError if it is malformed, names an unknown function, or nests more than ten calls.
 */
export function parseIntrinsic(text: string): IntrinsicCall {
  const scanner = new Scanner(text);
  scanner.skipSpace();
  const call = scanCall(scanner, 1);
  scanner.skipSpace();
  if (!scanner.atEnd) throw scanner.error("unexpected text");
  return call;
}

/** AWS's limit of nested calls. */
const MOST_NESTED_CALLS = 10;
const NAME = /^States\.[A-Za-z0-9]+/;
const NUMBER = /^-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?/;
const WORD = /^(true|false|null)\b/;
/** The characters that can be escaped. */
const ESCAPABLE: ReadonlySet<string> = new Set(["'", "\\", "{", "}"]);

function scanCall(scanner: Scanner, depth: number): IntrinsicCall {
  if (depth > MOST_NESTED_CALLS) throw scanner.error(`more than ${MOST_NESTED_CALLS} calls are nested`);
  const start = scanner.position;
  const written = scanner.match(NAME)?.slice("States.".length);
  const name = INTRINSIC_NAMES.find((candidate) => candidate === written);
  if (name === undefined) throw scanner.error("expected an intrinsic function");
  const arguments_ = scanArguments(scanner, depth);
  return { text: scanner.text.slice(start, scanner.position), name, arguments: arguments_ };
}

function scanArguments(scanner: Scanner, depth: number): IntrinsicArgument[] {
  const found: IntrinsicArgument[] = [];
  scanner.skipSpace();
  scanner.expect("(");
  scanner.skipSpace();
  if (scanner.accept(")")) return found;
  do {
    scanner.skipSpace();
    found.push(scanArgument(scanner, depth));
    scanner.skipSpace();
  } while (scanner.accept(","));
  scanner.expect(")");
  return found;
}

function scanArgument(scanner: Scanner, depth: number): IntrinsicArgument {
  if (scanner.peek() === "'") return scanString(scanner);
  if (scanner.peek() === "$") return { kind: "path", path: scanPath(scanner) };
  const number = scanner.match(NUMBER);
  if (number !== undefined) return { kind: "value", value: Number(number) };
  const word = scanner.match(WORD);
  if (word !== undefined) return { kind: "value", value: word === "null" ? null : word === "true" };
  return { kind: "call", call: scanCall(scanner, depth + 1) };
}

function scanString(scanner: Scanner): IntrinsicArgument {
  let value = "";
  let escaped = "";
  scanner.expect("'");
  for (; !scanner.atEnd; scanner.position++) {
    const character = scanner.peek();
    if (scanner.accept("'")) return { kind: "value", value, escaped };
    if (character !== "\\") {
      value += character;
      escaped += character;
      continue;
    }
    scanner.position++;
    const next = scanner.peek();
    if (!ESCAPABLE.has(next)) throw scanner.error("a backslash must be before ', \\, { or }");
    value += next;
    escaped += next === "'" ? next : `\\${next}`;
  }
  throw scanner.error("expected '");
}

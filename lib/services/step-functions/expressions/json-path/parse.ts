import { Scanner } from "../scanner.js";
import type { JsonPath, Root, Segment } from "./ast.js";
import { parseFilter } from "./parse-filter.js";

/**
 * Parses a JSONPath as AWS accepts it: the syntax of Jayway's JsonPath, with the roots `$`, `$$` and
 * `$variable`.
 *
 * @throws ExpressionSyntaxError
 */
export function parsePath(text: string): JsonPath {
  const scanner = new Scanner(text);
  const path = scanPath(scanner);
  if (!scanner.atEnd) throw scanner.error("unexpected text");
  return path;
}

/**
 * Parses the next path, up to a character that cannot belong to it.
 *
 * @param depth number of enclosing filters.
 */
export function scanPath(scanner: Scanner, depth = 0): JsonPath {
  if (depth > MOST_NESTED_FILTERS) throw scanner.error("filters are nested too deeply");
  const start = scanner.position;
  const root = scanRoot(scanner, depth);
  const segments: Segment[] = [];
  for (;;) {
    const segment = scanSegment(scanner, depth);
    if (segment === undefined) break;
    const before = segments.at(-1)?.kind;
    if (before === "function") throw scanner.error("a function must be last");
    if (before === "descendants" && segment.kind === "descendants") throw scanner.error("expected a name");
    segments.push(segment);
  }
  if (segments.at(-1)?.kind === "descendants") throw scanner.error("a path must not end with '..'");
  return {
    text: scanner.text.slice(start, scanner.position),
    root,
    segments,
    definite: isDefinite(segments),
  };
}

/** Filters are parsed by recursion. */
const MOST_NESTED_FILTERS = 50;
const NAME = /^[\p{ID_Start}_][\p{ID_Continue}]*/u;
const INDEX = /^-?[0-9]{1,10}/;
const FUNCTION = /^[a-zA-Z]+\(\s*\)/;
/** The characters that end a name after a dot. */
const AFTER_NAME: ReadonlySet<string> = new Set([..." \t\r\n.[](),'\"<>=!&|~"]);

function scanRoot(scanner: Scanner, depth: number): Root {
  if (depth > 0 && scanner.accept("@")) return { kind: "current" };
  scanner.expect("$");
  if (scanner.accept("$")) return { kind: "context" };
  const name = scanner.match(NAME);
  return name === undefined ? { kind: "input" } : { kind: "variable", name };
}

function scanSegment(scanner: Scanner, depth: number): Segment | undefined {
  if (scanner.peek() === "[") return scanBrackets(scanner, depth);
  if (scanner.peek() !== ".") return undefined;
  scanner.position++;
  if (scanner.peek() === ".") return { kind: "descendants" };
  // Jayway also accepts a dot before brackets.
  if (scanner.peek() === "[") return scanBrackets(scanner, depth);
  return scanName(scanner);
}

/** The part after a dot. After `..` one dot remains, so that the next part is a separate segment. */
function scanName(scanner: Scanner): Segment {
  if (scanner.accept("*")) return { kind: "wildcard" };
  const call = scanner.match(FUNCTION);
  if (call !== undefined) return { kind: "function", name: call.slice(0, call.indexOf("(")) };
  const name = scanner.until(AFTER_NAME);
  if (name === "") throw scanner.error("expected a name");
  return { kind: "members", names: [name] };
}

function scanBrackets(scanner: Scanner, depth: number): Segment {
  scanner.expect("[");
  scanner.skipSpace();
  const segment = scanInBrackets(scanner, depth);
  scanner.skipSpace();
  scanner.expect("]");
  return segment;
}

function scanInBrackets(scanner: Scanner, depth: number): Segment {
  if (scanner.accept("*")) return { kind: "wildcard" };
  if (scanner.accept("?")) return { kind: "filter", test: parseFilter(scanner, depth + 1, scanPath) };
  if (scanner.peek() === "'" || scanner.peek() === '"') {
    return { kind: "members", names: scanList(scanner, scanQuotedName) };
  }
  const from = scanIndex(scanner);
  scanner.skipSpace();
  if (scanner.accept(":")) {
    scanner.skipSpace();
    const to = scanIndex(scanner);
    if (from === undefined && to === undefined) throw scanner.error("expected an index");
    return { kind: "slice", from, to };
  }
  if (from === undefined) throw scanner.error("expected an index, a name in quotes, '*' or '?'");
  if (!scanner.accept(",")) return { kind: "indexes", indexes: [from] };
  scanner.skipSpace();
  return { kind: "indexes", indexes: [from, ...scanList(scanner, scanRequiredIndex)] };
}

function scanList<Item>(scanner: Scanner, scanItem: (scanner: Scanner) => Item): Item[] {
  const items: Item[] = [];
  do {
    scanner.skipSpace();
    items.push(scanItem(scanner));
    scanner.skipSpace();
  } while (scanner.accept(","));
  return items;
}

function scanQuotedName(scanner: Scanner): string {
  if (scanner.peek() !== "'" && scanner.peek() !== '"') throw scanner.error("expected a name in quotes");
  return scanner.quoted();
}

function scanIndex(scanner: Scanner): number | undefined {
  const digits = scanner.match(INDEX);
  return digits === undefined ? undefined : Number(digits);
}

function scanRequiredIndex(scanner: Scanner): number {
  const index = scanIndex(scanner);
  if (index === undefined) throw scanner.error("expected an index");
  return index;
}

/**
 * Several members at the end count as one value, because they become an object. The result of a function is
 * one value.
 */
function isDefinite(segments: readonly Segment[]): boolean {
  if (segments.at(-1)?.kind === "function") return true;
  return segments.every((segment, i) => {
    if (segment.kind === "indexes") return segment.indexes.length === 1;
    return segment.kind === "members" && (segment.names.length === 1 || i === segments.length - 1);
  });
}

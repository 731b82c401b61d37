import { selectError } from "../errors/select.js";

/** A token of an SQL string. */
export interface Token {
  readonly kind: "word" | "quoted" | "string" | "number" | "timestamp" | "symbol" | "end";
  /** Words as written; strings and quoted names without quotes. */
  readonly text: string;
}

const END: Token = { kind: "end", text: "" };
const SYMBOLS = ["<>", "<=", ">=", "!=", "||", ..."()[],.*/%+-<>=;"];

/**
 * Splits an SQL string.
 *
 * @throws LexerInvalidChar, LexerInvalidLiteral
 */
export function tokensOf(sql: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < sql.length) {
    const rest = sql.slice(at);
    const space = /^\s+/.exec(rest);
    if (space) {
      at += space[0].length;
      continue;
    }
    const { token, length } = tokenAt(rest);
    tokens.push(token);
    at += length;
  }
  return [...tokens, END];
}

function tokenAt(rest: string): { token: Token; length: number } {
  const word = /^[A-Za-z_$][\w$]*/.exec(rest)?.[0];
  if (word !== undefined) return { token: { kind: "word", text: word }, length: word.length };
  const number = /^(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/.exec(rest)?.[0];
  if (number !== undefined) return { token: { kind: "number", text: number }, length: number.length };
  if (rest.startsWith("'")) return quoted(rest, "'", "string");
  if (rest.startsWith('"')) return quoted(rest, '"', "quoted");
  if (rest.startsWith("`")) return quoted(rest, "`", "timestamp");
  const symbol = SYMBOLS.find((known) => rest.startsWith(known));
  if (symbol === undefined)
    throw selectError(
      "LexerInvalidChar",
      `The SQL expression contains an invalid character: ${rest.charAt(0)}.`,
    );
  return { token: { kind: "symbol", text: symbol }, length: symbol.length };
}

/** A quoted string; a quote in it is doubled. */
function quoted(rest: string, quote: string, kind: Token["kind"]): { token: Token; length: number } {
  let text = "";
  for (let at = 1; at < rest.length; at++) {
    if (rest[at] !== quote) text += rest[at];
    else if (rest[at + 1] === quote) text += rest[++at];
    else return { token: { kind, text }, length: at + 1 };
  }
  throw selectError("LexerInvalidLiteral", "The SQL expression contains a literal that does not end.");
}

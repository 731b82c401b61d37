import {
  type LinearRegExp,
  linearRegExp,
  type RegExpFlag,
  UnsupportedRegExp,
} from "../../../text/linear-regexp.js";
import { own } from "../../../values/own.js";
import { malformedQuery } from "../errors.js";

const SPACE = /(?:\s|#[^\n]*)*/y;
const WORD = /[@A-Za-z_][\w@.]*/y;
const NUMBER = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const PERIOD = /(\d+)(ms|milliseconds?|s|sec|seconds?|m|min|minutes?|h|hr|hours?|d|days?|w|weeks?)\b/y;
const STRING = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/sy;
const REGEX = /\/((?:[^/\\]|\\.)+)\/([a-z]*)/sy;

const MILLISECONDS: Readonly<Record<string, number>> = {
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/** Scans a query from left to right; spaces and comments are skipped. */
export class QueryScanner {
  private position = 0;

  constructor(private readonly text: string) {}

  get atEnd(): boolean {
    this.skip();
    return this.position >= this.text.length;
  }

  /** Start of the next token; for {@link textSince}. */
  get here(): number {
    this.skip();
    return this.position;
  }

  /** The query as written from a position up to here. */
  textSince(start: number): string {
    return this.text.slice(start, this.position).trim();
  }

  /** Consumes a symbol if it follows. */
  sign(sign: string): boolean {
    this.skip();
    if (!this.text.startsWith(sign, this.position)) return false;
    this.position += sign.length;
    return true;
  }

  /** Consumes a keyword if it follows; case-insensitive. */
  keyword(word: string): boolean {
    const start = this.here;
    if (this.match(WORD)?.[0].toLowerCase() === word) return true;
    this.position = start;
    return false;
  }

  /** The name of a field or function; backquotes allow any characters. */
  name(): string | undefined {
    return this.match(/`([^`]+)`/y)?.[1] ?? this.match(WORD)?.[0];
  }

  number(): number | undefined {
    const [text] = this.match(NUMBER) ?? [];
    return text === undefined ? undefined : Number(text);
  }

  /** A duration (`5m`), in milliseconds. */
  period(): number | undefined {
    const [, count, unit = ""] = this.match(PERIOD) ?? [];
    if (count === undefined) return undefined;
    const isMillisecond = unit === "ms" || unit.startsWith("milli");
    return Number(count) * (isMillisecond ? 1 : (own(MILLISECONDS, unit.charAt(0)) ?? 1));
  }

  string(): string | undefined {
    return this.match(STRING)?.[0]
      .slice(1, -1)
      .replace(/\\(["'\\])/g, "$1");
  }

  /** A regular expression between slashes, with the flags `i`, `m` and `s`, in RE2's syntax. */
  regex(): LinearRegExp | undefined {
    const start = this.here;
    const [written = "", source, flags = ""] = this.match(REGEX) ?? [];
    if (source === undefined) return undefined;
    return this.compiled(written, start, () => linearRegExp(source, flagsOf(flags)));
  }

  /** Compiles an expression written from a position up to here. */
  compiled(written: string, start: number, compile: () => LinearRegExp): LinearRegExp {
    try {
      return compile();
    } catch (error) {
      if (!(error instanceof UnsupportedRegExp)) throw error;
      throw malformedQuery(`invalid regular expression ${written}: ${error.message}`, start, this.position);
    }
  }

  /** Returns to a position. */
  rewind(start: number): void {
    this.position = start;
  }

  /** @throws MalformedQueryException unless the sign comes next. */
  expect(sign: string): void {
    if (!this.sign(sign)) throw this.unexpected(`expecting '${sign}'`);
  }

  /** An error at this position. */
  malformed(message: string): Error {
    const start = this.here;
    return malformedQuery(message, start, Math.min(start + 1, this.text.length));
  }

  /** The error for the unexpected next token. */
  unexpected(hint = ""): Error {
    const start = this.here;
    const [found = "end of query"] = /\S+/.exec(this.text.slice(start)) ?? [];
    const end = Math.min(start + found.length, this.text.length);
    return malformedQuery(`unexpected symbol found ${found}${hint && `, ${hint}`}`, start, end);
  }

  private match(expression: RegExp): RegExpExecArray | undefined {
    this.skip();
    expression.lastIndex = this.position;
    const match = expression.exec(this.text);
    if (!match) return undefined;
    this.position += match[0].length;
    return match;
  }

  private skip(): void {
    SPACE.lastIndex = this.position;
    this.position += SPACE.exec(this.text)?.[0].length ?? 0;
  }
}

const FLAGS: ReadonlySet<string> = new Set<RegExpFlag>(["i", "m", "s"]);

/** @throws UnsupportedRegExp */
function flagsOf(letters: string): RegExpFlag[] {
  return [...letters].map((letter) => {
    if (!isFlag(letter)) throw new UnsupportedRegExp(`unknown flag: \`${letter}\``);
    return letter;
  });
}

function isFlag(letter: string): letter is RegExpFlag {
  return FLAGS.has(letter);
}

import { MOST_LEVELS } from "../../../text/json-document.js";
import { locationOf } from "./location.js";

/** Why a string is not JSON, in the wording of AWS's parser Jackson. */
export interface JsonProblem {
  /** Without the location, as in the errors of StartExecution. */
  readonly message: string;
  /** `[Source: (String)"…"; line: 1, column: 4]`. */
  readonly location: string;
}

/**
 * Finds the first reason for which Jackson rejects a string: invalid JSON, too many levels, or, if requested,
 * a duplicate name in an object. One pass, without recursion.
 */
export function findProblem(text: string, rejectDuplicates = false): JsonProblem | undefined {
  try {
    new JacksonReader(text, rejectDuplicates).read();
    return undefined;
  } catch (error) {
    if (error instanceof Rejected) return { message: error.message, location: locationOf(text, error.end) };
    throw error;
  }
}

/** The error for a document whose nesting was detected separately. */
export function nestedTooDeep(text: string): JsonProblem {
  return { message: tooDeep(), location: locationOf(text, text.length) };
}

function tooDeep(): string {
  return `Document nesting depth (${MOST_LEVELS + 1}) exceeds the maximum allowed (${MOST_LEVELS}, from \`StreamReadConstraints.getMaxNestingDepth()\`)`;
}

const VALUES = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";
const LONGEST_WORD = 256;
const WORD = /^[\p{ID_Start}_$][\p{ID_Continue}$]*/u;
const WORDS: ReadonlySet<string> = new Set(["true", "false", "null"]);
const AFTER_NUMBER = /^[\p{ID_Continue}$]$/u;
const SPACE: ReadonlySet<string> = new Set([" ", "\t", "\n", "\r"]);
const ESCAPES: ReadonlySet<string> = new Set([...'"\\/bfnrtu']);
const CLOSERS = { Object: "}", Array: "]" } as const;

class Rejected extends Error {
  override readonly name = "Rejected";
  constructor(
    message: string,
    /** Number of characters that Jackson has read. */
    readonly end: number,
  ) {
    super(message);
  }
}

/** An open object or array. */
interface Open {
  readonly kind: "Object" | "Array";
  readonly start: number;
  readonly names: Set<string>;
}

class JacksonReader {
  private position = 0;
  private readonly open: Open[] = [];

  constructor(
    private readonly text: string,
    private readonly rejectDuplicates: boolean,
  ) {}

  /** @throws Rejected */
  read(): void {
    let value = this.readStart();
    while (value === "open" || this.hasNext()) value = this.readStart();
    this.skipSpace();
    if (this.position < this.text.length) this.rejectValue();
  }

  /**
   * Reads a scalar, an empty object or array, or the start of another object or array, up to its first value.
   */
  private readStart(): "whole" | "open" {
    this.skipSpace();
    const next = this.peek();
    if (next === "{" || next === "[") return this.readOpening(next === "{" ? "Object" : "Array");
    if (next === '"') this.readString("VALUE_STRING");
    else if (next === "-" || (next >= "0" && next <= "9")) this.readNumber();
    else this.readWord();
    return "whole";
  }

  private readOpening(kind: Open["kind"]): "whole" | "open" {
    this.open.push({ kind, start: this.position, names: new Set() });
    this.position++;
    if (this.open.length > MOST_LEVELS) throw new Rejected(tooDeep(), this.position);
    this.skipSpace();
    if (this.accept(CLOSERS[kind])) {
      this.open.pop();
      return "whole";
    }
    if (kind === "Object") this.readName();
    return "open";
  }

  /** After a value: closes what ends, and returns whether another value follows. */
  private hasNext(): boolean {
    for (;;) {
      const inner = this.open.at(-1);
      if (inner === undefined) return false;
      this.skipSpace();
      if (this.accept(",")) {
        this.skipSpace();
        if (inner.kind === "Object") this.readName();
        return true;
      }
      if (!this.accept(CLOSERS[inner.kind])) this.rejectEntry(inner);
      this.open.pop();
    }
  }

  private readName(): void {
    if (this.peek() !== '"') {
      if (this.atEnd) this.rejectEnd();
      throw this.unexpected("was expecting double-quote to start field name");
    }
    const name = this.readString("FIELD_NAME");
    if (this.rejectDuplicates) this.checkDuplicate(name);
    this.skipSpace();
    if (this.atEnd) this.rejectEnd();
    if (!this.accept(":")) throw this.unexpected("was expecting a colon to separate field name and value");
  }

  private checkDuplicate(name: string): void {
    const names = this.open.at(-1)?.names;
    if (names?.has(name)) throw new Rejected(`Duplicate field '${name}'`, this.position);
    names?.add(name);
  }

  private readString(token: "VALUE_STRING" | "FIELD_NAME"): string {
    const start = this.position++;
    for (; !this.atEnd; this.position++) {
      const character = this.peek();
      if (character === '"') {
        this.position++;
        return unquoted(this.text.slice(start, this.position));
      }
      if (character < " ") {
        throw this.rejected(
          `Illegal unquoted character ((CTRL-CHAR, code ${character.charCodeAt(0)})): has to be escaped using backslash to be included in ${token === "FIELD_NAME" ? "name" : "string value"}`,
        );
      }
      if (character === "\\") this.readEscape();
    }
    throw this.rejected(
      token === "FIELD_NAME"
        ? "Unexpected end-of-input in field name"
        : "Unexpected end-of-input: was expecting closing quote for a string value",
    );
  }

  /** Stops at the last character of the escape. */
  private readEscape(): void {
    this.position++;
    const kind = this.peek();
    if (kind === "u") {
      for (let i = 0; i < 4; i++) {
        this.position++;
        if (!/^[0-9a-fA-F]$/.test(this.peek())) {
          throw this.unexpected("expected a hex-digit for character escape sequence");
        }
      }
    } else if (!this.atEnd && !ESCAPES.has(kind)) {
      throw this.rejected(`Unrecognized character escape ${quoted(kind)}`);
    }
  }

  private readNumber(): void {
    const { text } = this;
    const first = this.position;
    if (this.accept("-") && !this.isDigit()) {
      throw this.unexpected("expected digit (0-9) to follow minus sign, for valid numeric value");
    }
    if (this.accept("0") && this.isDigit()) {
      throw this.rejected("Invalid numeric value: Leading zeroes not allowed");
    }
    this.skipDigits();
    if (this.accept(".")) this.requireDigits("Decimal point not followed by a digit");
    if (this.accept("e") || this.accept("E")) {
      if (!this.accept("+")) this.accept("-");
      this.requireDigits("Exponent indicator not followed by a digit");
    }
    if (AFTER_NUMBER.test(this.peek())) {
      const name = text.slice(first, this.position);
      throw this.unexpected(`Expected space separating root-level values after '${name}'`);
    }
  }

  private requireDigits(reason: string): void {
    if (!this.isDigit()) throw this.unexpected(reason);
    this.skipDigits();
  }

  private skipDigits(): void {
    while (this.isDigit()) this.position++;
  }

  private isDigit(): boolean {
    const next = this.peek();
    return next >= "0" && next <= "9";
  }

  private readWord(): void {
    const word = WORD.exec(this.text.slice(this.position, this.position + LONGEST_WORD))?.[0] ?? "";
    if (!WORDS.has(word)) this.rejectValue();
    this.position += word.length;
  }

  private rejectValue(): never {
    if (this.atEnd) this.rejectEnd();
    const word = WORD.exec(this.text.slice(this.position, this.position + LONGEST_WORD))?.[0];
    if (word === undefined) throw this.unexpected(`expected a valid value ${VALUES}`);
    this.position += word.length;
    throw new Rejected(`Unrecognized token '${word}': was expecting ${VALUES}`, this.position);
  }

  private rejectEntry(inner: Open): never {
    if (this.atEnd) this.rejectEnd();
    const next = this.peek();
    if (next === "}" || next === "]") {
      throw this.rejected(
        `Unexpected close marker '${next}': expected '${CLOSERS[inner.kind]}' (for ${inner.kind} starting at ${locationOf(this.text, inner.start)})`,
      );
    }
    throw this.unexpected(`was expecting comma to separate ${inner.kind} entries`);
  }

  private rejectEnd(): never {
    const inner = this.open.at(-1);
    throw new Rejected(
      inner === undefined
        ? "No content to map due to end-of-input"
        : `Unexpected end-of-input: expected close marker for ${inner.kind} (start marker at ${locationOf(this.text, inner.start)})`,
      this.position,
    );
  }

  private unexpected(reason: string): Rejected {
    if (this.atEnd) this.rejectEnd();
    return this.rejected(`Unexpected character (${quoted(this.peek())}): ${reason}`);
  }

  /** An error at the next character, which Jackson has read. */
  private rejected(message: string): Rejected {
    return new Rejected(message, Math.min(this.position + 1, this.text.length));
  }

  private accept(character: string): boolean {
    if (this.peek() !== character) return false;
    this.position++;
    return true;
  }

  private skipSpace(): void {
    while (SPACE.has(this.peek())) this.position++;
  }

  private peek(): string {
    return this.text.charAt(this.position);
  }

  private get atEnd(): boolean {
    return this.position >= this.text.length;
  }
}

/** `'x' (code 120)`. */
function quoted(character: string): string {
  return `'${character}' (code ${character.codePointAt(0) ?? 0})`;
}

/** A name without quotes. Most names have no escapes. */
function unquoted(literal: string): string {
  if (!literal.includes("\\")) return literal.slice(1, -1);
  const value: unknown = JSON.parse(literal);
  return String(value);
}

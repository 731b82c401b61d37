import { invalidPattern } from "../errors.js";

/** Scans a filter pattern from left to right. */
export class Scanner {
  private position = 0;

  constructor(private readonly text: string) {}

  skipSpaces(): void {
    this.read(/\s*/y);
  }

  /** Only spaces are left. */
  get atEnd(): boolean {
    this.skipSpaces();
    return this.position >= this.text.length;
  }

  /** The next character after spaces; `""` at the end. */
  get next(): string {
    this.skipSpaces();
    return this.text.charAt(this.position);
  }

  /** Consumes `text` and spaces before it, if it follows. */
  accept(text: string): boolean {
    this.skipSpaces();
    if (!this.text.startsWith(text, this.position)) return false;
    this.position += text.length;
    return true;
  }

  /** Consumes the match of a sticky expression; `undefined` without a match. */
  read(expression: RegExp): string | undefined {
    expression.lastIndex = this.position;
    const [match] = expression.exec(this.text) ?? [];
    if (match !== undefined) this.position += match.length;
    return match;
  }

  /** A phrase in double quotes, with `\"` for a quote inside it. */
  readQuoted(): string | undefined {
    const quoted = this.read(/"(?:[^"\\]|\\.)*"/sy);
    return quoted?.slice(1, -1).replace(/\\(["\\])/g, "$1");
  }

  /** The string between percent signs. */
  readRegex(): string | undefined {
    return this.read(/%(?:[^%\\]|\\.)+%/sy)?.slice(1, -1);
  }

  /** The error for the unexpected next characters; AWS does not name the position. */
  unexpected(): Error {
    const strange = /[^\p{L}\p{N}_\s]+/uy;
    strange.lastIndex = this.position;
    const [characters] = strange.exec(this.text) ?? [];
    return characters === undefined ? invalidPattern() : invalidCharacters(characters);
  }
}

export function invalidCharacters(characters: string): Error {
  return invalidPattern(`Invalid character(s) in term '${characters}'`);
}

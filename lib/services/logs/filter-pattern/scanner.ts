import { invalidPattern } from "../errors.js";

/** Reads a filter pattern from left to right. */
export class Scanner {
  private position = 0;

  constructor(private readonly text: string) {}

  skipSpaces(): void {
    this.read(/\s*/y);
  }

  /** Nothing but spaces is left. */
  get atEnd(): boolean {
    this.skipSpaces();
    return this.position >= this.text.length;
  }

  /** What comes next, spaces skipped; `""` at the end. */
  get next(): string {
    this.skipSpaces();
    return this.text.charAt(this.position);
  }

  /** Consumes `text`, spaces before it included, if it comes next. */
  accept(text: string): boolean {
    this.skipSpaces();
    if (!this.text.startsWith(text, this.position)) return false;
    this.position += text.length;
    return true;
  }

  /** Consumes what a sticky expression matches here; `undefined` when it does not. */
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

  /** What stands between percent signs. */
  readRegex(): string | undefined {
    return this.read(/%(?:[^%\\]|\\.)+%/sy)?.slice(1, -1);
  }

  /** The error for what stands here: AWS names the characters, not the place. */
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

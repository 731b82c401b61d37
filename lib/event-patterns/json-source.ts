import { EventPatternError } from "./errors.js";
import { locationOf, type Place } from "./json-location.js";
import { characterOf, continuesWord, EXPECTED, MOST_OF_WORD, unknownWord } from "./json-syntax.js";

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ["\\", "\\"],
  ["/", "/"],
  ["b", "\b"],
  ["f", "\f"],
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
]);

/** The characters of a pattern, and the position up to which they are read. */
export class JsonSource {
  private position = 0;
  private line = 1;
  private lineStart = 0;

  constructor(private readonly text: string) {}

  /** The place of the next character. */
  get place(): Place {
    return { line: this.line, column: this.position - this.lineStart + 1 };
  }

  /** The place of the last character. */
  get lastPlace(): Place {
    return { line: this.line, column: this.position - this.lineStart };
  }

  /** The next character, which is not read; empty at the end of the text. */
  get ahead(): string {
    return this.text.charAt(this.position);
  }

  /** Reads a character; empty at the end of the text. */
  read(): string {
    const character = this.ahead;
    if (character !== "") this.position++;
    return character;
  }

  /** Reads the first character that is not white space; empty at the end of the text. */
  readVisible(): string {
    for (;;) {
      const character = this.read();
      if (character === "\n" || (character === "\r" && this.ahead !== "\n")) {
        this.line++;
        this.lineStart = this.position;
      } else if (character === "/") throw this.unexpected(character, EXPECTED.comment);
      else if (character < " " && !["", "\t", "\r"].includes(character))
        throw this.error(
          `Illegal character (${characterOf(character)}): only regular white space (\\r, \\n, \\t) is allowed between tokens`,
        );
      else if (character !== " " && character !== "\t" && character !== "\r") return character;
    }
  }

  /** Reads the rest of a string, of which the quote was read. */
  readString(what: "name" | "string value"): string {
    let string = "";
    let start = this.position;
    for (;;) {
      const character = this.read();
      if (character === '"') return string + this.text.slice(start, this.position - 1);
      if (character === "")
        throw this.endOfInput(
          what === "name" ? " in field name" : ": was expecting closing quote for a string value",
        );
      if (character < " ")
        throw this.errorAt(
          this.lastPlace,
          `Illegal unquoted character (${characterOf(character)}): has to be escaped using backslash to be included in ${what}`,
        );
      if (character !== "\\") continue;
      string += this.text.slice(start, this.position - 1) + this.readEscape();
      start = this.position;
    }
  }

  /** Reads the rest of a word of which the beginning was read. @throws EventPatternError for another word */
  readWord(expected: string, beginning = expected.charAt(0)): void {
    let word = beginning;
    while (word.length < expected.length && this.ahead === expected.charAt(word.length)) word += this.read();
    if (word !== expected || (this.ahead >= "0" && continuesWord(this.ahead))) throw this.unknown(word);
  }

  /** The error of a word of which the beginning was read. */
  unknown(beginning: string): EventPatternError {
    let word = beginning;
    while (word.length < MOST_OF_WORD && continuesWord(this.ahead)) word += this.read();
    return this.error(unknownWord(word));
  }

  /** The error of a character that was read. */
  unexpected(character: string, expected: string): EventPatternError {
    return this.errorAt(this.lastPlace, `Unexpected character (${characterOf(character)}): ${expected}`);
  }

  /** The error of a character that was read, in a number. */
  unexpectedInNumber(character: string, expected: string, place = this.lastPlace): EventPatternError {
    return this.errorAt(
      place,
      `Unexpected character (${characterOf(character)}) in numeric value: ${expected}`,
    );
  }

  endOfInput(where: string): EventPatternError {
    return this.error(`Unexpected end-of-input${where}`);
  }

  /** An error at the next character. */
  error(reason: string): EventPatternError {
    return this.errorAt(this.place, reason);
  }

  errorAt(place: Place, reason: string): EventPatternError {
    return new EventPatternError(`${reason}\n at ${this.describe(place)}`);
  }

  /** A place of the text, as messages describe it. */
  describe(place: Place): string {
    return locationOf(this.text, place);
  }

  private readEscape(): string {
    const character = this.read();
    if (character === "u") return this.readCodeUnit();
    if (character === "") throw this.endOfInput(" in character escape sequence");
    const escaped = ESCAPES.get(character);
    if (escaped === undefined)
      throw this.errorAt(this.lastPlace, `Unrecognized character escape ${characterOf(character)}`);
    return escaped;
  }

  private readCodeUnit(): string {
    let digits = "";
    while (digits.length < 4) {
      const digit = this.read();
      if (digit === "") throw this.endOfInput(" in character escape sequence");
      if (!/[\da-f]/i.test(digit)) throw this.unexpected(digit, EXPECTED.hexDigit);
      digits += digit;
    }
    return String.fromCharCode(Number.parseInt(digits, 16));
  }
}

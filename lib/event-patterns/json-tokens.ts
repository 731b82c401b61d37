import { MOST_LEVELS } from "../text/json-document.js";
import { EventPatternError } from "./errors.js";
import type { Place } from "./json-location.js";
import { notStandard, readNumber } from "./json-number.js";
import { JsonSource } from "./json-source.js";
import { beginsWord, EXPECTED } from "./json-syntax.js";

/** A kind of token. `name` is the name of a member, `end` the end of the text. */
export type Token = "{" | "}" | "[" | "]" | "name" | "string" | "number" | "true" | "false" | "null" | "end";

/** An object or an array that is not closed. */
interface Container {
  readonly kind: "Object" | "Array";
  readonly start: Place;
  entries: number;
}

/**
 * The tokens of a pattern, with the errors of AWS's JSON parser. As in that parser, errors give the place up
 * to which the text is read: after the name of a member its value is read as well, but of a string only the
 * quote until the string is needed.
 */
export class JsonTokens {
  private readonly source: JsonSource;
  private readonly open: Container[] = [];
  private current: Token = "end";
  private name = "";
  private value = "";
  /** Whether of the last string only the quote is read. */
  private inString = false;
  /** The value of the member whose name is the current token. */
  private following: { readonly token: Token; readonly start: Place } | undefined;

  constructor(text: string) {
    this.source = new JsonSource(text);
  }

  /** Reads a token. @throws EventPatternError if it is not valid */
  next(): Token {
    if (this.following) {
      const { token, start } = this.following;
      this.following = undefined;
      return this.enter(token, start);
    }
    if (this.inString) this.finishString();
    let character = this.source.readVisible();
    const container = this.open.at(-1);
    if (character === "") return this.ended(container);
    if (character === "]" || character === "}") return this.close(character, container);
    if (container && container.entries++ > 0) {
      if (character !== ",")
        throw this.source.unexpected(character, `was expecting comma to separate ${container.kind} entries`);
      character = this.readWithin(container);
    }
    if (container?.kind === "Object") return this.readName(character, container);
    const start = this.source.lastPlace;
    return this.enter(this.readValue(character), start);
  }

  /** The current token as it is written, but a string or a name without quotes and escapes. */
  text(): string {
    switch (this.current) {
      case "name":
        return this.name;
      case "string":
        if (this.inString) this.finishString();
        return this.value;
      case "number":
        return this.value;
      default:
        return this.current;
    }
  }

  /** An error at the place up to which the text is read. */
  rejection(reason: string): EventPatternError {
    return this.source.error(reason);
  }

  private finishString(): void {
    this.inString = false;
    this.value = this.source.readString("string value");
  }

  private enter(token: Token, start: Place): Token {
    if (token === "{" || token === "[") {
      this.open.push({ kind: token === "{" ? "Object" : "Array", start, entries: 0 });
      if (this.open.length > MOST_LEVELS)
        throw new EventPatternError(
          `Document nesting depth (${this.open.length}) exceeds the maximum allowed (${MOST_LEVELS}, from \`StreamReadConstraints.getMaxNestingDepth()\`)`,
        );
    }
    this.current = token;
    return token;
  }

  private ended(container: Container | undefined): Token {
    if (container)
      throw this.source.endOfInput(
        `: expected close marker for ${container.kind} (start marker at ${this.source.describe(container.start)})`,
      );
    this.current = "end";
    return "end";
  }

  private close(character: "]" | "}", container: Container | undefined): Token {
    const expected = container?.kind === "Object" ? "}" : "]";
    if (!container || character !== expected) {
      const opened = container
        ? `${container.kind} starting at ${this.source.describe(container.start)}`
        : "root";
      throw this.source.errorAt(
        this.source.lastPlace,
        `Unexpected close marker '${character}': expected '${expected}' (for ${opened})`,
      );
    }
    this.open.pop();
    this.current = character;
    return character;
  }

  private readName(quote: string, container: Container): Token {
    if (quote !== '"') throw this.source.unexpected(quote, EXPECTED.name);
    this.name = this.source.readString("name");
    const colon = this.readWithin(container);
    if (colon !== ":") throw this.source.unexpected(colon, EXPECTED.colon);
    const first = this.readWithin(container);
    const start = this.source.lastPlace;
    this.following = { token: this.readValue(first), start };
    this.current = "name";
    return "name";
  }

  private readValue(first: string): Token {
    switch (first) {
      case '"':
        this.inString = true;
        return "string";
      case "{":
      case "[":
        return first;
      case "t":
        this.source.readWord("true");
        return "true";
      case "f":
        this.source.readWord("false");
        return "false";
      case "n":
        this.source.readWord("null");
        return "null";
    }
    if (first === "-" || (first >= "0" && first <= "9")) {
      this.value = readNumber(this.source, first);
      return "number";
    }
    throw this.notValue(first);
  }

  /** Reads a character after white space in a container that is not closed. */
  private readWithin({ kind }: Container): string {
    const character = this.source.readVisible();
    if (character === "") throw this.source.endOfInput(` within/between ${kind} entries`);
    return character;
  }

  /** The error of a character with which no value begins. */
  private notValue(first: string): EventPatternError {
    if (first === "N" || first === "I") {
      const word = first === "N" ? "NaN" : "Infinity";
      this.source.readWord(word);
      return notStandard(this.source, word);
    }
    if (first === "+") {
      if (this.source.read() === "") return this.source.endOfInput(" in a Number value");
      return this.source.unexpectedInNumber(first, EXPECTED.noPlus);
    }
    if (first === "}") return this.source.unexpected(first, EXPECTED.anyValue);
    return beginsWord(first) ? this.source.unknown(first) : this.source.unexpected(first, EXPECTED.value);
  }
}

import type { Member } from "../../model/shapes.js";

/**
 * An element with a string value. It is written with the tags before it, which in a response with many items
 * are nearly always the same.
 *
 * Strings are joined where they are stored instead of concatenated: a concatenated string keeps its pieces,
 * and each piece is visited again when it is encoded.
 */
export class TextField {
  readonly end: string;
  readonly #start: string;
  /** Whether most items have the same value: an enumeration, or a date. */
  readonly #repeats: boolean;
  #lastTags = "";
  #lastStart: string;
  #lastValue: unknown;
  #lastText: string | undefined;
  #lastElement = "";

  constructor(
    { shape }: Member,
    name: string,
    private readonly toText: (value: unknown) => string,
  ) {
    this.#start = `<${name}>`;
    this.#lastStart = this.#start;
    this.end = `</${name}>`;
    this.#repeats = shape.type === "timestamp" || (shape.type === "string" && shape.enum !== undefined);
  }

  readonly write = (value: unknown): string => this.writeAfter("", value) + this.end;

  /** The element after other tags, without its end tag. */
  writeAfter(tags: string, value: unknown): string {
    if (tags !== this.#lastTags) this.#startAfter(tags);
    if (!this.#repeats) return this.#lastStart + this.toText(value);
    if (value !== this.#lastValue || this.#lastText === undefined) this.#remember(value);
    return this.#lastElement;
  }

  #startAfter(tags: string): void {
    this.#lastTags = tags;
    this.#lastStart = [tags, this.#start].join("");
    this.#lastText = undefined;
  }

  #remember(value: unknown): void {
    this.#lastValue = value;
    const text = this.toText(value);
    if (text === this.#lastText) return;
    this.#lastText = text;
    this.#lastElement = [this.#lastStart, text].join("");
  }
}

import type { Member } from "../../model/shapes.js";

/**
 * An element that holds text. It is written with the tags that come before
 * it, which in an answer of many items are nearly always the same.
 */
export class TextField {
  readonly end: string;
  readonly #start: string;
  #lastTags = "";
  #lastStart: string;
  /** What was written last, where the model tells all texts that there are: most items have the same. */
  readonly #choices: ReadonlySet<unknown> | undefined;
  #lastChoice: unknown;
  #lastElement = "";

  constructor(
    { shape }: Member,
    name: string,
    private readonly toText: (value: unknown) => string,
  ) {
    this.#start = `<${name}>`;
    this.#lastStart = this.#start;
    this.end = `</${name}>`;
    this.#choices = shape.type === "string" && shape.enum ? new Set(shape.enum) : undefined;
  }

  readonly write = (value: unknown): string => this.writeAfter("", value) + this.end;

  /** The element without its end, behind other tags. */
  writeAfter(tags: string, value: unknown): string {
    if (tags !== this.#lastTags) {
      this.#lastTags = tags;
      this.#lastStart = tags + this.#start;
      this.#lastChoice = undefined;
    } else if (value === this.#lastChoice) {
      return this.#lastElement;
    }
    const element = this.#lastStart + this.toText(value);
    if (this.#choices?.has(value)) {
      this.#lastChoice = value;
      this.#lastElement = element;
    }
    return element;
  }
}

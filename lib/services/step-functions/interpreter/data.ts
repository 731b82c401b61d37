import type { Json } from "../../../runtime/store/codec.js";

/** Maximum size of inputs, outputs and results, in bytes of UTF-8. */
export const LARGEST_DATA = 262_144;
/** Maximum number of UTF-8 bytes of a UTF-16 code unit. */
const MOST_BYTES_PER_UNIT = 3;

/**
 * JSON as a string, as a value, or both; each is computed from the other on demand. Unchanged data keeps its
 * string, including its whitespace.
 */
export class Data {
  private constructor(
    private json: Json | undefined,
    private written: string | undefined,
  ) {}

  static of(value: Json): Data {
    return new Data(value, undefined);
  }

  /** @param text valid JSON. */
  static written(text: string): Data {
    return new Data(undefined, text);
  }

  /** Data for a value; `unchanged` itself if it has that value. */
  static like(value: Json, unchanged: Data): Data {
    return unchanged.json === value ? unchanged : Data.of(value);
  }

  get value(): Json {
    // The string is valid JSON.
    if (this.json === undefined) this.json = JSON.parse(this.written ?? "null") as Json;
    return this.json;
  }

  get text(): string {
    this.written ??= JSON.stringify(this.value);
    return this.written;
  }

  /** Whether it is larger than {@link LARGEST_DATA}. */
  get isTooLarge(): boolean {
    const { text } = this;
    return text.length * MOST_BYTES_PER_UNIT > LARGEST_DATA && Buffer.byteLength(text) > LARGEST_DATA;
  }
}

/** The most characters of a pattern that a message repeats. */
const MOST_CHARACTERS = 500;

/** A place in a text. Both numbers begin with 1; a column is a number of UTF-16 units. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** A place as AWS's JSON parser describes it: `[Source: (String)"{}"; line: 1, column: 2]`. */
export function locationOf(text: string, { line, column }: Place): string {
  const more = text.length - MOST_CHARACTERS;
  const truncated = more > 0 ? `[truncated ${more} chars]` : "";
  const shown = text.slice(0, MOST_CHARACTERS).replace(CONTROL, escaped);
  return `[Source: (String)"${shown}"${truncated}; line: ${line}, column: ${column}]`;
}

/** Control characters, except the ends of lines. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: The parser escapes them.
const CONTROL = /[\0-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f]/g;

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
}

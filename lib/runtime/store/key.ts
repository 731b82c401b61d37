/** A part of a key. Numbers are non-negative integers and sort by value. */
export type KeyPart = string | number;

/** The key of the row of a table with a single row. */
export const ONLY_ROW = "";

/** Separates the parts of a key. It sorts before every character of a part. */
const SEPARATOR = " ";
/** Starts the escape of a character of {@link RESERVED}; sorts before every other character of a part. */
const ESCAPE = "!";
/** The characters up to the escape. Parts contain them only in escaped form. */
const RESERVED = /[\0-!]/;
/** Added to a reserved character: a space becomes `!_`. */
const ESCAPE_OFFSET = 0x3f;
/** Digits of the largest safe integer. */
const NUMBER_WIDTH = 16;
/** What precedes a number, by the count of its digits. */
const PADDING = Array.from({ length: NUMBER_WIDTH + 1 }, (_, digits) => "0".repeat(NUMBER_WIDTH - digits));

/**
 * Joins parts to the key of a row. Different parts make different keys, and keys sort as their parts do: by
 * the first, then by the second.
 */
export function key(...parts: KeyPart[]): string {
  // In the list of this call: requests make several keys.
  for (let i = 0; i < parts.length; i++) parts[i] = encodePart(parts[i] ?? "");
  // `join` makes one flat string. A concatenated one is made flat where it is looked up, which takes longer.
  return parts.join(SEPARATOR);
}

/** The key with the parts of `parent` followed by these. */
export function keyBelow(parent: string, ...parts: readonly KeyPart[]): string {
  return parent + SEPARATOR + key(...parts);
}

/** The prefix shared by exactly the keys with these first parts. */
export function keyPrefix(...parts: readonly KeyPart[]): string {
  return key(...parts) + SEPARATOR;
}

/** A string that sorts after a key and all keys below it, and before the keys of all later parts. */
export function keyEnd(joined: string): string {
  return joined + ESCAPE;
}

/** The parts joined by {@link key}; numbers as 16 digits. */
export function keyParts(joined: string): string[] {
  return joined.split(SEPARATOR).map(decodePart);
}

/** Splits a key of {@link keyBelow} into the parent and the added part. */
export function keyAbove(joined: string): readonly [parent: string, part: string] {
  const end = joined.lastIndexOf(SEPARATOR);
  return [joined.slice(0, Math.max(0, end)), decodePart(joined.slice(end + 1))];
}

/** Converts a number so that keys sort from the last to the first. */
export function descending(order: number): number {
  return Number.MAX_SAFE_INTEGER - order;
}

function encodePart(part: KeyPart): string {
  if (typeof part === "number") return encodeNumber(part);
  return RESERVED.test(part) ? escaped(part) : part;
}

function encodeNumber(part: number): string {
  if (part < 0 || !Number.isSafeInteger(part))
    throw new RangeError(`A key cannot contain the number ${part}.`);
  const digits = String(part);
  return `${PADDING[digits.length]}${digits}`;
}

function escaped(part: string): string {
  let text = "";
  for (let i = 0; i < part.length; i++) {
    const unit = part.charCodeAt(i);
    text += unit > ESCAPE.charCodeAt(0) ? part[i] : ESCAPE + String.fromCharCode(unit + ESCAPE_OFFSET);
  }
  return text;
}

function decodePart(encoded: string): string {
  if (!encoded.includes(ESCAPE)) return encoded;
  return encoded.replace(/!(.)/gs, (_, unit: string) =>
    String.fromCharCode(unit.charCodeAt(0) - ESCAPE_OFFSET),
  );
}

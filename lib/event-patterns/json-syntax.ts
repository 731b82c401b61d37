/** The values that the parser accepts, as its messages list them. */
export const VALID_VALUES = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";

/** The most characters of an unknown word that are read. */
export const MOST_OF_WORD = 256;

export const EXPECTED = {
  name: "was expecting double-quote to start field name",
  colon: "was expecting a colon to separate field name and value",
  value: `expected a valid value ${VALID_VALUES}`,
  anyValue: "expected a value",
  noPlus:
    "JSON spec does not allow numbers to have plus signs: enable `JsonReadFeature.ALLOW_LEADING_PLUS_SIGN_FOR_NUMBERS` to allow",
  hexDigit: "expected a hex-digit for character escape sequence",
  comment:
    "maybe a (non-standard) comment? (not recognized as one since Feature 'ALLOW_COMMENTS' not enabled for parser)",
} as const;

/** A character as messages name it. */
export function characterOf(character: string): string {
  const code = character.charCodeAt(0);
  if (code < 32 || (code >= 127 && code < 160)) return `(CTRL-CHAR, code ${code})`;
  return `'${character}' (code ${code}${code > 255 ? ` / 0x${code.toString(16)}` : ""})`;
}

/** An unknown word, with the values that are possible. */
export function unknownWord(word: string): string {
  const shown = word.length < MOST_OF_WORD ? word : `${word}...`;
  return `Unrecognized token '${shown}': was expecting ${VALID_VALUES}`;
}

/** Whether a word can begin with a character: the rules for identifiers of Java. */
export function beginsWord(character: string): boolean {
  return /^[\p{L}\p{Nl}\p{Sc}\p{Pc}]$/u.test(character);
}

export function continuesWord(character: string): boolean {
  return /^[\p{L}\p{Nl}\p{Sc}\p{Pc}\p{Nd}\p{Mn}\p{Mc}\p{Cf}]$/u.test(character) || isIgnored(character);
}

/** Control characters that are not white space. */
function isIgnored(character: string): boolean {
  const code = character.charCodeAt(0);
  return code <= 8 || (code >= 14 && code <= 27) || (code >= 127 && code < 160);
}

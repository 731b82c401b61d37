/**
 * Optional whitespace in header values is only space and tab (RFC 9110, section 5.6.3). `String.trim` and
 * `\s` also match NO-BREAK SPACE and others, which are part of the value.
 */
const ENDS = /^[ \t]+|[ \t]+$/g;
const RUNS = /[ \t]+/g;

/** A header value without the whitespace around it. */
export function trimmedValue(value: string): string {
  return value.replace(ENDS, "");
}

/** A header value as signatures cover it: trimmed, with each run of whitespace replaced by one space. */
export function canonicalValue(value: string): string {
  return trimmedValue(value).replace(RUNS, " ");
}

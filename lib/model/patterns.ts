/**
 * Converts a pattern of the models, written for Java's `Pattern.matches`, to a JavaScript expression that
 * matches the whole value.
 *
 * Returns undefined if JavaScript has no equivalent. Such a pattern is not checked, so that a valid request
 * is never rejected.
 */
export function compilePattern(pattern: string): RegExp | undefined {
  if (JAVA_ONLY.test(pattern) || POSSESSIVE.test(pattern.replace(ATOMS, "x"))) return undefined;
  const inline = /^\(\?([ims]+)\)/.exec(pattern);
  const flags = inline?.[1] ?? "";
  const source = pattern
    .slice(inline?.[0].length ?? 0)
    .replaceAll("arn:aws(-[a-z]+)?:", EVERY_PARTITION)
    .replace(JAVA_ESCAPE, translateEscape);
  const unicode = /\\p\{|\\P\{|\\u\{/.test(source);
  return tryCompile(source, unicode ? `${flags}u` : flags);
}

/** Class intersections, atomic groups, quoting, flags switched off, and escapes that only Java has. */
const JAVA_ONLY = /&&|\(\?>|\\[QEGhHRXN]|\(\?[a-z]*-/;

/** `a++`: a possessive quantifier. */
const POSSESSIVE = /[+*?}]\+/;

/** Escapes and classes, in which "+" is a literal. */
const ATOMS = /\\[pPx]\{[^}]*\}|\\.|\[(?:\\.|[^\]\\])*\]/g;

/** The model of Scheduler has no place for aws-us-gov, in which the service is available. */
const EVERY_PARTITION = "arn:aws(-[a-z]+)*:";

const JAVA_ESCAPE = /\\(?:x\{([0-9A-Fa-f]+)\}|p\{(\w+)\}|P\{(\w+)\}|([AZz]))|\\[\s\S]/g;

/** Java's names of ASCII classes, which JavaScript's `\p` does not support. */
const ASCII_CLASSES: ReadonlyMap<string, string> = new Map([
  ["Alnum", "a-zA-Z0-9"],
  ["Alpha", "a-zA-Z"],
  ["ASCII", "\\u0000-\\u007F"],
  ["Blank", " \\t"],
  ["Digit", "0-9"],
  ["Graph", "!-~"],
  ["Lower", "a-z"],
  ["Print", " -~"],
  ["Punct", "!-\\/:-@\\[-`\\{-~"],
  ["Space", "\\s"],
  ["Upper", "A-Z"],
  ["XDigit", "0-9a-fA-F"],
]);

function translateEscape(
  whole: string,
  hex: string | undefined,
  property: string | undefined,
  negated: string | undefined,
  anchor: string | undefined,
  offset: number,
  source: string,
): string {
  if (hex !== undefined) return `\\u{${hex}}`;
  if (anchor !== undefined) return anchor === "A" ? "^" : "$";
  if (property !== undefined) {
    const ascii = ASCII_CLASSES.get(property);
    if (ascii === undefined) return `\\p{${property.replace(/^Is/, "")}}`;
    return insideClass(source, offset) ? ascii : `[${ascii}]`;
  }
  return negated === undefined ? whole : `\\P{${negated.replace(/^Is/, "")}}`;
}

function insideClass(source: string, offset: number): boolean {
  const before = source.slice(0, offset).replace(/\\[\s\S]/g, "");
  return before.lastIndexOf("[") > before.lastIndexOf("]");
}

function tryCompile(source: string, flags: string): RegExp | undefined {
  try {
    return new RegExp(`^(?:${source})$`, flags);
  } catch {
    // Java allows an unescaped "-" and other characters that the "u" flag rejects.
    return undefined;
  }
}

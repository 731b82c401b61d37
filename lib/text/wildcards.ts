/** The pattern syntax of a service. */
export interface WildcardSyntax {
  /** `?` matches any single character. Default `false`: ECR and CloudWatch Logs support only `*`. */
  readonly questionMark?: boolean;
  /** A backslash escapes the next `*`, `?` or backslash, as in EC2's filters. */
  readonly escapes?: boolean;
  /** Ignores letter case, as IAM does in actions. */
  readonly ignoreCase?: boolean;
}

/** A compiled pattern: character codes, and the negative numbers below. */
export type WildcardTokens = readonly number[];

/** The part of a string that {@link matchesTokens} reads. */
export interface Characters {
  readonly length: number;
  charCodeAt(index: number): number;
}

const ANY_TEXT = -1;
const ANY_CHARACTER = -2;

/**
 * Compiles a pattern in which `*` matches any string, including the empty one. The result tests whole
 * strings.
 *
 * Patterns come from clients, so they never become regular expressions: `*a*a*a*b` would backtrack for too
 * long.
 */
export function wildcardMatcher(pattern: string, syntax: WildcardSyntax = {}): (text: string) => boolean {
  const cased = syntax.ignoreCase === true ? (text: string) => text.toLowerCase() : undefined;
  const tokens = wildcardTokens(cased?.(pattern) ?? pattern, syntax);
  return cased ? (text) => matchesTokens(tokens, cased(text)) : (text) => matchesTokens(tokens, text);
}

/** Parses a pattern. Consecutive `*` are one. */
export function wildcardTokens(
  pattern: string,
  { questionMark = false, escapes = false }: WildcardSyntax = {},
): WildcardTokens {
  const tokens: number[] = [];
  for (let i = 0; i < pattern.length; i++) {
    const character = pattern.charAt(i);
    if (escapes && character === "\\" && /^[*?\\]/.test(pattern.slice(i + 1, i + 2))) {
      tokens.push(pattern.charCodeAt(++i));
    } else if (character === "*") {
      if (tokens.at(-1) !== ANY_TEXT) tokens.push(ANY_TEXT);
    } else {
      tokens.push(questionMark && character === "?" ? ANY_CHARACTER : pattern.charCodeAt(i));
    }
  }
  return tokens;
}

/**
 * Matches a whole string without recursion. On a mismatch, the part matched by the latest `*` grows by one
 * character; earlier ones never need to grow, because the shortest match for each leaves the most to those
 * after it. The cost is at most the length of the string times that of the pattern.
 */
export function matchesTokens(tokens: WildcardTokens, text: Characters): boolean {
  let token = 0;
  let position = 0;
  /** The token after the latest `*`, and the current end of its match. */
  let afterStar = -1;
  let starEnd = 0;
  while (position < text.length) {
    const wanted = tokens[token];
    if (wanted === ANY_TEXT) {
      afterStar = ++token;
      starEnd = position;
      if (afterStar === tokens.length) return true;
    } else if (wanted === ANY_CHARACTER || (wanted !== undefined && wanted === text.charCodeAt(position))) {
      token++;
      position++;
    } else if (afterStar >= 0) {
      token = afterStar;
      position = ++starEnd;
    } else {
      return false;
    }
  }
  if (tokens[token] === ANY_TEXT) token++;
  return token === tokens.length;
}

/** The pattern syntax of a service. */
export interface WildcardSyntax {
  /** `?` stands for any single character. Off by default: ECR and CloudWatch Logs have `*` alone. */
  readonly questionMark?: boolean;
  /** A backslash makes the next `*`, `?` or backslash a plain character, as in EC2's filters. */
  readonly escapes?: boolean;
  /** Upper and lower case are the same, as in IAM's actions. */
  readonly ignoreCase?: boolean;
}

/** A compiled pattern: character codes, and the negative numbers below. */
export type WildcardTokens = readonly number[];

/** What {@link matchesTokens} reads of a string. */
export interface Characters {
  readonly length: number;
  charCodeAt(index: number): number;
}

const ANY_TEXT = -1;
const ANY_CHARACTER = -2;

/**
 * Compiles a pattern in which `*` stands for any text, the empty one included.
 * The result tests whole strings.
 *
 * Patterns come from clients, so they are never made into regular expressions:
 * with `*a*a*a*b` those backtrack for longer than anybody waits.
 */
export function wildcardMatcher(pattern: string, syntax: WildcardSyntax = {}): (text: string) => boolean {
  const cased = syntax.ignoreCase === true ? (text: string) => text.toLowerCase() : undefined;
  const tokens = wildcardTokens(cased?.(pattern) ?? pattern, syntax);
  return cased ? (text) => matchesTokens(tokens, cased(text)) : (text) => matchesTokens(tokens, text);
}

/** Reads a pattern. Consecutive `*` are one. */
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
 * Matches a whole text, without recursion. On a mismatch the text that the
 * latest `*` stands for grows by one character; earlier ones never need to
 * grow, because the shortest text for each leaves most to those after it. The
 * cost is at most the length of the text times that of the pattern.
 */
export function matchesTokens(tokens: WildcardTokens, text: Characters): boolean {
  let token = 0;
  let position = 0;
  /** The token after the latest `*`, and where its text ends so far. */
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

import { type WildcardTokens, wildcardTokens } from "../text/wildcards.js";
import type { ConditionValues } from "./values.js";

/** A string of a policy: literal pieces, and variables such as `${aws:username}`. */
export type Template = readonly Piece[];

type Piece = Literal | Variable;

interface Literal {
  readonly text: string;
  /** Whether `*` and `?` in it are literal: they were written as `${*}`. */
  readonly exact: boolean;
}

interface Variable {
  /** In lower case. */
  readonly key: string;
  /** Used if the request lacks the key: `${aws:username, 'nobody'}`. */
  readonly fallback: string | undefined;
}

/** The content between `${` and `}`: a key with an optional default, or an escaped character. */
const VARIABLE = /\$\{(?:([*?$])|\s*([^},\s]+)\s*(?:,\s*'([^']*)'\s*)?)\}/g;

/**
 * Parses the variables of a string.
 *
 * @param hasVariables whether the version of the policy has variables: 2008-10-17 does not
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function templateOf(text: string, hasVariables: boolean): Template {
  if (!hasVariables || !text.includes("${")) return [{ text, exact: false }];
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of text.matchAll(VARIABLE)) {
    const [whole, escaped, key = "", fallback] = match;
    if (match.index > end) pieces.push({ text: text.slice(end, match.index), exact: false });
    pieces.push(
      escaped === undefined ? { key: key.toLowerCase(), fallback } : { text: escaped, exact: true },
    );
    end = match.index + whole.length;
  }
  if (end < text.length) pieces.push({ text: text.slice(end), exact: false });
  return pieces;
}

/** The string of a template; `undefined` if a variable has no single value. */
export function renderedText(template: Template, values: ConditionValues): string | undefined {
  let text = "";
  for (const piece of template) {
    const part = "key" in piece ? singleValue(piece, values) : piece.text;
    if (part === undefined) return undefined;
    text += part;
  }
  return text;
}

/** The pattern of a template, in which `*` and `?` of values are literal; `undefined` if a variable has no single value. */
export function renderedPattern(template: Template, values: ConditionValues): WildcardTokens | undefined {
  const tokens: number[] = [];
  for (const piece of template) {
    if ("key" in piece) {
      const value = singleValue(piece, values);
      if (value === undefined) return undefined;
      pushLiteral(tokens, value);
    } else if (piece.exact) pushLiteral(tokens, piece.text);
    else tokens.push(...wildcardTokens(piece.text, { questionMark: true }));
  }
  return tokens;
}

/** Whether a template has the same result for every request. */
export function isConstant(template: Template): boolean {
  return template.every((piece) => !("key" in piece));
}

/** Empty condition keys, for constant templates. */
export const NO_VALUES: ConditionValues = { value: () => undefined };

function singleValue({ key, fallback }: Variable, values: ConditionValues): string | undefined {
  const value = values.value(key);
  return typeof value === "string" ? value : fallback;
}

function pushLiteral(tokens: number[], text: string): void {
  for (let i = 0; i < text.length; i++) tokens.push(text.charCodeAt(i));
}

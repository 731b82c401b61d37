import { matchesTokens, type WildcardTokens, wildcardTokens } from "../text/wildcards.js";
import { isConstant, NO_VALUES, renderedPattern, type Template, templateOf } from "./templates.js";
import type { ConditionValues } from "./values.js";

/** Tests a string against a pattern of a policy. */
export type TextTest = (text: string, values: ConditionValues) => boolean;

/** Compiles a pattern with `*`, `?` and variables. */
export function patternTest(template: Template): TextTest {
  if (!isConstant(template)) {
    return (text, values) => {
      const tokens = renderedPattern(template, values);
      return tokens !== undefined && matchesTokens(tokens, text);
    };
  }
  const tokens = renderedPattern(template, NO_VALUES) ?? [];
  const literal = literalOf(tokens);
  return literal === undefined ? (text) => matchesTokens(tokens, text) : (text) => text === literal;
}

/** The only string that a pattern matches; `undefined` if it has wildcards. */
function literalOf(tokens: WildcardTokens): string | undefined {
  let text = "";
  for (const token of tokens) {
    if (token < 0) return undefined;
    text += String.fromCharCode(token);
  }
  return text;
}

/**
 * Compiles a pattern for actions in lower case. `*` and `?` match characters of the action, not of its
 * service.
 */
export function actionTest(pattern: string): (action: string) => boolean {
  const wanted = pattern.toLowerCase();
  if (wanted === "*" || wanted === "*:*") return () => true;
  const colon = wanted.indexOf(":");
  const service = wanted.slice(0, colon + 1);
  const tokens = wildcardTokens(wanted, { questionMark: true });
  if (colon < 0 || /[*?]/.test(service)) return () => false;
  return (action) => action.startsWith(service) && matchesTokens(tokens, action);
}

/** The number of parts of an ARN: `arn`, partition, service, region, account, resource. */
const PARTS = 6;

/**
 * Compiles an ARN pattern. Each part is compared with the same part of the pattern, so that `*` does not
 * match the colon between two parts, except in the resource.
 */
export function arnTest(pattern: string, hasVariables: boolean): TextTest {
  if (pattern === "*") return () => true;
  // A variable may contain the whole ARN.
  if (!pattern.startsWith("arn:")) return patternTest(templateOf(pattern, hasVariables));
  const parts = splitPattern(pattern);
  // IAM completes a shorter ARN: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
  while (parts.length < PARTS) parts.push("*");
  const templates = parts.map((part) => templateOf(part, hasVariables));
  const constant = templates.every(isConstant) ? constantTest(templates) : undefined;
  return constant ?? partsTest(templates);
}

/**
 * The common prefix of all strings that {@link arnTest} matches: the pattern up to its first wildcard or
 * variable.
 */
export function headOf(pattern: string): string {
  const end = pattern.search(/[*?$]/);
  if (!pattern.startsWith("arn:")) return "";
  return end < 0 ? pattern : pattern.slice(0, end);
}

function partsTest(templates: readonly Template[]): TextTest {
  const tests = templates.map(patternTest);
  return (text, values) => {
    let start = 0;
    for (let index = 0; index < PARTS - 1; index++) {
      const end = text.indexOf(":", start);
      if (end < 0 || !tests[index]?.(text.slice(start, end), values)) return false;
      start = end + 1;
    }
    return tests[PARTS - 1]?.(text.slice(start), values) === true;
  };
}

/**
 * The test for an ARN pattern with wildcards only in its resource, as in nearly all policies: the part before
 * the first wildcard is compared literally.
 */
function constantTest(templates: readonly Template[]): TextTest | undefined {
  const [resource = [], ...reversed] = templates.toReversed();
  const heads = reversed
    .toReversed()
    .map((template) => literalOf(renderedPattern(template, NO_VALUES) ?? []));
  if (heads.includes(undefined)) return undefined;
  const tokens = renderedPattern(resource, NO_VALUES) ?? [];
  const wildcard = tokens.findIndex((token) => token < 0);
  const literal = literalOf(wildcard < 0 ? tokens : tokens.slice(0, wildcard)) ?? "";
  const start = `${heads.join(":")}:${literal}`;
  if (wildcard < 0) return (text) => text === start;
  const tail = tokens.slice(wildcard);
  const begins = prefixTest(start);
  if (tail.length === 1 && matchesTokens(tail, "")) return begins;
  return (text) => begins(text) && matchesTokens(tail, text.slice(start.length));
}

/**
 * `startsWith` is the slowest part of a decision; nearly all patterns already differ in the last character.
 */
function prefixTest(prefix: string): (text: string) => boolean {
  const last = prefix.length - 1;
  const lastCode = prefix.charCodeAt(last);
  return (text) => text.charCodeAt(last) === lastCode && text.startsWith(prefix);
}

/** The parts of an ARN pattern. Colons in variables (`${aws:username}`) do not separate. */
function splitPattern(pattern: string): string[] {
  const parts: string[] = [];
  let start = 0;
  let inVariable = false;
  for (let i = 0; i < pattern.length && parts.length < PARTS - 1; i++) {
    if (pattern.startsWith("${", i)) inVariable = true;
    else if (pattern[i] === "}") inVariable = false;
    else if (pattern[i] === ":" && !inVariable) {
      parts.push(pattern.slice(start, i));
      start = i + 1;
    }
  }
  parts.push(pattern.slice(start));
  return parts;
}

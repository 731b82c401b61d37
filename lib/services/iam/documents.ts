import { CONDITION_OPERATOR, STATEMENT_ELEMENTS } from "../../policies/elements.js";
import { parseDocument } from "../../text/json-document.js";
import { malformedPolicy } from "./errors.js";

/** A statement, or anything else that stands in its place. */
export type Statement = Readonly<Record<string, unknown>>;

const VERSIONS: readonly unknown[] = ["2012-10-17", "2008-10-17"];
const MEMBERS = new Set(["Version", "Id", "Statement"]);

/**
 * The statements of a policy, whose common parts have been checked: version,
 * effects, ids and operators of conditions.
 *
 * @throws MalformedPolicyDocument
 */
export function statementsOf(text: string): readonly Statement[] {
  const document = parsed(text);
  const { Version, Statement } = document;
  if (Version !== undefined && !VERSIONS.includes(Version)) throw syntaxError();
  if (Object.keys(document).some((name) => !MEMBERS.has(name))) throw syntaxError();
  const statements = listOf(Statement);
  if (statements.length === 0) throw syntaxError();
  const checked = statements.map(checkedStatement);
  const ids = checked.map(({ Sid }) => Sid).filter((sid) => sid !== undefined && sid !== "");
  if (new Set(ids).size < ids.length)
    throw malformedPolicy("Statement IDs (SID) in a single policy must be unique.");
  return checked;
}

/** A member that may be one value or a list of them. */
export function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

/** A member that may be one text or a list of them. @throws MalformedPolicyDocument for anything else. */
export function textsOf(value: unknown): readonly string[] {
  const texts = listOf(value);
  if (!texts.every((text) => typeof text === "string")) throw syntaxError();
  return texts;
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export const syntaxError = () => malformedPolicy("Syntax errors in policy.");

/** Characters that count towards a quota: IAM leaves white space out. */
export function policySize(text: string): number {
  return text.replace(/\s/g, "").length;
}

/** Documents come back as RFC 3986 writes them in a URL. */
export function encodedDocument(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = parseDocument(text);
  } catch {
    throw malformedPolicy("This policy contains invalid Json");
  }
  if (!isObject(value)) throw syntaxError();
  return value;
}

function checkedStatement(statement: unknown): Statement {
  if (!isObject(statement)) throw syntaxError();
  const { Sid, Effect, Condition } = statement;
  if (Object.keys(statement).some((name) => !STATEMENT_ELEMENTS.has(name))) throw syntaxError();
  if (Effect !== "Allow" && Effect !== "Deny") throw syntaxError();
  if (Sid !== undefined && (typeof Sid !== "string" || !/^[0-9A-Za-z]*$/.test(Sid)))
    throw malformedPolicy(
      "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*",
    );
  if (Condition !== undefined && !(isObject(Condition) && Object.entries(Condition).every(isCondition)))
    throw syntaxError();
  return statement;
}

function isCondition([operator, keys]: [string, unknown]): boolean {
  return CONDITION_OPERATOR.test(operator) && isObject(keys);
}

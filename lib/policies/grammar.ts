import { parseDocument } from "../text/json-document.js";
import { own } from "../values/own.js";
import { CONDITION_OPERATOR } from "./conditions.js";
import { isObject, type Members, many, type PolicyDocument, type Statement } from "./document.js";
import { hasRepeatedKeys } from "./repeated-keys.js";

/** An error of a document, with the invalid part. */
export type PolicyFlaw =
  | { readonly kind: "not JSON" | "not an object" | "version" | "no statement" | "repeated sid" }
  /** A statement that is not an object, or an element of the wrong type. */
  | { readonly kind: "statement" }
  /** An object that has a member twice. AWS rejects it; the texts, which are those of other defects, are not verified. */
  | { readonly kind: "repeated member" }
  | { readonly kind: "unknown member" | "unknown element" | "missing element"; readonly name: string }
  | { readonly kind: "effect"; readonly effect: unknown }
  /** An id that is not alphanumeric. */
  | { readonly kind: "sid" }
  | { readonly kind: "operator"; readonly operator: string };

/** A statement whose principals are not checked yet: see `checkPrincipals`. */
export type ReadStatement = Omit<Statement, "Principal" | "NotPrincipal"> & {
  readonly Principal?: unknown;
  readonly NotPrincipal?: unknown;
};

/** The rules of a service for policies. */
export interface PolicyRules<Read extends ReadStatement> {
  /** Creates the service's error for a flaw. */
  error(flaw: PolicyFlaw): Error;
  /** Flaws that the service accepts. Default: none. */
  readonly ignores?: readonly ("unknown member" | "sid")[];
  /**
   * Elements that every statement must have: itself or its opposite. They are checked in this order, before
   * the effect.
   */
  readonly required?: readonly ("Principal" | "Effect")[];
  /** Checks service-specific parts of one statement: principals, actions and resources. */
  statement(statement: ReadStatement): Read;
}

/** The elements that a statement may have, for any service. */
const ELEMENTS: ReadonlySet<string> = new Set([
  "Sid",
  "Effect",
  "Principal",
  "NotPrincipal",
  "Action",
  "NotAction",
  "Resource",
  "NotResource",
  "Condition",
]);
const MEMBERS: ReadonlySet<string> = new Set(["Version", "Id", "Statement"]);
const VERSIONS: readonly unknown[] = [undefined, "2008-10-17", "2012-10-17"];

/**
 * Reads a policy document.
 *
 * @throws the rules' error for its first flaw.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function readPolicy<Read extends ReadStatement>(
  text: string,
  rules: PolicyRules<Read>,
): Omit<PolicyDocument, "Statement"> & { readonly Statement: readonly Read[] } {
  const document = readObject(text, rules);
  if (hasRepeatedKeys(text)) throw rules.error({ kind: "repeated member" });
  const { Version, Id, Statement } = document;
  if (Statement === undefined) throw rules.error({ kind: "missing element", name: "Statement" });
  if (!VERSIONS.includes(Version)) throw rules.error({ kind: "version" });
  const unknown = Object.keys(document).find((name) => !MEMBERS.has(name));
  if (unknown !== undefined && !rules.ignores?.includes("unknown member"))
    throw rules.error({ kind: "unknown member", name: unknown });
  const statements = many<unknown>(Statement).map((statement) =>
    rules.statement(readStatement(statement, rules)),
  );
  if (statements.length === 0) throw rules.error({ kind: "no statement" });
  // An empty Sid is ignored: Terraform writes one for every statement without an id.
  const ids = statements.flatMap(({ Sid }) => Sid || []);
  if (new Set(ids).size < ids.length) throw rules.error({ kind: "repeated sid" });
  return {
    ...(typeof Version === "string" && { Version }),
    ...(typeof Id === "string" && { Id }),
    Statement: statements,
  };
}

type CommonRules = Omit<PolicyRules<ReadStatement>, "statement">;

function readObject(text: string, rules: CommonRules): Members {
  let value: unknown;
  try {
    value = parseDocument(text);
  } catch {
    throw rules.error({ kind: "not JSON" });
  }
  if (!isObject(value)) throw rules.error({ kind: "not an object" });
  return value;
}

function readStatement(value: unknown, rules: CommonRules): ReadStatement {
  if (!isObject(value)) throw rules.error({ kind: "statement" });
  const unknown = Object.keys(value).find((name) => !ELEMENTS.has(name));
  if (unknown !== undefined) throw rules.error({ kind: "unknown element", name: unknown });
  for (const name of rules.required ?? []) {
    const opposite = name === "Principal" ? value.NotPrincipal : undefined;
    if (own(value, name) === undefined && opposite === undefined)
      throw rules.error({ kind: "missing element", name });
  }
  const { Effect, Sid } = value;
  if (Effect !== "Allow" && Effect !== "Deny") throw rules.error({ kind: "effect", effect: Effect });
  const isPlainId = Sid === undefined || (typeof Sid === "string" && /^[0-9A-Za-z]*$/.test(Sid));
  if (!isPlainId && !rules.ignores?.includes("sid")) throw rules.error({ kind: "sid" });
  if (!isTyped(value)) throw rules.error({ kind: "statement" });
  const operator = Object.keys(value.Condition ?? {}).find((name) => !CONDITION_OPERATOR.test(name));
  if (operator !== undefined) throw rules.error({ kind: "operator", operator });
  return value;
}

function isTyped(value: Members): value is Members & ReadStatement {
  const { Sid, Action, NotAction, Resource, NotResource, Condition } = value;
  return (
    (Sid === undefined || typeof Sid === "string") &&
    [Action, NotAction, Resource, NotResource].every(isOneOrMany) &&
    (Condition === undefined || (isObject(Condition) && Object.values(Condition).every(areConditions)))
  );
}

/** The keys of an operator with their values. */
function areConditions(keys: unknown): boolean {
  return (
    isObject(keys) &&
    Object.values(keys).every((values) =>
      many<unknown>(values).every((value) => ["string", "number", "boolean"].includes(typeof value)),
    )
  );
}

function isOneOrMany(value: unknown): boolean {
  return many<unknown>(value).every((item) => typeof item === "string");
}

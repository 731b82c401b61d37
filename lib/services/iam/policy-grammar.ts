import { isObject, many, type OneOrMany } from "../../policies/document.js";
import { type PolicyFlaw, type PolicyRules, type ReadStatement, readPolicy } from "../../policies/grammar.js";
import {
  checkPrincipals,
  isAccount,
  isPrincipalArn,
  type PrincipalFlaw,
  type PrincipalForms,
} from "../../policies/principals.js";
import type { AwsError } from "../../runtime/errors.js";
import { malformedPolicy } from "./errors.js";

const RULES: PolicyRules<ReadStatement> = { error: errorOf, statement: (statement) => statement };

/**
 * Checks a policy that is put into or attached to a role, user or group.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 *
 * @throws MalformedPolicyDocument
 */
export function checkIdentityPolicy(text: string): void {
  for (const statement of readPolicy(text, RULES).Statement) {
    if ((statement.Principal ?? statement.NotPrincipal) !== undefined)
      throw malformedPolicy("Policy document should not specify a principal.");
    const actions = oneOf(statement.Action, statement.NotAction);
    if (actions.length === 0) throw malformedPolicy("Policy statement must contain actions.");
    if (!actions.every((action) => action === "*" || /^[\w-]+:/.test(action)))
      throw malformedPolicy("Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.");
    const resources = oneOf(statement.Resource, statement.NotResource);
    if (resources.length === 0) throw malformedPolicy("Policy statement must contain resources.");
    const strange = resources.find((resource) => !/^(\*|arn:.*|\$\{.*)$/s.test(resource));
    if (strange !== undefined) throw malformedPolicy(`Resource ${strange} must be in ARN format or "*".`);
  }
}

/**
 * Checks a policy that says who may assume a role. Whether the users and roles
 * that it names exist is not asked.
 *
 * @throws MalformedPolicyDocument
 */
export function checkTrustPolicy(text: string): void {
  for (const statement of readPolicy(text, RULES).Statement) {
    for (const field of ["Resource", "NotResource"] as const)
      if (statement[field] !== undefined) throw malformedPolicy(`Has prohibited field ${field}`);
    const actions = oneOf(statement.Action, statement.NotAction);
    if (actions.length === 0) throw malformedPolicy("Missing required field Action");
    if (!actions.every((action) => /^(sts:.+|\*)$/i.test(action)))
      throw malformedPolicy("AssumeRole policy may only specify STS AssumeRole actions.");
    const principal = statement.Principal ?? statement.NotPrincipal;
    if (principal === undefined) throw malformedPolicy("Missing required field Principal");
    // IAM accepts an empty list beside a type that names someone: modules write `"Service": []` when they have no services.
    if (isObject(principal) && Object.values(principal).every((values) => many<unknown>(values).length === 0))
      throw syntaxError();
    checkPrincipals(statement, PRINCIPALS, principalError);
  }
}

/** The forms of principals in trust policies. */
const PRINCIPALS: PrincipalForms = new Map([
  [
    "AWS",
    (value) =>
      value === "*" || isAccount(value) || isPrincipalArn(value) || /^A(ROA|IDA)[A-Z0-9]+$/.test(value),
  ],
  ["Service", (value) => /^[\w-]+(\.[\w-]+)+$/.test(value)],
  ["Federated", (value) => isPrincipalArn(value) || /^[\w-]+(\.[\w-]+)+(\/\S*)?$/.test(value)],
  ["CanonicalUser", (value) => /^[0-9a-f]{64}$/.test(value)],
]);

function principalError({ kind, value }: PrincipalFlaw): AwsError {
  if (kind === undefined || !PRINCIPALS.has(kind) || typeof value !== "string") return syntaxError();
  return malformedPolicy(`Invalid principal in policy: "${kind.toUpperCase()}":"${value}"`);
}

/** The values of an element or of its opposite; a statement must not have both. */
function oneOf(values: OneOrMany | undefined, opposite: OneOrMany | undefined): readonly string[] {
  if (values !== undefined && opposite !== undefined) throw syntaxError();
  return many(values ?? opposite);
}

function errorOf({ kind }: PolicyFlaw): AwsError {
  switch (kind) {
    case "not JSON":
      return malformedPolicy("This policy contains invalid Json");
    case "sid":
      return malformedPolicy(
        "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*",
      );
    case "repeated sid":
      return malformedPolicy("Statement IDs (SID) in a single policy must be unique.");
    default:
      return syntaxError();
  }
}

function syntaxError(): AwsError {
  return malformedPolicy("Syntax errors in policy.");
}

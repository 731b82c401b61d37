import { own } from "../../values/own.js";
import { isObject, listOf, type Statement, statementsOf, syntaxError, textsOf } from "./documents.js";
import { malformedPolicy } from "./errors.js";

/**
 * Checks a policy that is put into or attached to a role, user or group.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 *
 * @throws MalformedPolicyDocument
 */
export function checkIdentityPolicy(text: string): void {
  for (const statement of statementsOf(text)) {
    if (has(statement, "Principal") || has(statement, "NotPrincipal"))
      throw malformedPolicy("Policy document should not specify a principal.");
    const actions = oneOf(statement, "Action", "NotAction");
    if (actions.length === 0) throw malformedPolicy("Policy statement must contain actions.");
    if (!actions.every((action) => action === "*" || /^[\w-]+:/.test(action)))
      throw malformedPolicy("Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.");
    const resources = oneOf(statement, "Resource", "NotResource");
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
  for (const statement of statementsOf(text)) {
    for (const field of ["Resource", "NotResource"])
      if (has(statement, field)) throw malformedPolicy(`Has prohibited field ${field}`);
    const actions = oneOf(statement, "Action", "NotAction");
    if (actions.length === 0) throw malformedPolicy("Missing required field Action");
    if (!actions.every((action) => /^(sts:.+|\*)$/i.test(action)))
      throw malformedPolicy("AssumeRole policy may only specify STS AssumeRole actions.");
    const principal = statement.Principal ?? statement.NotPrincipal;
    if (principal === undefined) throw malformedPolicy("Missing required field Principal");
    checkPrincipal(principal);
  }
}

/** The forms of principals, by type. */
const PRINCIPALS: ReadonlyMap<string, RegExp> = new Map([
  ["AWS", /^(\*|\d{12}|arn:aws[\w-]*:(iam|sts)::\d{12}:\S+|A(ROA|IDA)[A-Z0-9]+)$/],
  ["Service", /^[\w-]+(\.[\w-]+)+$/],
  ["Federated", /^(arn:aws[\w-]*:iam::\d{12}:\S+|[\w-]+(\.[\w-]+)+(\/\S*)?)$/],
  ["CanonicalUser", /^[0-9a-f]{64}$/],
]);

function checkPrincipal(principal: unknown): void {
  if (principal === "*") return;
  if (!isObject(principal)) throw syntaxError();
  const types = Object.entries(principal);
  // IAM accepts an empty list beside a type that names someone: modules write `"Service": []` when they have no services.
  if (types.every(([, values]) => listOf(values).length === 0)) throw syntaxError();
  for (const [type, values] of types) {
    const form = PRINCIPALS.get(type);
    if (form === undefined) throw syntaxError();
    const strange = textsOf(values).find((value) => !form.test(value));
    if (strange !== undefined)
      throw malformedPolicy(`Invalid principal in policy: "${type.toUpperCase()}":"${strange}"`);
  }
}

function has(statement: Statement, member: string): boolean {
  return own(statement, member) !== undefined;
}

/** The values of a member or of its opposite; a statement must not have both. */
function oneOf(statement: Statement, member: string, opposite: string): readonly string[] {
  if (has(statement, member) && has(statement, opposite)) throw syntaxError();
  return textsOf(own(statement, member) ?? own(statement, opposite));
}

import { isObject, many, type OneOrMany, type Statement } from "../document.js";
import { type PolicyFlaw, type PolicyRules, type ReadStatement, readPolicy } from "../grammar.js";
import {
  checkPrincipals,
  isAccount,
  isPrincipalArn,
  type PrincipalFlaw,
  type PrincipalForms,
} from "../principals.js";

/** Creates the service's error for a malformed policy. */
export type Malformed = (message: string) => Error;

const rulesOf = (malformed: Malformed): PolicyRules<ReadStatement> => ({
  error: (flaw) => errorOf(flaw, malformed),
  statement: (statement) => statement,
});

/**
 * Checks an inline or managed policy of a role, user or group.
 *
 * @throws the error of `malformed` for the first flaw
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function checkIdentityPolicy(text: string, malformed: Malformed): void {
  for (const statement of readPolicy(text, rulesOf(malformed)).Statement) {
    if ((statement.Principal ?? statement.NotPrincipal) !== undefined)
      throw malformed("Policy document should not specify a principal.");
    const actions = oneOf(malformed, statement.Action, statement.NotAction);
    if (actions.length === 0) throw malformed("Policy statement must contain actions.");
    if (!actions.every((action) => action === "*" || /^[\w-]+:/.test(action)))
      throw malformed("Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.");
    const resources = oneOf(malformed, statement.Resource, statement.NotResource);
    if (resources.length === 0) throw malformed("Policy statement must contain resources.");
    const strange = resources.find((resource) => !/^(\*|arn:.*|\$\{.*)$/s.test(resource));
    if (strange !== undefined) throw malformed(`Resource ${strange} must be in ARN format or "*".`);
  }
}

/**
 * Checks a trust policy. The users and roles in it need not exist.
 *
 * @returns its statements
 * @throws the error of `malformed` for the first flaw
 */
export function checkTrustPolicy(text: string, malformed: Malformed): readonly Statement[] {
  const statements: Statement[] = [];
  for (const statement of readPolicy(text, rulesOf(malformed)).Statement) {
    for (const field of ["Resource", "NotResource"] as const)
      if (statement[field] !== undefined) throw malformed(`Has prohibited field ${field}`);
    const actions = oneOf(malformed, statement.Action, statement.NotAction);
    if (actions.length === 0) throw malformed("Missing required field Action");
    if (!actions.every((action) => /^(sts:.+|\*)$/i.test(action)))
      throw malformed("AssumeRole policy may only specify STS AssumeRole actions.");
    const principal = statement.Principal ?? statement.NotPrincipal;
    if (principal === undefined) throw malformed("Missing required field Principal");
    // IAM accepts an empty list beside another type: Terraform modules write `"Service": []` if they have no
    // services.
    if (isObject(principal) && Object.values(principal).every((values) => many<unknown>(values).length === 0))
      throw syntaxError(malformed);
    checkPrincipals(statement, PRINCIPALS, (flaw) => principalError(flaw, malformed));
    statements.push(statement);
  }
  return statements;
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

function principalError({ kind, value }: PrincipalFlaw, malformed: Malformed): Error {
  if (kind === undefined || !PRINCIPALS.has(kind) || typeof value !== "string") return syntaxError(malformed);
  return malformed(`Invalid principal in policy: "${kind.toUpperCase()}":"${value}"`);
}

/** The values of an element or of its opposite. A statement must not have both. */
function oneOf(
  malformed: Malformed,
  values: OneOrMany | undefined,
  opposite: OneOrMany | undefined,
): readonly string[] {
  if (values !== undefined && opposite !== undefined) throw syntaxError(malformed);
  return many(values ?? opposite);
}

function errorOf({ kind }: PolicyFlaw, malformed: Malformed): Error {
  switch (kind) {
    case "not JSON":
      return malformed("This policy contains invalid Json");
    case "sid":
      return malformed(
        "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*",
      );
    case "repeated sid":
      return malformed("Statement IDs (SID) in a single policy must be unique.");
    default:
      return syntaxError(malformed);
  }
}

function syntaxError(malformed: Malformed): Error {
  return malformed("Syntax errors in policy.");
}

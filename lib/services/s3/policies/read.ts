import type { PolicyDocument, Statement } from "../../../policies/document.js";
import { type PolicyFlaw, type ReadStatement, readPolicy as read } from "../../../policies/grammar.js";
import { checkPrincipals } from "../../../policies/principals.js";
import type { AwsError } from "../../../runtime/errors.js";
import { malformedPolicy } from "../errors/buckets.js";
import { checkTargets } from "./actions.js";
import { checkConditions } from "./conditions.js";
import { normalizedPolicy } from "./normalized.js";
import { invalidPrincipal, PRINCIPALS } from "./principals.js";

const MAX_BYTES = 20 * 1024;

/**
 * Reads the policy of a bucket, with the checks of PutBucketPolicy, as S3 stores it.
 *
 * @throws MalformedPolicy
 */
export function readPolicy(text: string, bucket: { name: string; region: string }): PolicyDocument {
  if (!text.startsWith("{")) throw notJson();
  const document = read(text, {
    error: errorOf,
    ignores: ["unknown member", "sid"],
    required: ["Principal", "Effect"],
    statement: (statement) => checkedStatement(statement, bucket.name),
  });
  const policy = normalizedPolicy(document, bucket.region);
  if (Buffer.byteLength(JSON.stringify(policy)) > MAX_BYTES) {
    throw malformedPolicy("Normalized policy document exceeds the maximum allowed size");
  }
  return policy;
}

function checkedStatement(statement: ReadStatement, bucket: string): Statement {
  if ((statement.Action ?? statement.NotAction) === undefined) throw missing("Action");
  if ((statement.Resource ?? statement.NotResource) === undefined) throw missing("Resource");
  checkPrincipals(statement, PRINCIPALS, invalidPrincipal);
  checkTargets(statement, bucket);
  checkConditions(statement);
  return statement;
}

function errorOf(flaw: PolicyFlaw): AwsError {
  switch (flaw.kind) {
    case "not JSON":
    case "not an object":
      return notJson();
    case "version":
      return malformedPolicy("The policy must contain a valid version string");
    case "no statement":
      return malformedPolicy("Could not parse the policy: Statement is empty!");
    case "repeated sid":
      return malformedPolicy("Statement IDs (SID) in a single policy must be unique.");
    case "unknown element":
      return malformedPolicy(`Unknown field ${flaw.name}`);
    case "missing element":
      return missing(flaw.name);
    case "effect":
      return malformedPolicy(`Invalid effect: ${String(flaw.effect)}`);
    case "operator":
      return malformedPolicy(`Invalid Condition type : ${flaw.operator}`);
    default:
      return malformedPolicy("Invalid policy syntax.");
  }
}

function notJson(): AwsError {
  return malformedPolicy("Policies must be valid JSON and the first byte must be '{'");
}

function missing(field: string): AwsError {
  return malformedPolicy(`Missing required field ${field}`);
}

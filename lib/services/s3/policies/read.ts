import type { PolicyDocument, Statement } from "../../../policies/document.js";
import { type PolicyFlaw, type ReadStatement, readPolicy as read } from "../../../policies/grammar.js";
import { checkPrincipals } from "../../../policies/principals.js";
import type { AwsError } from "../../../runtime/errors.js";
import { parseArn } from "../../../shared/arn.js";
import { malformedPolicy } from "../errors/buckets.js";
import { checkTargets, isOfBucket } from "./actions.js";
import { checkConditions } from "./conditions.js";
import { normalizedPolicy } from "./normalized.js";
import { invalidPrincipal, PRINCIPALS } from "./principals.js";

const MAX_BYTES = 20 * 1024;

/**
 * Parses and validates a bucket policy as PutBucketPolicy does; returns it as S3 stores it.
 *
 * @throws MalformedPolicy
 */
export function readPolicy(text: string, bucket: { name: string; region: string }): PolicyDocument {
  return readPolicyOf(text, bucket.region, (resource) => isOfBucket(bucket.name, resource));
}

/**
 * As {@link readPolicy}, for an access point, whose policy applies to it and the objects behind it.
 *
 * @throws MalformedPolicy
 */
export function readAccessPointPolicy(text: string, arn: string): PolicyDocument {
  const { region = "" } = parseArn(arn) ?? {};
  return readPolicyOf(text, region, (resource) => resource === arn || resource.startsWith(`${arn}/object/`));
}

function readPolicyOf(
  text: string,
  region: string,
  isResource: (resource: string) => boolean,
): PolicyDocument {
  if (!text.startsWith("{")) throw notJson();
  const document = read(text, {
    error: errorOf,
    ignores: ["unknown member", "sid"],
    required: ["Principal", "Effect"],
    statement: (statement) => checkedStatement(statement, isResource),
  });
  const policy = normalizedPolicy(document, region);
  if (Buffer.byteLength(JSON.stringify(policy)) > MAX_BYTES) {
    throw malformedPolicy("Normalized policy document exceeds the maximum allowed size");
  }
  return policy;
}

function checkedStatement(statement: ReadStatement, isResource: (resource: string) => boolean): Statement {
  if ((statement.Action ?? statement.NotAction) === undefined) throw missing("Action");
  if ((statement.Resource ?? statement.NotResource) === undefined) throw missing("Resource");
  // The code is AWS's, the message is an assumption.
  if (statement.Effect === "Allow" && statement.NotPrincipal !== undefined)
    throw malformedPolicy("Allow with NotPrincipal is not allowed.");
  checkPrincipals(statement, PRINCIPALS, invalidPrincipal);
  checkTargets(statement, isResource);
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

import { STATEMENT_ELEMENTS } from "../../../policies/elements.js";
import { parseDocument } from "../../../text/json-document.js";
import { malformedPolicy } from "../errors/buckets.js";
import { checkTargets } from "./actions.js";
import { checkConditions } from "./conditions.js";
import { many, normalizedPolicy, type PolicyDocument, type Statement } from "./document.js";
import { checkPrincipals } from "./principals.js";

const MAX_BYTES = 20 * 1024;
const VERSIONS: readonly unknown[] = [undefined, "2008-10-17", "2012-10-17"];

/**
 * Reads the policy of a bucket and checks it as PutBucketPolicy does; it is given as S3 stores it.
 *
 * @throws MalformedPolicy
 */
export function readPolicy(text: string, bucket: { name: string; region: string }): PolicyDocument {
  const { Version, Id, Statement } = readObject(text);
  if (Statement === undefined) throw malformedPolicy("Missing required field Statement");
  if (!VERSIONS.includes(Version)) throw malformedPolicy("The policy must contain a valid version string");
  const statements = many<unknown>(Statement).map((statement) => readStatement(statement, bucket.name));
  if (statements.length === 0) throw malformedPolicy("Could not parse the policy: Statement is empty!");
  // An empty Sid is none: Terraform writes one for every statement without an id.
  const ids = statements.flatMap(({ Sid }) => Sid || []);
  if (new Set(ids).size < ids.length) {
    throw malformedPolicy("Statement IDs (SID) in a single policy must be unique.");
  }
  const read = {
    ...(typeof Version === "string" && { Version }),
    ...(typeof Id === "string" && { Id }),
    Statement: statements,
  };
  const policy = normalizedPolicy(read, bucket.region);
  if (Buffer.byteLength(JSON.stringify(policy)) > MAX_BYTES) {
    throw malformedPolicy("Normalized policy document exceeds the maximum allowed size");
  }
  return policy;
}

type Fields = Readonly<Record<string, unknown>>;

function readObject(text: string): Fields {
  try {
    const value: unknown = parseDocument(text);
    if (text.startsWith("{") && isFields(value)) return value;
  } catch {
    // Refused below.
  }
  throw malformedPolicy("Policies must be valid JSON and the first byte must be '{'");
}

function readStatement(value: unknown, bucket: string): Statement {
  if (!isFields(value)) throw malformedPolicy("Invalid policy syntax.");
  for (const field of Object.keys(value)) {
    if (!STATEMENT_ELEMENTS.has(field)) throw malformedPolicy(`Unknown field ${field}`);
  }
  if (value.Principal === undefined && value.NotPrincipal === undefined) throw missing("Principal");
  if (value.Effect === undefined) throw missing("Effect");
  if (value.Effect !== "Allow" && value.Effect !== "Deny") {
    throw malformedPolicy(`Invalid effect: ${String(value.Effect)}`);
  }
  if (value.Action === undefined && value.NotAction === undefined) throw missing("Action");
  if (value.Resource === undefined && value.NotResource === undefined) throw missing("Resource");
  checkPrincipals(value.Principal ?? value.NotPrincipal);
  if (!isStatement(value)) throw malformedPolicy("Invalid policy syntax.");
  checkTargets(value, bucket);
  checkConditions(value);
  return value;
}

function missing(field: string) {
  return malformedPolicy(`Missing required field ${field}`);
}

/** Effect and principals are known to be right. */
function isStatement(value: Fields): value is Fields & Statement {
  const { Sid, Action, NotAction, Resource, NotResource, Condition } = value;
  return (
    (Sid === undefined || typeof Sid === "string") &&
    [Action, NotAction, Resource, NotResource].every((field) => field === undefined || isTexts(field)) &&
    (Condition === undefined || (isFields(Condition) && Object.values(Condition).every(isFields)))
  );
}

function isTexts(value: unknown): boolean {
  return (
    typeof value === "string" || (Array.isArray(value) && value.every((item) => typeof item === "string"))
  );
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

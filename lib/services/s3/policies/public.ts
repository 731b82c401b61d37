import { many, type PolicyDocument, type Statement } from "../../../policies/document.js";
import { isForEverybody } from "../../../policies/principals.js";

/** Keys that make a statement for everybody non-public if they have fixed values. */
const NARROWING_KEYS: ReadonlySet<string> = new Set([
  "aws:principalaccount",
  "aws:principalarn",
  "aws:principalorgid",
  "aws:principalorgpaths",
  "aws:sourceaccount",
  "aws:sourcearn",
  "aws:sourceip",
  "aws:sourceorgid",
  "aws:sourceowner",
  "aws:sourcevpc",
  "aws:sourcevpce",
  "aws:userid",
  "s3:dataaccesspointaccount",
  "s3:dataaccesspointarn",
  "s3:x-amz-server-side-encryption-aws-kms-key-id",
]);

/** Operators that list allowed values rather than denied ones. */
const NARROWING_OPERATOR =
  /^(?:ForAnyValue:)?(?:String(?:Equals|Like)(?:IgnoreCase)?|Arn(?:Equals|Like)|IpAddress)$/i;

/**
 * Whether a policy is public: a statement allows something to everybody without a condition of fixed values.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
export function isPublic({ Statement }: PolicyDocument): boolean {
  return many(Statement).some(
    (statement) => statement.Effect === "Allow" && isForEverybody(statement) && !isNarrowed(statement),
  );
}

function isNarrowed({ Condition = {} }: Statement): boolean {
  return Object.entries(Condition).some(
    ([operator, keys]) =>
      NARROWING_OPERATOR.test(operator) &&
      Object.entries(keys).some(
        ([key, values]) =>
          NARROWING_KEYS.has(key.toLowerCase()) &&
          many<unknown>(values).every((value) => isFixed(key.toLowerCase(), String(value))),
      ),
  );
}

/** Without wildcards and variables; address ranges must not be too wide. */
function isFixed(key: string, value: string): boolean {
  if (key === "aws:sourceip") return !isBroad(value);
  return !/[*?]|\$\{/.test(value);
}

function isBroad(cidr: string): boolean {
  const bits = /\/(\d+)$/.exec(cidr)?.[1];
  return bits !== undefined && Number(bits) < (cidr.includes(":") ? 32 : 8);
}

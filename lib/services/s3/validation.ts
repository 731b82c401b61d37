import type { AwsError } from "../../core/errors.js";
import type { BrokenConstraint } from "../../core/service.js";
import { malformedAcl } from "./errors/acl.js";
import { unknownOwnership } from "./errors/buckets.js";
import { checksumUnsupported } from "./errors/checksums.js";
import { invalidEncoding } from "./errors/listings.js";
import { unknownLegalHold, unknownLockMode } from "./errors/lock.js";
import { invalidArgument, malformedXml } from "./errors/requests.js";
import { invalidTagKey } from "./errors/tags.js";

/** Members whose constraints have an error of their own; `value` is what the client sent. */
const OWN_ERRORS: readonly (readonly [member: RegExp, error: (value: string) => AwsError])[] = [
  [/^accessControlPolicy\b/, malformedAcl],
  [/^encodingType$/, invalidEncoding],
  [/^checksumAlgorithm$/, checksumUnsupported],
  [/^maxBuckets$/, badMaxBuckets],
  [/^objectLockLegalHoldStatus$/, unknownLegalHold],
  [/^objectLockMode$/, unknownLockMode],
  [/^objectOwnership$/, unknownOwnership],
];

/** S3 has no validation error of its own: what breaks its schema is `MalformedXML`, headers aside. */
export function validationError(_message: string, { path, value }: BrokenConstraint): AwsError {
  const sent = value.replace(/^'(.*)'$/s, "$1");
  // An empty key; one that is missing breaks the schema.
  if (sent === "" && /\.(?:tagSet|tags)\.\d+\.member\.key$/.test(path)) return invalidTagKey(sent);
  const own = OWN_ERRORS.find(([member]) => member.test(path));
  return own ? own[1](sent) : malformedXml();
}

function badMaxBuckets(value: string): AwsError {
  return invalidArgument("Argument max-buckets must be an integer between 1 and 10000", "max-buckets", value);
}

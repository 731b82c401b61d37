import type { AwsError } from "../../runtime/errors.js";
import type { BrokenConstraint } from "../../shared/constraints.js";
import { malformedPolicy, unknownOwnership } from "./errors/buckets.js";
import {
  invalidCopySourceKey,
  invalidStorageClass,
  invalidTagKey,
  unknownDirective,
} from "./errors/objects.js";
import {
  invalidEncryptionAlgorithm,
  malformedAcl,
  unknownLegalHold,
  unknownLockMode,
} from "./errors/protection.js";
import {
  invalidArgument,
  invalidEncoding,
  invalidRequest,
  malformedXml,
  missingRequestBody,
} from "./errors/requests.js";
import {
  invalidCompressionFormat,
  invalidExpressionType,
  invalidFileHeaderInfo,
  invalidJsonType,
  invalidQuoteFields,
} from "./errors/select.js";
import { checksumUnsupported } from "./errors/uploads.js";

type OwnErrors = readonly (readonly [member: RegExp, error: (value: string) => AwsError])[];

/** Members with their own errors for broken constraints; `value` is the client's. */
const OWN_ERRORS: OwnErrors = [
  [/^accessControlPolicy\b/, malformedAcl],
  [/^encodingType$/, invalidEncoding],
  [/^checksumAlgorithm$/, checksumUnsupported],
  [/^bucketNamespace$/, (value) => badHeader("x-amz-bucket-namespace", value)],
  [/^checksumMode$/, (value) => badHeader("x-amz-checksum-mode", value)],
  [/^checksumType$/, (value) => invalidRequest(`Value for x-amz-checksum-type header is invalid: ${value}`)],
  [/^maxBuckets$/, badMaxBuckets],
  [/^metadataDirective$/, (value) => unknownDirective("metadata", value)],
  [/^objectAttributes\b/, unknownAttribute],
  [/^objectLockLegalHoldStatus$/, unknownLegalHold],
  [/^objectLockMode$/, unknownLockMode],
  [/^objectOwnership$/, unknownOwnership],
  [/^requestPayer$/, (value) => badHeader("x-amz-request-payer", value)],
  [/^serverSideEncryption$/, invalidEncryptionAlgorithm],
  [/^storageClass$/, invalidStorageClass],
  // Of SelectObjectContent.
  [/^expressionType$/, invalidExpressionType],
  [/^inputSerialization\.compressionType$/, invalidCompressionFormat],
  [/^inputSerialization\.cSV\.fileHeaderInfo$/i, invalidFileHeaderInfo],
  [/^inputSerialization\.jSON\.type$/i, invalidJsonType],
  [/^outputSerialization\.cSV\.quoteFields$/i, invalidQuoteFields],
  [/^taggingDirective$/, (value) => unknownDirective("tagging", value)],
  [/^transitionDefaultMinimumObjectSize$/, unknownMinimumSize],
];

/** The errors for missing members, if not `MalformedXML`. */
const MISSING_ERRORS: OwnErrors = [
  [/^accessControlPolicy\./, malformedAcl],
  [/^copySource$/, invalidCopySourceKey],
  [/^objectAttributes$/, attributesMissing],
  [/^policy$/, () => malformedPolicy("Policies must be valid JSON and the first byte must be '{'")],
  // Members that are the whole body.
  [/^(?:delete|tagging|\w+(?:Configuration|Controls|Status|Payment))$/, missingRequestBody],
];

/** S3 has no validation error: input that breaks its schema is `MalformedXML`, except headers. */
export function validationError(_message: string, { path, value, constraint }: BrokenConstraint): AwsError {
  const missing = constraint.kind === "required";
  const sent = value.replace(/^'(.*)'$/s, "$1");
  // An empty key has its own error; a missing key breaks the schema.
  if (sent === "" && /\.(?:tagSet|tags)\.\d+\.member\.key$/.test(path)) return invalidTagKey(sent);
  const own = (missing ? MISSING_ERRORS : OWN_ERRORS).find(([member]) => member.test(path));
  return own ? own[1](sent) : malformedXml();
}

function attributesMissing(): AwsError {
  return invalidRequest(
    "The x-amz-object-attributes header specifying the attributes to be retrieved is either missing or empty",
  );
}

const ATTRIBUTES = ["ETag", "Checksum", "ObjectParts", "StorageClass", "ObjectSize"];

/** S3 names the first unknown attribute. */
function unknownAttribute(value: string): AwsError {
  const names = value.replace(/^\[|\]$/g, "").split(/, ?/);
  const unknown = names.find((name) => !ATTRIBUTES.includes(name)) ?? value;
  return invalidArgument("Invalid attribute name specified.", "x-amz-object-attributes", unknown);
}

function badHeader(name: string, value: string): AwsError {
  return invalidArgument(`Invalid value for the header ${name}`, name, value);
}

function badMaxBuckets(value: string): AwsError {
  return invalidArgument("Argument max-buckets must be an integer between 1 and 10000", "max-buckets", value);
}

function unknownMinimumSize(value: string): AwsError {
  return invalidRequest(`Invalid TransitionDefaultMinimumObjectSize found: ${value}`);
}

import type { AwsError } from "../../core/errors.js";
import type { BrokenConstraint } from "../../core/service.js";
import { malformedPolicy, missingRequestBody } from "./errors/configuration.js";
import { refusal } from "./errors/refusal.js";
import { invalidArgument, invalidRequest, malformedXml } from "./errors/requests.js";

/**
 * S3 has no validation error of its own: what breaks the schema of a body is
 * `MalformedXML`; headers and parameters, whose paths have one part, have errors of their own.
 */
export function validationError(_message: string, { path, value }: BrokenConstraint): AwsError {
  if (value === "null") return missing(path);
  const refused = REFUSALS[path];
  return refused ? refused(value.slice(1, -1)) : malformedXml();
}

function missing(path: string): AwsError {
  if (path === "policy") return malformedPolicy("Policies must be valid JSON and the first byte must be '{'");
  if (path === "multipartUpload" || path.includes(".")) return malformedXml();
  if (path === "copySource") return invalidArgument("Invalid copy source object key", "x-amz-copy-source");
  return BODIES.test(path) ? missingRequestBody() : invalidArgument(`Missing required parameter`, path);
}

/** Members that are the whole body of a request. */
const BODIES = /(Configuration|Controls|Status|Payment|Payload|[Tt]agging|^delete)$/;

const REFUSALS: Readonly<Record<string, (value: string) => AwsError>> = {
  bucketNamespace: (value) => invalidArgument("Invalid bucket namespace", "x-amz-bucket-namespace", value),
  checksumAlgorithm: () => unknownChecksum(),
  checksumMode: (value) => invalidArgument("Invalid checksum mode", "x-amz-checksum-mode", value),
  checksumType: (value) => invalidRequest(`Value for x-amz-checksum-type header is invalid: ${value}`),
  encodingType: (value) =>
    invalidArgument("Invalid Encoding Method specified in Request", "encoding-type", value),
  metadataDirective: (value) =>
    invalidArgument("Unknown metadata directive.", "x-amz-metadata-directive", value),
  objectAttributes: (value) =>
    invalidArgument("Invalid attribute name specified.", "x-amz-object-attributes", value),
  objectLockLegalHoldStatus: (value) =>
    invalidArgument("Legal Hold must be either of 'ON' or 'OFF'", "x-amz-object-lock-legal-hold", value),
  objectLockMode: (value) => invalidArgument("Unknown wormMode directive.", "x-amz-object-lock-mode", value),
  objectOwnership: (value) =>
    invalidArgument(`Invalid x-amz-object-ownership header: ${value}`, "x-amz-object-ownership", value),
  requestPayer: (value) => invalidArgument("Invalid request payer", "x-amz-request-payer", value),
  serverSideEncryption: (value) => invalidEncryption(value),
  storageClass: (StorageClassRequested) =>
    refusal(400, "InvalidStorageClass", "The storage class you specified is not valid", {
      StorageClassRequested,
    }),
  taggingDirective: (value) =>
    invalidArgument("Unknown tagging directive.", "x-amz-tagging-directive", value),
  transitionDefaultMinimumObjectSize: (value) =>
    invalidRequest(`Invalid TransitionDefaultMinimumObjectSize found: ${value}`),
};

function unknownChecksum(): AwsError {
  return invalidRequest(
    "Checksum algorithm provided is unsupported. Please try again with any of the valid types: " +
      "[CRC32, CRC32C, CRC64NVME, SHA1, SHA256]",
  );
}

function invalidEncryption(ArgumentValue: string): AwsError {
  const message = "The Encryption request you specified is not valid. Supported value: AES256.";
  const ArgumentName = "x-amz-server-side-encryption";
  return refusal(400, "InvalidEncryptionAlgorithmError", message, { ArgumentName, ArgumentValue });
}

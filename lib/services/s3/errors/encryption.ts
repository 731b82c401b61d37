import type { AwsError } from "../../../runtime/errors.js";
import { accessDenied, invalidArgument, invalidRequest } from "./requests.js";
import { s3Error } from "./s3-error.js";

/** S3 names this header in all errors about encryption, whichever header is wrong. */
const ARGUMENT = "x-amz-server-side-encryption";

const CUSTOMER_KEYS = "Requests specifying Server Side Encryption with Customer provided keys must provide";

export function invalidEncryptionAlgorithm(ArgumentValue: string): AwsError {
  const message = "The Encryption request you specified is not valid. Supported value: AES256.";
  return s3Error(400, "InvalidEncryptionAlgorithmError", message, { ArgumentName: ARGUMENT, ArgumentValue });
}

export function keyWithoutKms(): AwsError {
  const message =
    "Server Side Encryption with AWS KMS managed key requires HTTP header x-amz-server-side-encryption : aws:kms";
  return invalidArgument(message, ARGUMENT);
}

export function incompatibleEncryption(method: string): AwsError {
  const message =
    "Server Side Encryption with Customer provided key is incompatible with the encryption method specified";
  return invalidArgument(message, ARGUMENT, method);
}

export function customerAlgorithmMissing(): AwsError {
  return invalidArgument(`${CUSTOMER_KEYS} a valid encryption algorithm.`, ARGUMENT);
}

export function customerKeyMissing(): AwsError {
  return invalidArgument(`${CUSTOMER_KEYS} an appropriate secret key.`, ARGUMENT);
}

export function customerKeyInvalid(): AwsError {
  return invalidArgument("The secret key was invalid for the specified algorithm.", ARGUMENT);
}

export function customerKeyDigestWrong(): AwsError {
  const message = "The calculated MD5 hash of the key did not match the hash that was provided.";
  return invalidArgument(message, ARGUMENT);
}

export function customerKeyNeeded(): AwsError {
  return invalidRequest(
    "The object was stored using a form of Server Side Encryption. " +
      "The correct parameters must be provided to retrieve the object.",
  );
}

export function customerKeyWrong(): AwsError {
  return accessDenied(`${CUSTOMER_KEYS} the correct secret key.`);
}

export function customerKeyNotApplicable(): AwsError {
  return invalidRequest("The encryption parameters are not applicable to this object.");
}

/** @param message In KMS's own words. */
export function kmsNotFound(message: string): AwsError {
  return s3Error(400, "KMS.NotFoundException", message);
}

import { createHash } from "node:crypto";
import {
  customerAlgorithmMissing,
  customerKeyDigestWrong,
  customerKeyInvalid,
  customerKeyMissing,
  customerKeyNeeded,
  customerKeyNotApplicable,
  customerKeyWrong,
  invalidEncryptionAlgorithm,
} from "../errors/protection.js";
import type { StoredEncryption } from "../state/objects.js";

/** The headers of encryption with the customer's own key (SSE-C). */
export interface CustomerKey {
  readonly SSECustomerAlgorithm?: string;
  readonly SSECustomerKey?: string;
  readonly SSECustomerKeyMD5?: string;
}

export function hasCustomerKey(input: CustomerKey): boolean {
  return (
    input.SSECustomerAlgorithm !== undefined ||
    input.SSECustomerKey !== undefined ||
    input.SSECustomerKeyMD5 !== undefined
  );
}

/**
 * Validates the key of an upload, and returns its digest, which is all that S3 keeps.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerSideEncryptionCustomerKeys.html
 *
 * @throws InvalidArgument, InvalidEncryptionAlgorithmError
 */
export function customerKeyDigest(input: CustomerKey): string {
  const { SSECustomerAlgorithm: algorithm, SSECustomerKey: key, SSECustomerKeyMD5: digest } = input;
  if (algorithm === undefined) throw customerAlgorithmMissing();
  if (algorithm !== "AES256") throw invalidEncryptionAlgorithm(algorithm);
  if (key === undefined) throw customerKeyMissing();
  const bytes = Buffer.from(key, "base64");
  if (digest === undefined || bytes.length !== 32) throw customerKeyInvalid();
  if (createHash("md5").update(bytes).digest("base64") !== digest) throw customerKeyDigestWrong();
  return digest;
}

/**
 * Compares the key of a reader with the one that the object was written with.
 *
 * @throws InvalidRequest if it is missing or not allowed, AccessDenied if it differs.
 */
export function checkCustomerKey(encryption: StoredEncryption, input: CustomerKey): void {
  if (encryption.kind !== "customer") {
    if (hasCustomerKey(input)) throw customerKeyNotApplicable();
    return;
  }
  const { SSECustomerAlgorithm, SSECustomerKey, SSECustomerKeyMD5 } = input;
  if (SSECustomerKey === undefined) throw customerKeyNeeded();
  if (SSECustomerAlgorithm === undefined) throw customerAlgorithmMissing();
  if (SSECustomerAlgorithm !== "AES256") throw invalidEncryptionAlgorithm(SSECustomerAlgorithm);
  if (SSECustomerKeyMD5 === undefined || customerKeyDigest(input) !== encryption.keyMd5)
    throw customerKeyWrong();
}

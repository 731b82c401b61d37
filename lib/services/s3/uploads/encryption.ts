import { type CustomerKey, customerKeyDigest, hasCustomerKey } from "../encryption/customer-keys.js";
import { partEncryptionDiffers, partEncryptionMissing } from "../errors/uploads.js";
import type { UploadRow } from "../state/uploads.js";

/**
 * Every part must come with the customer's key that the upload was begun with.
 *
 * @throws InvalidRequest; InvalidArgument for what is no key.
 */
export function checkPartKey({ encryption }: UploadRow, input: CustomerKey): void {
  if ((encryption.kind === "customer") !== hasCustomerKey(input)) throw partEncryptionMissing();
  if (encryption.kind === "customer" && customerKeyDigest(input) !== encryption.keyMd5) {
    throw partEncryptionDiffers();
  }
}

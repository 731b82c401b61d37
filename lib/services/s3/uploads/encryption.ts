import { type CustomerKey, customerKeyDigest, hasCustomerKey } from "../encryption/customer-keys.js";
import { partEncryptionDiffers, partEncryptionMissing } from "../errors/uploads.js";
import type { UploadRow } from "../state/uploads.js";

/**
 * Checks that a part has the customer key of its upload.
 *
 * @throws InvalidRequest; InvalidArgument for an invalid key.
 */
export function checkPartKey({ encryption }: UploadRow, input: CustomerKey): void {
  if ((encryption.kind === "customer") !== hasCustomerKey(input)) throw partEncryptionMissing();
  if (encryption.kind === "customer" && customerKeyDigest(input) !== encryption.keyMd5) {
    throw partEncryptionDiffers();
  }
}

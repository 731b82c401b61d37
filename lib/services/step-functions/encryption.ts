import type { Context } from "../../runtime/context.js";
import { parseArn } from "../../shared/arn.js";
import { kmsKeyOfOtherRegion, noKmsKey } from "./errors/state-machines.js";
import type { EncryptionConfiguration } from "./generated/types.js";

const DEFAULT_REUSE_SECONDS = 300;

/**
 * Validates an encryption configuration, and applies defaults. Data is not encrypted. @throws
 * InvalidEncryptionConfiguration
 */
export function checkEncryption(
  ctx: Context,
  given: EncryptionConfiguration | undefined,
): EncryptionConfiguration {
  if (given?.type !== "CUSTOMER_MANAGED_KMS_KEY") return { type: "AWS_OWNED_KEY" };
  const { kmsKeyId, kmsDataKeyReusePeriodSeconds = DEFAULT_REUSE_SECONDS, type } = given;
  if (kmsKeyId === undefined) throw noKmsKey();
  const arn = parseArn(kmsKeyId);
  if (kmsKeyId.startsWith("arn:") && arn?.service !== "kms") throw noKmsKey();
  if (arn && arn.region !== ctx.region) throw kmsKeyOfOtherRegion(arn.region);
  return { kmsKeyId, kmsDataKeyReusePeriodSeconds, type };
}

import { invalidArgument, malformedXml } from "../errors/requests.js";
import type { ServerSideEncryptionConfiguration, ServerSideEncryptionRule } from "../generated/types.js";

/** The default encryption of a bucket. */
export const DEFAULT_ENCRYPTION: ServerSideEncryptionConfiguration = {
  Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" }, BucketKeyEnabled: false }],
};

/**
 * A bucket's encryption as it is stored and returned, with S3's defaults.
 *
 * @throws MalformedXML unless there is exactly one rule; InvalidArgument for an unused key
 */
export function normalizedEncryption({
  Rules,
}: ServerSideEncryptionConfiguration): ServerSideEncryptionConfiguration {
  const [rule] = Rules;
  if (!rule || Rules.length !== 1) throw malformedXml();
  return { Rules: [normalizedRule(rule)] };
}

function normalizedRule(rule: ServerSideEncryptionRule): ServerSideEncryptionRule {
  const byDefault = rule.ApplyServerSideEncryptionByDefault ?? { SSEAlgorithm: "AES256" as const };
  const { SSEAlgorithm, KMSMasterKeyID } = byDefault;
  if (KMSMasterKeyID !== undefined && SSEAlgorithm === "AES256") {
    throw invalidArgument(
      "a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse",
      "ApplyServerSideEncryptionByDefault",
    );
  }
  const { BucketKeyEnabled = false, BlockedEncryptionTypes } = rule;
  return {
    ApplyServerSideEncryptionByDefault: byDefault,
    BucketKeyEnabled,
    ...(BlockedEncryptionTypes && { BlockedEncryptionTypes }),
  };
}

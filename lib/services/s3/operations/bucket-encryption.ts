import type { Context } from "../../../runtime/context.js";
import { configure, seenConfigurationOf } from "../buckets/configure.js";
import { DEFAULT_ENCRYPTION, normalizedEncryption } from "../buckets/encryption.js";
import type {
  DeleteBucketEncryptionRequest,
  GetBucketEncryptionOutput,
  GetBucketEncryptionRequest,
  PutBucketEncryptionRequest,
} from "../generated/types.js";

export function putBucketEncryption(input: PutBucketEncryptionRequest, ctx: Context): object {
  configure(ctx, input, { encryption: normalizedEncryption(input.ServerSideEncryptionConfiguration) });
  return {};
}

export function getBucketEncryption(
  input: GetBucketEncryptionRequest,
  ctx: Context,
): GetBucketEncryptionOutput {
  const { encryption = DEFAULT_ENCRYPTION } = seenConfigurationOf(ctx, input);
  return { ServerSideEncryptionConfiguration: encryption };
}

export function deleteBucketEncryption(input: DeleteBucketEncryptionRequest, ctx: Context): object {
  configure(ctx, input, { encryption: undefined });
  return {};
}

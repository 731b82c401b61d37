import type { Context } from "../../../runtime/context.js";
import { configure, seenConfigurationOf } from "../buckets/configure.js";
import { findBucket } from "../buckets/find.js";
import { generatedId } from "../buckets/generated-ids.js";
import { lifecycleWithMfaDelete, noSuchLifecycle } from "../errors/buckets.js";
import { missingRequestBody } from "../errors/requests.js";
import type {
  DeleteBucketLifecycleRequest,
  GetBucketLifecycleConfigurationOutput,
  GetBucketLifecycleConfigurationRequest,
  PutBucketLifecycleConfigurationOutput,
  PutBucketLifecycleConfigurationRequest,
} from "../generated/types.js";
import { checkLifecycle } from "../lifecycle/rules.js";
import { lookAtAll } from "../lifecycle/scan.js";

const DEFAULT_MINIMUM_SIZE = "all_storage_classes_128K";

export function putBucketLifecycleConfiguration(
  input: PutBucketLifecycleConfigurationRequest,
  ctx: Context,
): PutBucketLifecycleConfigurationOutput {
  const { configuration } = findBucket(ctx, input);
  const { LifecycleConfiguration, TransitionDefaultMinimumObjectSize = DEFAULT_MINIMUM_SIZE } = input;
  if (!LifecycleConfiguration) throw missingRequestBody();
  if (configuration.mfaDelete === "Enabled") throw lifecycleWithMfaDelete();
  checkLifecycle(LifecycleConfiguration.Rules);
  const rules = LifecycleConfiguration.Rules.map((rule) => ({ ...rule, ID: rule.ID || generatedId(ctx) }));
  const lifecycle = { rules, minimumSize: TransitionDefaultMinimumObjectSize };
  lookAtAll(ctx, configure(ctx, input, { lifecycle }));
  return { TransitionDefaultMinimumObjectSize };
}

export function getBucketLifecycleConfiguration(
  input: GetBucketLifecycleConfigurationRequest,
  ctx: Context,
): GetBucketLifecycleConfigurationOutput {
  const { lifecycle } = seenConfigurationOf(ctx, input);
  if (!lifecycle) throw noSuchLifecycle(input.Bucket);
  return { Rules: lifecycle.rules, TransitionDefaultMinimumObjectSize: lifecycle.minimumSize };
}

export function deleteBucketLifecycle(input: DeleteBucketLifecycleRequest, ctx: Context): object {
  lookAtAll(ctx, configure(ctx, input, { lifecycle: undefined }));
  return {};
}

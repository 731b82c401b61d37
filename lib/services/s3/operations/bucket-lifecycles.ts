import type { Context } from "../../../runtime/context.js";
import { configurationOf, configure } from "../buckets/configure.js";
import { findBucket } from "../buckets/find.js";
import { generatedId } from "../buckets/generated-ids.js";
import { noSuchLifecycle } from "../errors/buckets.js";
import { missingRequestBody } from "../errors/requests.js";
import type {
  DeleteBucketLifecycleRequest,
  GetBucketLifecycleConfigurationOutput,
  GetBucketLifecycleConfigurationRequest,
  PutBucketLifecycleConfigurationOutput,
  PutBucketLifecycleConfigurationRequest,
} from "../generated/types.js";
import { checkLifecycle } from "../lifecycle/rules.js";

const DEFAULT_MINIMUM_SIZE = "all_storage_classes_128K";

export function putBucketLifecycleConfiguration(
  input: PutBucketLifecycleConfigurationRequest,
  ctx: Context,
): PutBucketLifecycleConfigurationOutput {
  findBucket(ctx, input);
  const { LifecycleConfiguration, TransitionDefaultMinimumObjectSize = DEFAULT_MINIMUM_SIZE } = input;
  if (!LifecycleConfiguration) throw missingRequestBody();
  checkLifecycle(LifecycleConfiguration.Rules);
  const rules = LifecycleConfiguration.Rules.map((rule) => ({ ...rule, ID: rule.ID || generatedId(ctx) }));
  configure(ctx, input, { lifecycle: { rules, minimumSize: TransitionDefaultMinimumObjectSize } });
  return { TransitionDefaultMinimumObjectSize };
}

export function getBucketLifecycleConfiguration(
  input: GetBucketLifecycleConfigurationRequest,
  ctx: Context,
): GetBucketLifecycleConfigurationOutput {
  const { lifecycle } = configurationOf(ctx, input);
  if (!lifecycle) throw noSuchLifecycle(input.Bucket);
  return { Rules: lifecycle.rules, TransitionDefaultMinimumObjectSize: lifecycle.minimumSize };
}

export function deleteBucketLifecycle(input: DeleteBucketLifecycleRequest, ctx: Context): object {
  configure(ctx, input, { lifecycle: undefined });
  return {};
}

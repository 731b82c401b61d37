import type { Context } from "../../../runtime/context.js";
import { configure, seenConfigurationOf } from "../buckets/configure.js";
import { findBucket } from "../buckets/find.js";
import { crossLocationLogging, invalidTargetBucketForLogging } from "../errors/buckets.js";
import type {
  GetBucketLoggingOutput,
  GetBucketLoggingRequest,
  PutBucketLoggingRequest,
} from "../generated/types.js";
import { rememberLogging } from "../logging/deliver.js";
import { BUCKETS } from "../state/buckets.js";

export function putBucketLogging(input: PutBucketLoggingRequest, ctx: Context): object {
  const source = findBucket(ctx, input);
  const { LoggingEnabled } = input.BucketLoggingStatus;
  if (LoggingEnabled) {
    const target = ctx.table(BUCKETS).get(LoggingEnabled.TargetBucket);
    if (target?.owner !== source.owner) throw invalidTargetBucketForLogging(LoggingEnabled.TargetBucket);
    if (target.region !== source.region) throw crossLocationLogging(target.region, source.region);
  }
  rememberLogging(ctx, configure(ctx, input, { logging: LoggingEnabled }));
  return {};
}

export function getBucketLogging(input: GetBucketLoggingRequest, ctx: Context): GetBucketLoggingOutput {
  return { LoggingEnabled: seenConfigurationOf(ctx, input).logging };
}

import type { Context } from "../../../runtime/context.js";
import type { BucketConfiguration } from "../state/bucket-configuration.js";
import { type BucketReference, findBucket, saveBucket } from "./find.js";

/** What is configured for the bucket that an operation is about. */
export function configurationOf(ctx: Context, input: BucketReference): BucketConfiguration {
  return findBucket(ctx, input).configuration;
}

/** Changes some of a bucket's configuration; what is given as `undefined` is deleted. */
export function configure(ctx: Context, input: BucketReference, changes: BucketConfiguration): void {
  const bucket = findBucket(ctx, input);
  saveBucket(ctx, { ...bucket, configuration: { ...bucket.configuration, ...changes } });
}

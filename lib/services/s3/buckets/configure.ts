import type { Context } from "../../../runtime/context.js";
import type { BucketConfiguration } from "../state/bucket-configuration.js";
import type { BucketRow } from "../state/buckets.js";
import { type BucketReference, findBucket, findSeenBucket, saveBucket } from "./find.js";

/** The configuration of the bucket of a request. */
export function configurationOf(ctx: Context, input: BucketReference): BucketConfiguration {
  return findBucket(ctx, input).configuration;
}

/** The same as readers see it: changes may be visible late. */
export function seenConfigurationOf(ctx: Context, input: BucketReference): BucketConfiguration {
  return findSeenBucket(ctx, input).configuration;
}

/**
 * Changes a part of a bucket's configuration; `undefined` deletes a setting.
 *
 * @returns the changed bucket
 */
export function configure(ctx: Context, input: BucketReference, changes: BucketConfiguration): BucketRow {
  const bucket = findBucket(ctx, input);
  const changed = { ...bucket, configuration: { ...bucket.configuration, ...changes } };
  saveBucket(ctx, changed);
  return changed;
}

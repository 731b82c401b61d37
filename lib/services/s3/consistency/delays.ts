import { type Duration, milliseconds } from "../../../clock/duration.js";
import type { Context } from "../../../runtime/context.js";
import { ALL_BUCKETS, CONSISTENCY_DELAYS, type ConsistencyDelays } from "../state/consistency.js";

/** How long changes in S3 remain invisible. Omitted members mean immediate visibility. */
export interface S3ConsistencyDelays {
  /** How long GetObject and HeadObject return the previous state. */
  readonly reads?: Duration;
  /** How long ListObjects and ListObjectsV2 return the previous state. */
  readonly lists?: Duration;
  /** How long operations return the previous configuration of a bucket. */
  readonly configuration?: Duration;
}

const NONE: ConsistencyDelays = { reads: 0, lists: 0, configuration: 0 };

/** The delays of a bucket. */
export function delaysOf(ctx: Context, bucket: string): ConsistencyDelays {
  const table = ctx.table(CONSISTENCY_DELAYS);
  if (table.size === 0) return NONE;
  return table.get(bucket) ?? table.get(ALL_BUCKETS) ?? NONE;
}

/** @throws TypeError for an invalid duration. */
export function setDelays(ctx: Context, delays: S3ConsistencyDelays, bucket = ALL_BUCKETS): void {
  const { reads = 0, lists = 0, configuration = 0 } = delays;
  ctx.table(CONSISTENCY_DELAYS).put(bucket, {
    reads: milliseconds(reads),
    lists: milliseconds(lists),
    configuration: milliseconds(configuration),
  });
}

import type { AccountRegion } from "../scope.js";

/** Knows which buckets there are: filled by S3. */
export interface BucketDirectory {
  has(at: AccountRegion, bucket: string): boolean;
}

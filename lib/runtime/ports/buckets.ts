import type { AccountRegion } from "../scope.js";

/** Finds buckets. Implemented by S3. */
export interface BucketDirectory {
  has(at: AccountRegion, bucket: string): boolean;
  /** Account and region of a bucket; `undefined` if it does not exist. */
  owner(at: AccountRegion, bucket: string): AccountRegion | undefined;
}

import type { AccountRegion } from "../scope.js";

/** Reads and writes tags of buckets for S3 Control. Implemented by S3. */
export interface BucketTags {
  /** The tags of a bucket of the account; `undefined` if the account has no such bucket. */
  read(at: AccountRegion, bucket: string): readonly BucketTag[] | undefined;
  /** Replaces the tags of an existing bucket. @throws AwsError if S3 rejects them */
  write(at: AccountRegion, bucket: string, tags: readonly BucketTag[]): void;
}

export interface BucketTag {
  readonly Key: string;
  readonly Value: string;
}

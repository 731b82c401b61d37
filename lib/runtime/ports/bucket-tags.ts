import type { AccountRegion } from "../scope.js";

/** Tags of buckets, as S3 Control reads and writes them: filled by S3. */
export interface BucketTags {
  /** The tags of a bucket of the account; `undefined` when it has no such bucket. */
  read(at: AccountRegion, bucket: string): readonly BucketTag[] | undefined;
  /** Replaces the tags of an existing bucket. @throws AwsError when S3 rejects them */
  write(at: AccountRegion, bucket: string, tags: readonly BucketTag[]): void;
}

export interface BucketTag {
  readonly Key: string;
  readonly Value: string;
}

import type { ContextAt } from "../../../runtime/context.js";
import type { BucketTags } from "../../../runtime/ports/bucket-tags.js";
import { configure } from "../buckets/configure.js";
import { BUCKETS } from "../state/buckets.js";
import { checkedTags } from "../tags.js";

/** Reads and writes the tags of buckets for S3 Control. */
export function bucketTagsPort(contextAt: ContextAt): BucketTags {
  return {
    read(at, bucket) {
      const row = contextAt(at).table(BUCKETS).get(bucket);
      return row?.owner === at.account ? (row.configuration.tags ?? []) : undefined;
    },
    write(at, bucket, tags) {
      const { region } = contextAt(at).table(BUCKETS).get(bucket) ?? at;
      const ctx = contextAt({ account: at.account, region });
      configure(
        ctx,
        { Bucket: bucket },
        { tags: tags.length === 0 ? undefined : checkedTags(tags, "bucket") },
      );
    },
  };
}

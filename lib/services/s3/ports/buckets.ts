import type { ContextAt } from "../../../runtime/context.js";
import type { BucketDirectory } from "../../../runtime/ports/buckets.js";
import { BUCKETS } from "../state/buckets.js";

/** Finds buckets of any owner for Logs and S3 Control. */
export function bucketsPort(contextAt: ContextAt): BucketDirectory {
  return {
    has: (at, bucket) => contextAt(at).table(BUCKETS).has(bucket),
    owner(at, bucket) {
      const row = contextAt(at).table(BUCKETS).get(bucket);
      return row && { account: row.owner, region: row.region };
    },
  };
}

import type { ContextAt } from "../../../runtime/context.js";
import type { BucketDirectory } from "../../../runtime/ports/buckets.js";
import { BUCKETS } from "../state/buckets.js";

/** Shows Logs which buckets exist, of any owner. */
export function bucketsPort(contextAt: ContextAt): BucketDirectory {
  return { has: (at, bucket) => contextAt(at).table(BUCKETS).has(bucket) };
}

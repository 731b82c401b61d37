import type { BucketDirectory } from "../../runtime/ports.js";
import type { Store } from "../../runtime/store/store.js";
import { BUCKETS } from "./state/buckets.js";

/** Which buckets exist, of any owner: the port of Logs. */
export function bucketDirectory(store: Store): BucketDirectory {
  return { has: (at, bucket) => store.table(BUCKETS, at).has(bucket) };
}

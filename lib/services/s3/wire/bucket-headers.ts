import type { Context } from "../../../runtime/context.js";
import type { RequestHead } from "../../../wire/hooks.js";
import { BUCKETS } from "../state/buckets.js";
import { namesSubResource } from "./sub-resources.js";

/** Adds the headers of HeadBucket, ListObjects and ListObjectsV2, which their errors have too. */
export function addBucketHeaders(
  headers: Record<string, string>,
  { method, path, query }: RequestHead,
  ctx: Context,
): void {
  if ((method !== "GET" && method !== "HEAD") || path.length <= 1) return;
  const slash = path.indexOf("/", 1);
  if ((slash >= 0 && slash < path.length - 1) || namesSubResource(query)) return;
  // HeadBucket has the content type of the body that a GET would have.
  if (method === "HEAD") headers["Content-Type"] = "application/xml";
  // No bucket has a name that is percent-encoded.
  const region = ctx.table(BUCKETS).get(slash < 0 ? path.slice(1) : path.slice(1, slash))?.region;
  if (region !== undefined) headers["x-amz-bucket-region"] = region;
}

import type { Context } from "../../../runtime/context.js";
import type { RequestHead } from "../../../wire/hooks.js";
import { BUCKETS } from "../state/buckets.js";
import { namesSubResource } from "./sub-resources.js";

/** Adds the headers of HeadBucket, ListObjects and ListObjectsV2, including their errors. */
export function addBucketHeaders(
  headers: Record<string, string>,
  { method, path, query, through }: RequestHead,
  ctx: Context,
): void {
  if ((method !== "GET" && method !== "HEAD") || path.length <= 1) return;
  const slash = path.indexOf("/", 1);
  if ((slash >= 0 && slash < path.length - 1) || namesSubResource(query)) return;
  if (method === "HEAD" && through?.byAlias) headers["x-amz-access-point-alias"] = "true";
  // HeadBucket has the content type that a GET would have.
  if (method === "HEAD") headers["Content-Type"] = "application/xml";
  // Bucket names are never percent-encoded.
  const region = ctx.table(BUCKETS).get(slash < 0 ? path.slice(1) : path.slice(1, slash))?.region;
  if (region !== undefined) headers["x-amz-bucket-region"] = region;
}

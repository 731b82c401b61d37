import type { Context } from "../../../runtime/context.js";
import { type Page, Pager } from "../../../shared/pager.js";
import { badBucketsToken, otherRegionsEndpoint, unknownRegion } from "../errors/buckets.js";
import type { ListBucketsRequest } from "../generated/types.js";
import { BUCKETS, type BucketRow } from "../state/buckets.js";
import { isRegion } from "./regions.js";

const pager = new Pager({
  limit: "MaxBuckets",
  token: "ContinuationToken",
  size: 10_000,
  invalidToken: badBucketsToken,
});

/** A page of the caller's buckets, by name. @throws InvalidArgument for an invalid region or token */
export function pageOfBuckets(ctx: Context, input: ListBucketsRequest): Page<BucketRow> {
  const { Prefix, BucketRegion, ContinuationToken, MaxBuckets } = input;
  if (BucketRegion !== undefined) checkRegion(ctx, BucketRegion);
  const region = BucketRegion?.toLowerCase();
  // An empty token counts as omitted.
  const request = { MaxBuckets, ContinuationToken: ContinuationToken || undefined };
  return pager.rows(request, "ListBuckets", ctx.table(BUCKETS), {
    prefix: Prefix,
    wanted: (bucket) => bucket.owner === ctx.account && (region ?? bucket.region) === bucket.region,
  });
}

/** The endpoint of a request is that of its signing region. Measured in September 2026. */
function checkRegion(ctx: Context, region: string): void {
  if (!isRegion(region.toLowerCase())) throw unknownRegion(region);
  if (region.toLowerCase() !== ctx.region) throw otherRegionsEndpoint();
}

import type { Context } from "../../../runtime/context.js";
import { withPrefix } from "../../../runtime/store/store.js";
import { type Page, pageOf } from "../../../shared/paging.js";
import { badBucketsToken, otherRegionsEndpoint, unknownRegion } from "../errors/buckets.js";
import type { ListBucketsRequest } from "../generated/types.js";
import { BUCKETS, type BucketRow } from "../state/buckets.js";
import { isRegion } from "./regions.js";

const MAX_BUCKETS = 10_000;

/** A page of the caller's buckets, by name. @throws InvalidArgument for no region, or no token of ours */
export function pageOfBuckets(ctx: Context, input: ListBucketsRequest): Page<BucketRow> {
  const { Prefix = "", BucketRegion, ContinuationToken, MaxBuckets = MAX_BUCKETS } = input;
  if (BucketRegion !== undefined) checkRegion(ctx, BucketRegion);
  return pageOf({
    name: "ListBuckets",
    limit: MaxBuckets,
    // An empty token is none.
    token: ContinuationToken === "" ? undefined : ContinuationToken,
    after: (position) => bucketsOf(ctx, Prefix, BucketRegion?.toLowerCase(), position),
    position: ({ name }) => name,
    invalidToken: badBucketsToken,
  });
}

/** The endpoint of a request is that of the region it was signed for. Measured in September 2026. */
function checkRegion(ctx: Context, region: string): void {
  if (!isRegion(region.toLowerCase())) throw unknownRegion(region);
  if (region.toLowerCase() !== ctx.region) throw otherRegionsEndpoint();
}

function* bucketsOf(
  ctx: Context,
  prefix: string,
  region: string | undefined,
  after: string | undefined,
): Generator<BucketRow> {
  for (const bucket of withPrefix(ctx.table(BUCKETS), prefix, after)) {
    if (bucket.owner === ctx.account && (region ?? bucket.region) === bucket.region) yield bucket;
  }
}

import type { Context } from "../../../runtime/context.js";
import { configure, seenConfigurationOf } from "../buckets/configure.js";
import { noSuchWebsite } from "../errors/buckets.js";
import type {
  DeleteBucketWebsiteRequest,
  GetBucketWebsiteOutput,
  GetBucketWebsiteRequest,
  PutBucketWebsiteRequest,
} from "../generated/types.js";
import { checkWebsite } from "../website/configuration.js";

export function putBucketWebsite(input: PutBucketWebsiteRequest, ctx: Context): object {
  checkWebsite(input.WebsiteConfiguration);
  configure(ctx, input, { website: input.WebsiteConfiguration });
  return {};
}

export function getBucketWebsite(input: GetBucketWebsiteRequest, ctx: Context): GetBucketWebsiteOutput {
  const { website } = seenConfigurationOf(ctx, input);
  if (!website) throw noSuchWebsite(input.Bucket);
  return website;
}

export function deleteBucketWebsite(input: DeleteBucketWebsiteRequest, ctx: Context): object {
  configure(ctx, input, { website: undefined });
  return {};
}

import type { Context } from "../../../runtime/context.js";
import { configurationOf, configure, seenConfigurationOf } from "../buckets/configure.js";
import { familyPage, memberOf, withMember, withoutMember } from "../buckets/families.js";
import { malformedXml } from "../errors/requests.js";
import type {
  DeleteBucketAnalyticsConfigurationRequest,
  GetBucketAnalyticsConfigurationOutput,
  GetBucketAnalyticsConfigurationRequest,
  ListBucketAnalyticsConfigurationsOutput,
  ListBucketAnalyticsConfigurationsRequest,
  PutBucketAnalyticsConfigurationRequest,
} from "../generated/types.js";

export function putBucketAnalyticsConfiguration(
  input: PutBucketAnalyticsConfigurationRequest,
  ctx: Context,
): object {
  const { analytics } = configurationOf(ctx, input);
  const { Id, AnalyticsConfiguration } = input;
  if (AnalyticsConfiguration.Id !== Id) throw malformedXml();
  configure(ctx, input, { analytics: withMember(analytics, Id, AnalyticsConfiguration) });
  return {};
}

export function getBucketAnalyticsConfiguration(
  input: GetBucketAnalyticsConfigurationRequest,
  ctx: Context,
): GetBucketAnalyticsConfigurationOutput {
  return { AnalyticsConfiguration: memberOf(seenConfigurationOf(ctx, input).analytics, input.Id) };
}

export function deleteBucketAnalyticsConfiguration(
  input: DeleteBucketAnalyticsConfigurationRequest,
  ctx: Context,
): object {
  configure(ctx, input, { analytics: withoutMember(configurationOf(ctx, input).analytics, input.Id) });
  return {};
}

export function listBucketAnalyticsConfigurations(
  input: ListBucketAnalyticsConfigurationsRequest,
  ctx: Context,
): ListBucketAnalyticsConfigurationsOutput {
  const { analytics } = seenConfigurationOf(ctx, input);
  const { items, paging } = familyPage("analytics", analytics, input.ContinuationToken);
  return { ...paging, AnalyticsConfigurationList: items };
}

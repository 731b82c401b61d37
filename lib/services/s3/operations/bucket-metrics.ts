import type { Context } from "../../../runtime/context.js";
import { configurationOf, configure, seenConfigurationOf } from "../buckets/configure.js";
import { familyPage, memberOf, withMember, withoutMember } from "../buckets/families.js";
import { malformedXml } from "../errors/requests.js";
import type {
  DeleteBucketMetricsConfigurationRequest,
  GetBucketMetricsConfigurationOutput,
  GetBucketMetricsConfigurationRequest,
  ListBucketMetricsConfigurationsOutput,
  ListBucketMetricsConfigurationsRequest,
  PutBucketMetricsConfigurationRequest,
} from "../generated/types.js";

export function putBucketMetricsConfiguration(
  input: PutBucketMetricsConfigurationRequest,
  ctx: Context,
): object {
  const { metrics } = configurationOf(ctx, input);
  const { Id, MetricsConfiguration } = input;
  if (MetricsConfiguration.Id !== Id) throw malformedXml();
  configure(ctx, input, { metrics: withMember(metrics, Id, MetricsConfiguration) });
  return {};
}

export function getBucketMetricsConfiguration(
  input: GetBucketMetricsConfigurationRequest,
  ctx: Context,
): GetBucketMetricsConfigurationOutput {
  return { MetricsConfiguration: memberOf(seenConfigurationOf(ctx, input).metrics, input.Id) };
}

export function deleteBucketMetricsConfiguration(
  input: DeleteBucketMetricsConfigurationRequest,
  ctx: Context,
): object {
  configure(ctx, input, { metrics: withoutMember(configurationOf(ctx, input).metrics, input.Id) });
  return {};
}

export function listBucketMetricsConfigurations(
  input: ListBucketMetricsConfigurationsRequest,
  ctx: Context,
): ListBucketMetricsConfigurationsOutput {
  const { metrics } = seenConfigurationOf(ctx, input);
  const { items, paging } = familyPage("metrics", metrics, input.ContinuationToken);
  return { ...paging, MetricsConfigurationList: items };
}

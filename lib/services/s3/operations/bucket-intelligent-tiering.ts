import type { Context } from "../../../runtime/context.js";
import { configurationOf, configure, seenConfigurationOf } from "../buckets/configure.js";
import { familyPage, memberOf, withMember, withoutMember } from "../buckets/families.js";
import { malformedXml } from "../errors/requests.js";
import type {
  DeleteBucketIntelligentTieringConfigurationRequest,
  GetBucketIntelligentTieringConfigurationOutput,
  GetBucketIntelligentTieringConfigurationRequest,
  ListBucketIntelligentTieringConfigurationsOutput,
  ListBucketIntelligentTieringConfigurationsRequest,
  PutBucketIntelligentTieringConfigurationRequest,
} from "../generated/types.js";

export function putBucketIntelligentTieringConfiguration(
  input: PutBucketIntelligentTieringConfigurationRequest,
  ctx: Context,
): object {
  const { intelligentTiering } = configurationOf(ctx, input);
  const { Id, IntelligentTieringConfiguration } = input;
  if (IntelligentTieringConfiguration.Id !== Id) throw malformedXml();
  configure(ctx, input, {
    intelligentTiering: withMember(intelligentTiering, Id, IntelligentTieringConfiguration),
  });
  return {};
}

export function getBucketIntelligentTieringConfiguration(
  input: GetBucketIntelligentTieringConfigurationRequest,
  ctx: Context,
): GetBucketIntelligentTieringConfigurationOutput {
  return {
    IntelligentTieringConfiguration: memberOf(seenConfigurationOf(ctx, input).intelligentTiering, input.Id),
  };
}

export function deleteBucketIntelligentTieringConfiguration(
  input: DeleteBucketIntelligentTieringConfigurationRequest,
  ctx: Context,
): object {
  configure(ctx, input, {
    intelligentTiering: withoutMember(configurationOf(ctx, input).intelligentTiering, input.Id),
  });
  return {};
}

export function listBucketIntelligentTieringConfigurations(
  input: ListBucketIntelligentTieringConfigurationsRequest,
  ctx: Context,
): ListBucketIntelligentTieringConfigurationsOutput {
  const { intelligentTiering } = seenConfigurationOf(ctx, input);
  const { items, paging } = familyPage("intelligent-tiering", intelligentTiering, input.ContinuationToken);
  return { ...paging, IntelligentTieringConfigurationList: items };
}

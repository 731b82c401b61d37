import type { Context } from "../../../runtime/context.js";
import { bucketOfArn } from "../../../shared/arn.js";
import { configurationOf, configure, seenConfigurationOf } from "../buckets/configure.js";
import { familyPage, memberOf, withMember, withoutMember } from "../buckets/families.js";
import { idMismatch, invalidS3DestinationBucket } from "../errors/buckets.js";
import type {
  DeleteBucketInventoryConfigurationRequest,
  GetBucketInventoryConfigurationOutput,
  GetBucketInventoryConfigurationRequest,
  ListBucketInventoryConfigurationsOutput,
  ListBucketInventoryConfigurationsRequest,
  PutBucketInventoryConfigurationRequest,
} from "../generated/types.js";
import { planReport } from "../inventories/schedule.js";

export function putBucketInventoryConfiguration(
  input: PutBucketInventoryConfigurationRequest,
  ctx: Context,
): object {
  const { inventories } = configurationOf(ctx, input);
  const { Id, InventoryConfiguration } = input;
  if (InventoryConfiguration.Id !== Id) throw idMismatch();
  const destination = InventoryConfiguration.Destination.S3BucketDestination.Bucket;
  if (bucketOfArn(destination) === undefined) throw invalidS3DestinationBucket();
  const bucket = configure(ctx, input, { inventories: withMember(inventories, Id, InventoryConfiguration) });
  planReport(ctx, bucket, InventoryConfiguration);
  return {};
}

export function getBucketInventoryConfiguration(
  input: GetBucketInventoryConfigurationRequest,
  ctx: Context,
): GetBucketInventoryConfigurationOutput {
  return { InventoryConfiguration: memberOf(seenConfigurationOf(ctx, input).inventories, input.Id) };
}

export function deleteBucketInventoryConfiguration(
  input: DeleteBucketInventoryConfigurationRequest,
  ctx: Context,
): object {
  configure(ctx, input, { inventories: withoutMember(configurationOf(ctx, input).inventories, input.Id) });
  return {};
}

export function listBucketInventoryConfigurations(
  input: ListBucketInventoryConfigurationsRequest,
  ctx: Context,
): ListBucketInventoryConfigurationsOutput {
  const { inventories } = seenConfigurationOf(ctx, input);
  const { items, paging } = familyPage("inventory", inventories, input.ContinuationToken);
  return { ...paging, InventoryConfigurationList: items };
}

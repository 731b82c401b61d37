import type { Context } from "../../../runtime/context.js";
import { registeredGroup, updatedGroup } from "../auto-scaling-groups.js";
import {
  capacityProviderDescribed,
  isChanging,
  saveCapacityProvider,
} from "../capacity-provider-lifecycle.js";
import {
  capacityProviderName,
  describeCapacityProvider,
  FARGATE_PROVIDERS,
  fargateProvider,
  findCapacityProvider,
  isFargateProvider,
  lookUpCapacityProvider,
} from "../capacity-providers.js";
import {
  capacityProviderBusy,
  capacityProviderExists,
  capacityProviderInUse,
  capacityProviderReserved,
  invalidCapacityProviderName,
  invalidParameter,
  limitExceeded,
} from "../errors.js";
import type {
  CreateCapacityProviderRequest,
  CreateCapacityProviderResponse,
  DeleteCapacityProviderRequest,
  DeleteCapacityProviderResponse,
  DescribeCapacityProvidersRequest,
  DescribeCapacityProvidersResponse,
  UpdateCapacityProviderRequest,
  UpdateCapacityProviderResponse,
} from "../generated/types.js";
import { updatedInstances } from "../managed-instances.js";
import { pager } from "../paging.js";
import { clusterName, findCluster } from "../references.js";
import { CAPACITY_PROVIDERS, type CapacityProviderRow } from "../state/capacity-providers.js";
import { CLUSTERS } from "../state/clusters.js";
import { tagging } from "../tags.js";

const MOST_PROVIDERS = 100;

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateCapacityProvider.html */
export function createCapacityProvider(
  input: CreateCapacityProviderRequest,
  ctx: Context,
): CreateCapacityProviderResponse {
  const { name } = input;
  if (!/^(?!aws|ecs|fargate)[\w-]{1,255}$/i.test(name)) throw invalidCapacityProviderName();
  const table = ctx.table(CAPACITY_PROVIDERS);
  if (table.has(name)) throw capacityProviderExists();
  if (table.size >= MOST_PROVIDERS)
    throw limitExceeded("The maximum number of capacity providers was exceeded.");
  const row: CapacityProviderRow = {
    provider: { name, capacityProviderArn: ctx.arn(`capacity-provider/${name}`), ...capacityOf(input, ctx) },
    tags: tagging.checked(input.tags),
  };
  saveCapacityProvider(ctx, row);
  return { capacityProvider: describeCapacityProvider(row, true) };
}

/**
 * Fargate's providers come first, then the account's by name.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeCapacityProviders.html
 */
export function describeCapacityProviders(
  input: DescribeCapacityProvidersRequest,
  ctx: Context,
): DescribeCapacityProvidersResponse {
  const withTags = input.include?.includes("TAGS") ?? false;
  const references = input.capacityProviders ?? [];
  if (references.length > 0) {
    const found = references
      .map((reference) => lookUpCapacityProvider(ctx, reference))
      .filter((row) => row !== undefined);
    const unknown = references.filter((reference) => !lookUpCapacityProvider(ctx, reference));
    for (const row of found) capacityProviderDescribed(ctx, row);
    return {
      capacityProviders: found.map((row) => describeCapacityProvider(row, withTags)),
      failures: unknown.map((reference) => ({
        arn: reference.startsWith("arn:") ? reference : ctx.arn(`capacity-provider/${reference}`),
        reason: "MISSING",
      })),
    };
  }
  const { items, next } = pager.page(input, {
    name: "DescribeCapacityProviders",
    size: 10,
    most: 10,
    after: (position) => providersAfter(ctx, position, input.cluster),
    position: (row) => row.provider.name,
  });
  return {
    capacityProviders: items.map((row) => describeCapacityProvider(row, withTags)),
    failures: [],
    nextToken: next,
  };
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateCapacityProvider.html */
export function updateCapacityProvider(
  input: UpdateCapacityProviderRequest,
  ctx: Context,
): UpdateCapacityProviderResponse {
  const { provider, tags } = changeable(ctx, input.name);
  const { autoScalingGroupProvider: group, managedInstancesProvider: instances } = input;
  const row: CapacityProviderRow = {
    provider: {
      ...provider,
      updateStatus: "UPDATE_IN_PROGRESS",
      ...(group ? { autoScalingGroupProvider: updatedGroup(provider.autoScalingGroupProvider, group) } : {}),
      ...(instances
        ? { managedInstancesProvider: updatedInstances(provider.managedInstancesProvider, instances) }
        : {}),
    },
    tags,
  };
  saveCapacityProvider(ctx, row);
  return { capacityProvider: describeCapacityProvider(row, true) };
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeleteCapacityProvider.html */
export function deleteCapacityProvider(
  input: DeleteCapacityProviderRequest,
  ctx: Context,
): DeleteCapacityProviderResponse {
  const { provider, tags } = changeable(ctx, input.capacityProvider);
  for (const cluster of ctx.table(CLUSTERS).values()) {
    const uses = cluster.status === "ACTIVE" && cluster.capacityProviders.includes(provider.name);
    if (uses) throw capacityProviderInUse(cluster.clusterName);
  }
  const row: CapacityProviderRow = { provider: { ...provider, updateStatus: "DELETE_IN_PROGRESS" }, tags };
  saveCapacityProvider(ctx, row);
  return { capacityProvider: describeCapacityProvider(row, true) };
}

function capacityOf(input: CreateCapacityProviderRequest, ctx: Context) {
  const { autoScalingGroupProvider: group, managedInstancesProvider: instances } = input;
  if (group && !instances) {
    return {
      status: "ACTIVE",
      autoScalingGroupProvider: registeredGroup(group),
      type: "EC2_AUTOSCALING",
    } as const;
  }
  if (instances && !group) {
    if (input.cluster === undefined)
      throw invalidParameter("Cluster is required for a managed instances capacity provider.");
    return {
      cluster: findCluster(ctx, input.cluster).clusterName,
      status: "PROVISIONING",
      updateStatus: "CREATE_IN_PROGRESS",
      managedInstancesProvider: instances,
      type: "MANAGED_INSTANCES",
    } as const;
  }
  throw invalidParameter("Specify exactly one of autoScalingGroupProvider and managedInstancesProvider.");
}

function changeable(ctx: Context, reference: string): CapacityProviderRow {
  if (isFargateProvider(capacityProviderName(reference))) throw capacityProviderReserved();
  const row = findCapacityProvider(ctx, reference);
  if (isChanging(row)) throw capacityProviderBusy();
  return row;
}

function* providersAfter(
  ctx: Context,
  after: string | undefined,
  cluster: string | undefined,
): Generator<CapacityProviderRow> {
  const fargate = after !== undefined && isFargateProvider(after) ? FARGATE_PROVIDERS.indexOf(after) : -1;
  const own = after === undefined || fargate >= 0;
  if (own && cluster === undefined) {
    for (const name of FARGATE_PROVIDERS.slice(fargate + 1)) yield fargateProvider(ctx, name);
  }
  for (const row of ctx.table(CAPACITY_PROVIDERS).values(own ? {} : { after })) {
    if (cluster === undefined || row.provider.cluster === clusterName(cluster)) yield row;
  }
}

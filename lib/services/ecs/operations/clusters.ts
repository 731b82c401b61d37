import type { Context } from "../../../runtime/context.js";
import { effectiveValue } from "../account-settings.js";
import { FARGATE_PROVIDERS } from "../capacity-providers.js";
import { associated, isAttaching } from "../cluster-capacity.js";
import { clusterCounts } from "../cluster-counts.js";
import { awaitAttachments, clusterDescribed, forgetLater } from "../cluster-lifecycle.js";
import { describeCluster, EVERYTHING_BUT_STATISTICS, mergedSettings, totals } from "../clusters.js";
import {
  clusterBusy,
  clusterContainsContainerInstances,
  clusterContainsServices,
  clusterContainsTasks,
  clusterNotFound,
  invalidClusterName,
  invalidParameter,
} from "../errors.js";
import type {
  Cluster,
  CreateClusterRequest,
  CreateClusterResponse,
  DeleteClusterRequest,
  DeleteClusterResponse,
  DescribeClustersRequest,
  DescribeClustersResponse,
  Failure,
  ListClustersRequest,
  ListClustersResponse,
  PutClusterCapacityProvidersRequest,
  PutClusterCapacityProvidersResponse,
  UpdateClusterRequest,
  UpdateClusterResponse,
  UpdateClusterSettingsRequest,
  UpdateClusterSettingsResponse,
} from "../generated/types.js";
import { pager } from "../paging.js";
import { clusterName, findCluster, lookUpCluster } from "../references.js";
import { connectDefaults } from "../services/service-connect.js";
import { CLUSTERS, type ClusterRow } from "../state/clusters.js";
import { tagging } from "../tags.js";

/**
 * Returns an existing cluster unchanged, and creates a deleted one again. Without `capacityProviders` the
 * cluster gets both of Fargate's, as in the console.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateCluster.html
 */
export function createCluster(input: CreateClusterRequest, ctx: Context): CreateClusterResponse {
  const name = clusterName(input.clusterName);
  if (!/^[\w-]{1,255}$/.test(name)) throw invalidClusterName();
  const existing = ctx.table(CLUSTERS).get(name);
  if (existing?.status === "ACTIVE") return { cluster: describeWithoutStatistics(ctx, existing) };
  const insights = { name: "containerInsights", value: effectiveValue(ctx, "containerInsights") } as const;
  const row: ClusterRow = {
    clusterArn: ctx.arn(`cluster/${name}`),
    clusterName: name,
    status: "ACTIVE",
    tags: tagging.checked(input.tags),
    settings: mergedSettings([insights], input.settings),
    configuration: input.configuration,
    serviceConnectDefaults:
      input.serviceConnectDefaults && connectDefaults(ctx, input.serviceConnectDefaults),
    ...associated(
      ctx,
      input.capacityProviders ?? FARGATE_PROVIDERS,
      input.defaultCapacityProviderStrategy ?? [],
    ),
  };
  awaitAttachments(ctx, row);
  return { cluster: saved(ctx, row) };
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeClusters.html */
export function describeClusters(input: DescribeClustersRequest, ctx: Context): DescribeClustersResponse {
  const references = input.clusters?.length ? input.clusters : ["default"];
  if (references.length > 100) throw invalidParameter("Clusters can have at most 100 items.");
  const clusters: Cluster[] = [];
  const failures: Failure[] = [];
  for (const reference of references) {
    const row = lookUpCluster(ctx, reference);
    if (row) clusters.push(describeCluster(ctx, row, input.include ?? []));
    else
      failures.push({
        arn: reference.startsWith("arn:") ? reference : ctx.arn(`cluster/${reference}`),
        reason: "MISSING",
      });
    if (row) clusterDescribed(ctx, row);
  }
  return { clusters, failures };
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListClusters.html */
export function listClusters(input: ListClustersRequest, ctx: Context): ListClustersResponse {
  const { items, next } = pager.rows(input, "ListClusters", ctx.table(CLUSTERS), {
    wanted: ({ status }) => status === "ACTIVE",
  });
  return { clusterArns: items.map((row) => row.clusterArn), nextToken: next };
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeleteCluster.html */
export function deleteCluster(input: DeleteClusterRequest, ctx: Context): DeleteClusterResponse {
  const row = lookUpCluster(ctx, input.cluster);
  if (!row) throw clusterNotFound();
  if (row.status === "INACTIVE") return { cluster: describeWithoutStatistics(ctx, row) };
  const counts = totals(clusterCounts(ctx, row.clusterName));
  if (counts.registeredContainerInstancesCount > 0) throw clusterContainsContainerInstances();
  if (counts.activeServicesCount > 0) throw clusterContainsServices();
  if (counts.runningTasksCount + counts.pendingTasksCount > 0) throw clusterContainsTasks();
  const { attachments, attachmentsStatus, ...rest } = row;
  const deleted: ClusterRow = { ...rest, status: "INACTIVE", deletedAt: ctx.now() };
  forgetLater(ctx, deleted);
  return { cluster: saved(ctx, deleted) };
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateCluster.html */
export function updateCluster(input: UpdateClusterRequest, ctx: Context): UpdateClusterResponse {
  const row = findCluster(ctx, input.cluster);
  const changed: ClusterRow = {
    ...row,
    settings: mergedSettings(row.settings, input.settings),
    configuration: input.configuration ?? row.configuration,
    serviceConnectDefaults: input.serviceConnectDefaults
      ? connectDefaults(ctx, input.serviceConnectDefaults)
      : row.serviceConnectDefaults,
  };
  return { cluster: saved(ctx, changed) };
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateClusterSettings.html */
export function updateClusterSettings(
  input: UpdateClusterSettingsRequest,
  ctx: Context,
): UpdateClusterSettingsResponse {
  const row = findCluster(ctx, input.cluster);
  return { cluster: saved(ctx, { ...row, settings: mergedSettings(row.settings, input.settings) }) };
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PutClusterCapacityProviders.html */
export function putClusterCapacityProviders(
  input: PutClusterCapacityProvidersRequest,
  ctx: Context,
): PutClusterCapacityProvidersResponse {
  const row = findCluster(ctx, input.cluster);
  if (isAttaching(row)) throw clusterBusy();
  const { attachments, attachmentsStatus, ...rest } = row;
  const changed = {
    ...rest,
    ...associated(ctx, input.capacityProviders, input.defaultCapacityProviderStrategy),
  };
  awaitAttachments(ctx, changed);
  return { cluster: saved(ctx, changed) };
}

function saved(ctx: Context, row: ClusterRow): Cluster {
  ctx.table(CLUSTERS).put(row.clusterName, row);
  return describeWithoutStatistics(ctx, row);
}

function describeWithoutStatistics(ctx: Context, row: ClusterRow): Cluster {
  return describeCluster(ctx, row, EVERYTHING_BUT_STATISTICS);
}

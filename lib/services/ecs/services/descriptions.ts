import type { Context } from "../../../runtime/context.js";
import type { Deployment, Service, ServiceField, ServiceRevisionSummary } from "../generated/types.js";
import type { DeploymentRow, ServiceRow } from "../state/services.js";
import type { TaskRow } from "../state/tasks.js";
import { countTasks, tasksStartedBy } from "./counts.js";
import { tasksOfService } from "./store.js";
import { describeTaskSet, taskSetsOf } from "./task-sets.js";

/** A service as responses have it; tags only on request. */
export function describeService(ctx: Context, row: ServiceRow, include: readonly ServiceField[]): Service {
  const tasks = tasksOfService(ctx, row);
  const { settings, revision, deployments } = row;
  const isExternal = settings.deploymentController.type === "EXTERNAL";
  const [primary] = deployments;
  return {
    serviceArn: row.serviceArn,
    serviceName: row.serviceName,
    clusterArn: row.clusterArn,
    loadBalancers: revision.loadBalancers,
    serviceRegistries: revision.serviceRegistries,
    status: row.status,
    desiredCount: row.desiredCount,
    ...countTasks(tasks),
    launchType: revision.launchType,
    capacityProviderStrategy: revision.capacityProviderStrategy,
    platformVersion: revision.platformVersion,
    platformFamily: revision.platformFamily,
    taskDefinition: revision.taskDefinition,
    deploymentConfiguration: settings.deploymentConfiguration,
    ...(isExternal && { taskSets: taskSetsOf(ctx, row).map((set) => describeTaskSet(row, set, tasks)) }),
    deployments: deployments.map((deployment) => describeDeployment(row, deployment, tasks)),
    roleArn: settings.roleArn,
    events: row.events,
    createdAt: row.createdAt,
    currentServiceDeployment: primary?.serviceDeploymentArn,
    ...(primary && {
      currentServiceRevisions: deployments.map((deployment) => summaryOf(row, deployment, tasks)),
    }),
    placementConstraints: settings.placementConstraints,
    placementStrategy: settings.placementStrategy,
    networkConfiguration: revision.networkConfiguration,
    healthCheckGracePeriodSeconds: settings.healthCheckGracePeriodSeconds,
    schedulingStrategy: settings.schedulingStrategy,
    deploymentController: settings.deploymentController,
    ...(include.includes("TAGS") && { tags: row.tags }),
    createdBy: row.createdBy,
    enableECSManagedTags: settings.enableECSManagedTags,
    propagateTags: settings.propagateTags,
    enableExecuteCommand: settings.enableExecuteCommand,
    availabilityZoneRebalancing: settings.availabilityZoneRebalancing,
  };
}

function describeDeployment(
  row: ServiceRow,
  deployment: DeploymentRow,
  tasks: readonly TaskRow[],
): Deployment {
  const { revision } = deployment;
  const own = tasksStartedBy(tasks, deployment.id);
  return {
    id: deployment.id,
    status: deployment.status,
    taskDefinition: revision.taskDefinition,
    desiredCount: wantedOf(row, deployment, own),
    ...countTasks(own),
    failedTasks: deployment.failedTasks,
    createdAt: deployment.createdAt,
    updatedAt: deployment.updatedAt,
    launchType: revision.launchType,
    capacityProviderStrategy: revision.capacityProviderStrategy,
    platformVersion: revision.platformVersion,
    platformFamily: revision.platformFamily,
    networkConfiguration: revision.networkConfiguration,
    rolloutState: deployment.rolloutState,
    rolloutStateReason: deployment.rolloutStateReason,
    serviceConnectConfiguration: revision.serviceConnectConfiguration,
    ...(deployment.connectResources.length > 0 && { serviceConnectResources: deployment.connectResources }),
    volumeConfigurations: revision.volumeConfigurations,
    vpcLatticeConfigurations: revision.vpcLatticeConfigurations,
  };
}

function summaryOf(
  row: ServiceRow,
  deployment: DeploymentRow,
  tasks: readonly TaskRow[],
): ServiceRevisionSummary {
  const own = tasksStartedBy(tasks, deployment.id);
  const { runningCount, pendingCount } = countTasks(own);
  return {
    arn: deployment.revisionArn,
    requestedTaskCount: wantedOf(row, deployment, own),
    runningTaskCount: runningCount,
    pendingTaskCount: pendingCount,
  };
}

/** Desired number of tasks of a deployment; for an older one, those that are not stopping yet. */
export function wantedOf(row: ServiceRow, { status }: DeploymentRow, own: readonly TaskRow[]): number {
  if (status === "PRIMARY") return row.desiredCount;
  return own.filter(({ task }) => task.desiredStatus === "RUNNING").length;
}

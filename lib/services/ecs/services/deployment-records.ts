import type { Context } from "../../../runtime/context.js";
import type {
  ServiceDeployment,
  ServiceDeploymentBrief,
  ServiceDeploymentRollbackMonitorsStatus,
  ServiceRevision,
  ServiceRevisionSummary,
} from "../generated/types.js";
import type { ServiceDeploymentRow, ServiceRevisionRow } from "../state/service-deployments.js";
import { SERVICES, type ServiceRow } from "../state/services.js";
import { countTasks, tasksStartedBy } from "./counts.js";
import { wantedOf } from "./descriptions.js";
import { tasksOfService } from "./store.js";

const UNDER_WAY: readonly string[] = ["PENDING", "IN_PROGRESS", "ROLLBACK_IN_PROGRESS"];

/** A deployment record in a listing. */
export function describeBrief(row: ServiceDeploymentRow): ServiceDeploymentBrief {
  const {
    serviceDeploymentArn,
    serviceArn,
    clusterArn,
    startedAt,
    createdAt,
    finishedAt,
    status,
    statusReason,
  } = row;
  return {
    serviceDeploymentArn,
    serviceArn,
    clusterArn,
    startedAt,
    createdAt,
    finishedAt,
    targetServiceRevisionArn: row.targetRevisionArn,
    status,
    statusReason,
  };
}

/** A complete deployment record, with the current task counts. */
export function describeRecord(ctx: Context, row: ServiceDeploymentRow): ServiceDeployment {
  const { targetServiceRevisionArn: _, ...brief } = describeBrief(row);
  const service = ctx.table(SERVICES).get(row.serviceKey);
  return {
    ...brief,
    stoppedAt: row.stoppedAt,
    updatedAt: row.updatedAt,
    sourceServiceRevisions: row.sourceRevisionArns.map((arn) => summaryOf(ctx, service, arn)),
    targetServiceRevision: summaryOf(ctx, service, row.targetRevisionArn),
    deploymentConfiguration: row.deploymentConfiguration,
    rollback: row.rollback,
    deploymentCircuitBreaker: {
      status: breakerStatus(row),
      failureCount: row.failureCount ?? failuresSoFar(service, row),
      threshold: row.threshold,
    },
  };
}

/** A revision as responses have it. */
export function describeRevision({ settings, ...row }: ServiceRevisionRow): ServiceRevision {
  const { serviceRevisionArn, serviceArn, clusterArn, containerImages, createdAt } = row;
  return {
    serviceRevisionArn,
    serviceArn,
    clusterArn,
    ...settings,
    containerImages,
    guardDutyEnabled: false,
    createdAt,
  };
}

function summaryOf(ctx: Context, service: ServiceRow | undefined, arn: string): ServiceRevisionSummary {
  const deployment = service?.deployments.find(({ revisionArn }) => revisionArn === arn);
  if (!service || !deployment)
    return { arn, requestedTaskCount: 0, runningTaskCount: 0, pendingTaskCount: 0 };
  const own = tasksStartedBy(tasksOfService(ctx, service), deployment.id);
  const { runningCount, pendingCount } = countTasks(own);
  return {
    arn,
    requestedTaskCount: wantedOf(service, deployment, own),
    runningTaskCount: runningCount,
    pendingTaskCount: pendingCount,
  };
}

function failuresSoFar(service: ServiceRow | undefined, { targetRevisionArn }: ServiceDeploymentRow): number {
  return service?.deployments.find(({ revisionArn }) => revisionArn === targetRevisionArn)?.failedTasks ?? 0;
}

function breakerStatus(row: ServiceDeploymentRow): ServiceDeploymentRollbackMonitorsStatus {
  if (!row.deploymentConfiguration.deploymentCircuitBreaker?.enable) return "DISABLED";
  if ((row.failureCount ?? 0) >= row.threshold) return "TRIGGERED";
  return UNDER_WAY.includes(row.status) ? "MONITORING" : "MONITORING_COMPLETE";
}

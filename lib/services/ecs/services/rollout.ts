import type { Context } from "../../../runtime/context.js";
import type { StopServiceDeploymentStopType } from "../generated/types.js";
import { SERVICE_DEPLOYMENTS } from "../state/service-deployments.js";
import type { DeploymentRow, ServiceRow } from "../state/services.js";
import type { TaskRow } from "../state/tasks.js";
import { isGone, isHealthy, tasksStartedBy } from "./counts.js";
import { failureThreshold, updateRecord } from "./deployments.js";
import { deploymentCompleted, deploymentFailed, rollingBack, steadyState, withEvent } from "./events.js";
import { connectResources } from "./service-connect.js";

const TASKS_FAILED = "ECS deployment circuit breaker: tasks failed to start.";

/** Updates the rollout states of a service's deployments: completed, failed, or drained and removed. */
export function judgeRollout(ctx: Context, service: ServiceRow, tasks: readonly TaskRow[]): ServiceRow {
  const [primary, ...older] = service.deployments;
  if (!primary || service.status !== "ACTIVE") return service;
  const left = older.filter(({ id }) => tasksStartedBy(tasks, id).some((task) => !isGone(task)));
  const row: ServiceRow = { ...service, deployments: [primary, ...left] };
  if (primary.rolloutState === "IN_PROGRESS") {
    if (hasTripped(row, primary)) return failed(ctx, row, primary, left);
    if (left.length === 0 && isComplete(row, primary, tasks))
      return steady(ctx, completed(ctx, row, primary), tasks);
  }
  return steady(ctx, row, tasks);
}

function hasTripped({ settings, desiredCount }: ServiceRow, { failedTasks }: DeploymentRow): boolean {
  const breaker = settings.deploymentConfiguration.deploymentCircuitBreaker;
  return breaker?.enable === true && failedTasks >= failureThreshold(desiredCount);
}

/** Exactly the desired tasks are running, and the service has no others. */
function isComplete(
  { desiredCount }: ServiceRow,
  primary: DeploymentRow,
  tasks: readonly TaskRow[],
): boolean {
  const present = tasks.filter((task) => !isGone(task));
  return (
    present.length === desiredCount &&
    tasksStartedBy(present, primary.id).filter(isHealthy).length === desiredCount
  );
}

function completed(ctx: Context, row: ServiceRow, primary: DeploymentRow): ServiceRow {
  const done: DeploymentRow = {
    ...primary,
    rolloutState: "COMPLETED",
    rolloutStateReason: `ECS deployment ${primary.id} completed.`,
    updatedAt: ctx.date(),
  };
  updateRecord(ctx, primary, {
    status: isRollingBack(ctx, primary) ? "ROLLBACK_SUCCESSFUL" : "SUCCESSFUL",
    finishedAt: ctx.date(),
    failureCount: primary.failedTasks,
  });
  return withEvent(
    ctx,
    { ...row, deployments: [done], lastCompleted: done },
    deploymentCompleted(primary.id),
  );
}

/** The circuit breaker stops a deployment and, if enabled, rolls back to the last completed one. */
function failed(
  ctx: Context,
  service: ServiceRow,
  primary: DeploymentRow,
  older: readonly DeploymentRow[],
): ServiceRow {
  const failure = {
    rolloutState: "FAILED",
    rolloutStateReason: TASKS_FAILED,
    updatedAt: ctx.date(),
  } as const;
  const row = withEvent(ctx, service, deploymentFailed(primary.id));
  const target = service.lastCompleted;
  const wanted = service.settings.deploymentConfiguration.deploymentCircuitBreaker?.rollback === true;
  if (!wanted || !target || target.id === primary.id) {
    updateRecord(ctx, primary, {
      status: isRollingBack(ctx, primary) ? "ROLLBACK_FAILED" : "STOPPED",
      statusReason: TASKS_FAILED,
      failureCount: primary.failedTasks,
      stoppedAt: ctx.date(),
    });
    return { ...row, deployments: [{ ...primary, ...failure }, ...older] };
  }
  return rolledBack(ctx, row, { ...primary, ...failure }, target, TASKS_FAILED);
}

/**
 * Stops a deployment in progress by request: with a rollback to the last completed one if requested and
 * possible, else without.
 */
export function stopDeployment(
  ctx: Context,
  row: ServiceRow,
  primary: DeploymentRow,
  stopType: StopServiceDeploymentStopType,
): ServiceRow {
  const reason = "Service deployment stopped by user.";
  const stopped: DeploymentRow = {
    ...primary,
    rolloutState: "FAILED",
    rolloutStateReason: reason,
    updatedAt: ctx.date(),
  };
  const target = row.lastCompleted;
  if (stopType === "ROLLBACK" && target && target.id !== primary.id)
    return rolledBack(ctx, row, stopped, target, reason);
  updateRecord(ctx, primary, { status: "STOPPED", statusReason: reason, stoppedAt: ctx.date() });
  return { ...row, deployments: [stopped, ...row.deployments.slice(1)] };
}

/** Rolls a service back to an earlier deployment, which keeps its id. */
function rolledBack(
  ctx: Context,
  row: ServiceRow,
  from: DeploymentRow,
  target: DeploymentRow,
  reason: string,
): ServiceRow {
  updateRecord(ctx, from, {
    status: "ROLLBACK_IN_PROGRESS",
    statusReason: reason,
    failureCount: from.failedTasks,
    rollback: { reason, startedAt: ctx.date(), serviceRevisionArn: target.revisionArn },
  });
  const restored: DeploymentRow = {
    ...target,
    status: "PRIMARY",
    // They may have been deleted with the last task of the deployment.
    connectResources: connectResources(ctx, row.clusterName, target.revision),
    serviceDeploymentArn: from.serviceDeploymentArn,
    rolloutState: "IN_PROGRESS",
    rolloutStateReason: `ECS deployment circuit breaker: rolling back to deploymentId ${target.id}.`,
    updatedAt: ctx.date(),
    failedTasks: 0,
    streak: 0,
    retryAt: undefined,
  };
  const others = row.deployments.filter(({ id }) => id !== from.id && id !== target.id);
  const deployments: DeploymentRow[] = [restored, { ...from, status: "ACTIVE" }, ...others];
  return withEvent(
    ctx,
    { ...row, revision: target.revision, deployments, steady: false },
    rollingBack(target.id),
  );
}

function isRollingBack(ctx: Context, { serviceDeploymentArn }: DeploymentRow): boolean {
  return ctx.table(SERVICE_DEPLOYMENTS).get(serviceDeploymentArn)?.status === "ROLLBACK_IN_PROGRESS";
}

/** Adds an event once a service has reached a steady state, and again after later changes. */
function steady(ctx: Context, row: ServiceRow, tasks: readonly TaskRow[]): ServiceRow {
  const [primary, ...older] = row.deployments;
  const isSteady =
    primary?.rolloutState === "COMPLETED" && older.length === 0 && isComplete(row, primary, tasks);
  if (!isSteady) return row.steady ? { ...row, steady: false } : row;
  return row.steady ? row : withEvent(ctx, { ...row, steady: true }, steadyState);
}

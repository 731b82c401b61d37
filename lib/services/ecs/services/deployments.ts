import type { Context } from "../../../runtime/context.js";
import { trimHistory } from "../../../runtime/store/records.js";
import { nextOrder } from "../counters.js";
import { lookUpTaskDefinition } from "../references.js";
import {
  deploymentListingKey,
  SERVICE_DEPLOYMENT_LISTING,
  SERVICE_DEPLOYMENTS,
  SERVICE_REVISIONS,
  type ServiceDeploymentRow,
} from "../state/service-deployments.js";
import type { DeploymentRow, RevisionSettings, ServiceRow } from "../state/services.js";
import { imageDigest } from "../tasks/image.js";
import { connectResources } from "./service-connect.js";
import { serviceOfArn } from "./store.js";

const ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_-";
/**
 * AWS fails a deployment after this fraction of the desired count, with a minimum of 3 and a maximum of 200
 * failures.
 */
const FAILURE_SHARE = 0.5;
const FEWEST_FAILURES = 3;
const MOST_FAILURES = 200;

/**
 * Number of failed tasks that trigger the circuit breaker
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html).
 */
export function failureThreshold(desiredCount: number): number {
  return Math.min(Math.max(Math.ceil(FAILURE_SHARE * desiredCount), FEWEST_FAILURES), MOST_FAILURES);
}

/**
 * Adds a new PRIMARY deployment to a service. Earlier ones are ACTIVE until their tasks have stopped; one in
 * progress is superseded.
 */
export function deploy(ctx: Context, row: ServiceRow, revision: RevisionSettings): ServiceRow {
  const id = `ecs-svc/${ctx.ids.digits(19)}`;
  const revisionArn = recordRevision(ctx, row, revision);
  const [primary] = row.deployments;
  if (primary?.rolloutState === "IN_PROGRESS") {
    updateRecord(ctx, primary, {
      status: "STOPPED",
      statusReason: "A newer deployment replaced this one.",
      stoppedAt: ctx.date(),
    });
  }
  const deployment: DeploymentRow = {
    id,
    status: "PRIMARY",
    revision,
    revisionArn,
    serviceDeploymentArn: recordDeployment(ctx, row, revisionArn),
    connectResources: connectResources(ctx, row.clusterName, revision),
    createdAt: ctx.date(),
    updatedAt: ctx.date(),
    rolloutState: "IN_PROGRESS",
    rolloutStateReason: `ECS deployment ${id} in progress.`,
    failedTasks: 0,
    streak: 0,
  };
  const older = row.deployments.map((other): DeploymentRow => ({ ...other, status: "ACTIVE" }));
  return { ...row, revision, deployments: [deployment, ...older], steady: false };
}

/** Changes the record of a deployment. */
export function updateRecord(
  ctx: Context,
  deployment: DeploymentRow,
  change: Partial<ServiceDeploymentRow>,
): void {
  const records = ctx.table(SERVICE_DEPLOYMENTS);
  const record = records.get(deployment.serviceDeploymentArn);
  if (!record) return;
  records.put(record.serviceDeploymentArn, { ...record, ...change, updatedAt: ctx.date() });
}

function recordDeployment(ctx: Context, row: ServiceRow, targetRevisionArn: string): string {
  const id = ctx.ids.text(ALPHANUMERIC, 21);
  const record: ServiceDeploymentRow = {
    serviceDeploymentArn: ctx.arn(`service-deployment/${row.clusterName}/${row.serviceName}/${id}`),
    serviceKey: row.key,
    order: nextOrder(ctx, "service-deployments"),
    serviceArn: row.serviceArn,
    clusterArn: row.clusterArn,
    status: "PENDING",
    createdAt: ctx.date(),
    updatedAt: ctx.date(),
    sourceRevisionArns: row.deployments.map(({ revisionArn }) => revisionArn),
    targetRevisionArn,
    deploymentConfiguration: row.settings.deploymentConfiguration,
    threshold: failureThreshold(row.desiredCount),
  };
  ctx.table(SERVICE_DEPLOYMENTS).put(record.serviceDeploymentArn, record);
  const listingKey = deploymentListingKey(row.key, record.order);
  ctx.table(SERVICE_DEPLOYMENT_LISTING).put(listingKey, record.serviceDeploymentArn);
  trimHistory(
    ctx,
    SERVICE_DEPLOYMENTS,
    (oldest, arn) => {
      ctx.table(SERVICE_DEPLOYMENTS).delete(arn);
      ctx.table(SERVICE_DEPLOYMENT_LISTING).delete(deploymentListingKey(oldest.serviceKey, oldest.order));
    },
    (record) =>
      !isCurrent(
        ctx,
        record.serviceArn,
        (other) => other.serviceDeploymentArn === record.serviceDeploymentArn,
      ),
  );
  return record.serviceDeploymentArn;
}

function recordRevision(ctx: Context, row: ServiceRow, settings: RevisionSettings): string {
  const serviceRevisionArn = ctx.arn(
    `service-revision/${row.clusterName}/${row.serviceName}/${ctx.ids.digits(19)}`,
  );
  const definition =
    settings.taskDefinition === undefined ? undefined : lookUpTaskDefinition(ctx, settings.taskDefinition);
  ctx.table(SERVICE_REVISIONS).put(serviceRevisionArn, {
    serviceRevisionArn,
    serviceArn: row.serviceArn,
    clusterArn: row.clusterArn,
    createdAt: ctx.date(),
    settings,
    containerImages: (definition?.taskDefinition.containerDefinitions ?? []).map(({ name, image }) => ({
      containerName: name,
      image,
      imageDigest: imageDigest(ctx, image),
    })),
  });
  trimHistory(
    ctx,
    SERVICE_REVISIONS,
    undefined,
    (row) => !isCurrent(ctx, row.serviceArn, (other) => other.revisionArn === row.serviceRevisionArn),
  );
  return serviceRevisionArn;
}

/** Whether a matching deployment is among those of the service. */
function isCurrent(ctx: Context, serviceArn: string, isIt: (deployment: DeploymentRow) => boolean): boolean {
  return serviceOfArn(ctx, serviceArn)?.deployments.some(isIt) ?? false;
}

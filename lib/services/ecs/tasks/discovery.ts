import type { Context } from "../../../runtime/context.js";
import { type DeploymentRow, type RevisionSettings, SERVICES, serviceKey } from "../state/services.js";
import { TASK_SETS, taskSetKey } from "../state/task-sets.js";
import { TASK_REGISTRIES, type TaskRow } from "../state/tasks.js";

/** A Cloud Map service for a task, and the registered port. */
interface Registry {
  readonly arn: string;
  readonly port?: number;
}

/** Registers a task of a service with registries or Service Connect in Cloud Map. */
export function registerInDiscovery(ctx: Context, row: TaskRow): void {
  const { discovery } = ctx.ports;
  const maker = makerOf(ctx, row);
  if (!discovery || !maker || row.address === undefined) return;
  const registries = [...serviceRegistries(maker.revision), ...serviceConnect(row, maker)];
  if (registries.length === 0) return;
  const attributes = {
    AVAILABILITY_ZONE: row.task.availabilityZone ?? "",
    ECS_CLUSTER_NAME: row.clusterName,
    ECS_SERVICE_NAME: row.serviceName ?? "",
    ECS_TASK_DEFINITION_FAMILY: row.definition.family,
    REGION: ctx.region,
  };
  const { taskId: id, address } = row;
  for (const { arn, port } of registries)
    discovery.register(ctx, arn, { id, address, attributes, ...(port !== undefined && { port }) });
  const arns = [...new Set(registries.map(({ arn }) => arn))];
  ctx.table(TASK_REGISTRIES).put(row.key, arns);
}

/** Deregisters a task that starts to stop. */
export function deregisterFromDiscovery(ctx: Context, row: TaskRow): void {
  const arns = row.serviceName === undefined ? undefined : ctx.table(TASK_REGISTRIES).get(row.key);
  if (!arns) return;
  for (const arn of arns) ctx.ports.discovery?.deregister(ctx, arn, row.taskId);
  ctx.table(TASK_REGISTRIES).delete(row.key);
}

type Maker = Pick<DeploymentRow, "revision"> & Partial<Pick<DeploymentRow, "connectResources">>;

/** The deployment or task set of a task. */
function makerOf(ctx: Context, { clusterName, serviceName, task }: TaskRow): Maker | undefined {
  if (serviceName === undefined || task.startedBy === undefined) return undefined;
  const key = serviceKey(clusterName, serviceName);
  const deployments = ctx.table(SERVICES).get(key)?.deployments ?? [];
  return (
    deployments.find(({ id }) => id === task.startedBy) ??
    ctx.table(TASK_SETS).get(taskSetKey(key, task.startedBy))
  );
}

function serviceRegistries(revision: RevisionSettings): Registry[] {
  return revision.serviceRegistries.flatMap(({ registryArn: arn, port, containerPort = port }) =>
    arn === undefined ? [] : [{ arn, ...(containerPort !== undefined && { port: containerPort }) }],
  );
}

/** Service Connect has a Cloud Map service for each named port. */
function serviceConnect(row: TaskRow, { revision, connectResources = [] }: Maker): Registry[] {
  const ports = row.definition.containerDefinitions.flatMap(({ portMappings = [] }) => portMappings);
  return (revision.serviceConnectConfiguration?.services ?? []).flatMap(
    ({ portName, discoveryName: wanted = portName, ingressPortOverride }) => {
      const arn = connectResources.find(({ discoveryName }) => discoveryName === wanted)?.discoveryArn;
      const port = ingressPortOverride ?? ports.find(({ name }) => name === portName)?.containerPort;
      return arn === undefined ? [] : [{ arn, ...(port !== undefined && { port }) }];
    },
  );
}

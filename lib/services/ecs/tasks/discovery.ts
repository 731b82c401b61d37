import type { Context } from "../../../core/context.js";
import { CLUSTERS } from "../state/clusters.js";
import { type RevisionSettings, SERVICES, serviceKey } from "../state/services.js";
import { TASK_SETS, taskSetKey } from "../state/task-sets.js";
import { TASK_REGISTRIES, type TaskRow } from "../state/tasks.js";

/** Where a task is to be found: a service of Cloud Map, and the port it is told. */
interface Registry {
  readonly arn: string;
  readonly port?: number;
}

/** Makes a task of a service with registries or Service Connect findable through Cloud Map. */
export function registerInDiscovery(ctx: Context, row: TaskRow): void {
  const { discovery } = ctx.ports;
  const revision = revisionOf(ctx, row);
  if (!discovery || !revision || row.address === undefined) return;
  const registries = [...serviceRegistries(revision), ...serviceConnect(ctx, row, revision)];
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

/** A task that begins to stop is found no more. */
export function deregisterFromDiscovery(ctx: Context, row: TaskRow): void {
  const arns = row.serviceName === undefined ? undefined : ctx.table(TASK_REGISTRIES).get(row.key);
  if (!arns) return;
  for (const arn of arns) ctx.ports.discovery?.deregister(ctx, arn, row.taskId);
  ctx.table(TASK_REGISTRIES).delete(row.key);
}

/** What the deployment or task set that a task belongs to was made from. */
function revisionOf(ctx: Context, { clusterName, serviceName, task }: TaskRow): RevisionSettings | undefined {
  if (serviceName === undefined || task.startedBy === undefined) return undefined;
  const key = serviceKey(clusterName, serviceName);
  const deployments = ctx.table(SERVICES).get(key)?.deployments ?? [];
  const maker =
    deployments.find(({ id }) => id === task.startedBy) ??
    ctx.table(TASK_SETS).get(taskSetKey(key, task.startedBy));
  return maker?.revision;
}

function serviceRegistries(revision: RevisionSettings): Registry[] {
  return revision.serviceRegistries.flatMap(({ registryArn: arn, port, containerPort = port }) =>
    arn === undefined ? [] : [{ arn, ...(containerPort !== undefined && { port: containerPort }) }],
  );
}

/** Service Connect has a service of Cloud Map for each named port, in the namespace of the service or of its cluster. */
function serviceConnect(ctx: Context, row: TaskRow, revision: RevisionSettings): Registry[] {
  const { enabled = false, namespace, services = [] } = revision.serviceConnectConfiguration ?? {};
  const defaults = ctx.table(CLUSTERS).get(row.clusterName)?.serviceConnectDefaults;
  const where = namespace ?? defaults?.namespace;
  if (!enabled || where === undefined) return [];
  const ports = row.definition.containerDefinitions.flatMap(({ portMappings = [] }) => portMappings);
  return services.flatMap(({ portName, discoveryName = portName, ingressPortOverride }) => {
    const arn = ctx.ports.discovery?.serviceNamed(ctx, where, discoveryName);
    const port = ingressPortOverride ?? ports.find(({ name }) => name === portName)?.containerPort;
    return arn === undefined ? [] : [{ arn, ...(port !== undefined && { port }) }];
  });
}

import type { Context } from "../../../runtime/context.js";
import { trimHistory } from "../../../runtime/store/records.js";
import { keyPrefix, withPrefix } from "../../../runtime/store/store.js";
import { parseArn } from "../../../shared/arn.js";
import { emitService } from "../emitted-events.js";
import { DELETED_SERVICES, SERVICES, type ServiceRow, serviceKey } from "../state/services.js";
import { SERVICE_TASKS, serviceTaskKey, TASKS, type TaskRow } from "../state/tasks.js";
import { releaseResources } from "./service-connect.js";

/**
 * Writes a new or changed service, and deletes Cloud Map services that its deployments no longer need. Beyond
 * the history limit, the oldest deleted services are removed.
 */
export function saveService(ctx: Context, row: ServiceRow): ServiceRow {
  const before = ctx.table(SERVICES).get(row.key);
  ctx.table(SERVICES).put(row.key, row);
  if (before) releaseResources(ctx, before, row);
  emitService(ctx, row, before);
  if (row.status !== "INACTIVE") ctx.table(DELETED_SERVICES).delete(row.key);
  else {
    ctx.table(DELETED_SERVICES).put(row.key, true);
    trimHistory(ctx, DELETED_SERVICES, (_, key) => {
      ctx.table(SERVICES).delete(key);
      ctx.table(DELETED_SERVICES).delete(key);
    });
  }
  return row;
}

/** The service of an ARN. */
export function serviceOfArn(ctx: Context, serviceArn: string): ServiceRow | undefined {
  const [, clusterName = "", serviceName = ""] = parseArn(serviceArn)?.resource.split("/") ?? [];
  const row = ctx.table(SERVICES).get(serviceKey(clusterName, serviceName));
  return row?.serviceArn === serviceArn ? row : undefined;
}

/** Services of a cluster by name, after the key `after` if given. */
export function servicesOf(ctx: Context, clusterName: string, after?: string): Iterable<ServiceRow> {
  return withPrefix(ctx.table(SERVICES), keyPrefix(clusterName), after);
}

/** Tasks of a service that have not stopped, or whose end its scheduler has not processed; oldest first. */
export function tasksOfService(ctx: Context, { clusterName, serviceName }: ServiceRow): TaskRow[] {
  const tasks = ctx.table(TASKS);
  const keys = withPrefix(ctx.table(SERVICE_TASKS), serviceTaskKey(clusterName, serviceName));
  return [...keys].flatMap((key) => tasks.get(key) ?? []);
}

/** Removes a stopped task from its service. */
export function dismissTask(ctx: Context, { clusterName, serviceName, order }: TaskRow): void {
  if (serviceName !== undefined)
    ctx.table(SERVICE_TASKS).delete(serviceTaskKey(clusterName, serviceName, order));
}

import type { Context } from "../../../core/context.js";
import { serviceNotActive, serviceNotFound } from "../errors.js";
import { findCluster } from "../references.js";
import { SERVICES, type ServiceRow, serviceKey } from "../state/services.js";

/** The name in a service argument, which is a name or an ARN. */
export function serviceNameOf(reference: string): string {
  return reference.startsWith("arn:") ? reference.slice(reference.lastIndexOf("/") + 1) : reference;
}

/** The service that an argument names in a cluster, in any status; an ARN of another cluster, account or region names none here. */
export function lookUpService(ctx: Context, clusterName: string, reference: string): ServiceRow | undefined {
  const row = ctx.table(SERVICES).get(serviceKey(clusterName, serviceNameOf(reference)));
  return reference.startsWith("arn:") && row?.serviceArn !== reference ? undefined : row;
}

/**
 * The service that an argument names.
 *
 * @throws ClusterNotFoundException, ServiceNotFoundException
 */
export function findService(ctx: Context, cluster: string | undefined, reference: string): ServiceRow {
  const row = lookUpService(ctx, findCluster(ctx, cluster).clusterName, reference);
  if (!row) throw serviceNotFound();
  return row;
}

/**
 * As {@link findService}, for changes.
 *
 * @throws ServiceNotActiveException for one that was deleted.
 */
export function findActiveService(ctx: Context, cluster: string | undefined, reference: string): ServiceRow {
  const row = findService(ctx, cluster, reference);
  if (row.status !== "ACTIVE") throw serviceNotActive();
  return row;
}

import type { Context } from "../../../runtime/context.js";
import { invalidIdentifier, serviceNotActive, serviceNotFound, wrongCluster } from "../errors.js";
import { findCluster } from "../references.js";
import { SERVICES, type ServiceRow, serviceKey } from "../state/services.js";

/** The name in a service argument, which is a name or an ARN. */
export function serviceNameOf(reference: string): string {
  return reference.startsWith("arn:") ? reference.slice(reference.lastIndexOf("/") + 1) : reference;
}

/**
 * The service of an argument in a cluster, in any status; `undefined` for an ARN of another account or
 * region.
 *
 * @throws InvalidParameterException for an ARN of another cluster or resource type.
 */
export function lookUpService(ctx: Context, clusterName: string, reference: string): ServiceRow | undefined {
  if (reference.startsWith("arn:")) checkArn(reference, clusterName);
  const row = ctx.table(SERVICES).get(serviceKey(clusterName, serviceNameOf(reference)));
  return reference.startsWith("arn:") && row?.serviceArn !== reference ? undefined : row;
}

/** ARNs in the old format have no cluster. */
function checkArn(arn: string, clusterName: string): void {
  const parts = arn.split(":");
  const [type, ...path] = (parts[5] ?? "").split("/");
  if (parts.length !== 6 || type !== "service" || path.length < 1 || path.length > 2)
    throw invalidIdentifier("Unexpected number of separators");
  const [cluster = clusterName] = path.length === 2 ? path : [];
  if (cluster !== clusterName) throw wrongCluster(cluster, clusterName);
}

/**
 * The service of an argument.
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
 * @throws ServiceNotActiveException for a deleted service.
 */
export function findActiveService(ctx: Context, cluster: string | undefined, reference: string): ServiceRow {
  const row = findService(ctx, cluster, reference);
  if (row.status !== "ACTIVE") throw serviceNotActive();
  return row;
}

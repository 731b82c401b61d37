import type { Context } from "../../runtime/context.js";
import { withPrefix } from "../../runtime/store/store.js";
import { countInNamespace } from "./namespace-store.js";
import { INSTANCES, type InstanceRow, instanceKey } from "./state/instances.js";
import type { OperationFailure } from "./state/operations.js";
import { SERVICES, type ServiceRow } from "./state/services.js";

/** Writes an instance, or replaces one with its id, whose health is kept. */
export function putInstance(ctx: Context, row: InstanceRow): OperationFailure | undefined {
  const service = ctx.table(SERVICES).get(row.serviceId);
  if (!service) return vanished(`Service ${row.serviceId}`);
  const key = instanceKey(row.serviceId, row.id);
  const before = ctx.table(INSTANCES).get(key);
  const health = before?.health ?? row.health;
  ctx.table(INSTANCES).put(key, { ...row, ...(health && { health }) });
  count(ctx, service, before ? 0 : 1);
  return undefined;
}

export function removeInstance(
  ctx: Context,
  serviceId: string,
  instanceId: string,
): OperationFailure | undefined {
  const service = ctx.table(SERVICES).get(serviceId);
  if (!service) return vanished(`Service ${serviceId}`);
  if (!ctx.table(INSTANCES).delete(instanceKey(serviceId, instanceId)))
    return vanished(`Instance ${instanceId}`);
  count(ctx, service, -1);
  return undefined;
}

/** The instances of one service by id, after `after` if given. */
export function instancesOf(ctx: Context, serviceId: string, after?: string): Generator<InstanceRow> {
  const position = after === undefined ? undefined : instanceKey(serviceId, after);
  return withPrefix(ctx.table(INSTANCES), instanceKey(serviceId), position);
}

/** The failure of an operation whose resource was deleted in the meantime. */
export function vanished(what: string): OperationFailure {
  return { code: "INTERNAL_FAILURE", message: `${what} no longer exists.` };
}

function count(ctx: Context, service: ServiceRow, change: number): void {
  const instanceCount = service.instanceCount + change;
  ctx.table(SERVICES).put(service.id, { ...service, instanceCount, revision: service.revision + 1 });
  if (change !== 0) countInNamespace(ctx, service.namespaceId, { instances: change });
}

import type { Context } from "../../runtime/context.js";
import { putInstance, removeInstance, vanished } from "./instance-store.js";
import { addNamespace, removeNamespace } from "./namespace-store.js";
import { NAMESPACES } from "./state/namespaces.js";
import type { Change, OperationFailure } from "./state/operations.js";
import { SERVICES } from "./state/services.js";

/** Applies the change of an operation, or returns why it cannot be applied (any longer). */
export function make(ctx: Context, change: Change, operationId: string): OperationFailure | undefined {
  switch (change.type) {
    case "CREATE_NAMESPACE":
      return addNamespace(ctx, change.namespace);
    case "UPDATE_NAMESPACE":
      return updateNamespace(ctx, change);
    case "DELETE_NAMESPACE":
      return deleteNamespace(ctx, change.namespaceId);
    case "UPDATE_SERVICE":
      return updateService(ctx, change);
    case "REGISTER_INSTANCE":
      return putInstance(ctx, { ...change.instance, operationId });
    case "DEREGISTER_INSTANCE":
      return removeInstance(ctx, change.serviceId, change.instanceId);
  }
}

type ChangeOf<Type extends Change["type"]> = Extract<Change, { type: Type }>;

function updateNamespace(ctx: Context, change: ChangeOf<"UPDATE_NAMESPACE">): OperationFailure | undefined {
  const row = ctx.table(NAMESPACES).get(change.namespaceId);
  if (!row) return vanished(`Namespace ${change.namespaceId}`);
  const { description = row.description, soaTtl } = change;
  ctx.table(NAMESPACES).put(row.id, {
    ...row,
    ...(description !== undefined && { description }),
    ...(row.zone && soaTtl !== undefined && { zone: { ...row.zone, soaTtl } }),
  });
  return undefined;
}

function deleteNamespace(ctx: Context, id: string): OperationFailure | undefined {
  const row = ctx.table(NAMESPACES).get(id);
  if (!row) return vanished(`Namespace ${id}`);
  removeNamespace(ctx, row);
  return undefined;
}

/** Records and the health check are replaced, and removed if omitted. */
function updateService(ctx: Context, change: ChangeOf<"UPDATE_SERVICE">): OperationFailure | undefined {
  const row = ctx.table(SERVICES).get(change.serviceId);
  if (!row) return vanished(`Service ${change.serviceId}`);
  const { healthCheck: before, ...rest } = row;
  const { description = row.description, healthCheck, records } = change;
  ctx.table(SERVICES).put(row.id, {
    ...rest,
    ...(description !== undefined && { description }),
    ...(row.dns && { dns: { ...row.dns, records } }),
    ...(healthCheck && { healthCheck }),
  });
  return undefined;
}

import type { Context } from "../../../runtime/context.js";
import { existingBus } from "../buses/lookup.js";
import { withoutPermission, withPermission } from "../buses/permissions.js";
import { statementNotFound } from "../errors/buses.js";
import type { PutPermissionRequest, RemovePermissionRequest } from "../generated/types.js";
import { BUSES } from "../state/buses.js";

export function putPermission(input: PutPermissionRequest, ctx: Context): object {
  const at = existingBus(ctx, input.EventBusName);
  const policy = withPermission(at, input);
  ctx.table(BUSES).put(at.bus.name, { ...at.bus, policy, modified: ctx.now() });
  return {};
}

export function removePermission(input: RemovePermissionRequest, ctx: Context): object {
  const at = existingBus(ctx, input.EventBusName);
  const { policy: before, ...bus } = at.bus;
  if (input.RemoveAllPermissions !== true && before === undefined) throw statementNotFound();
  const policy = input.RemoveAllPermissions === true ? undefined : withoutPermission(at, input.StatementId);
  ctx.table(BUSES).put(bus.name, { ...(policy !== undefined && { policy }), ...bus, modified: ctx.now() });
  return {};
}

import type { Context } from "../../runtime/context.js";
import { instanceNotFound, namespaceNotFound, serviceNotFound } from "./errors.js";
import { INSTANCES, type InstanceRow, instanceKey } from "./state/instances.js";
import { NAMESPACES, type NamespaceRow } from "./state/namespaces.js";
import { SERVICES, type ServiceRow } from "./state/services.js";

const LOWER_CASE = "abcdefghijklmnopqrstuvwxyz0123456789";
const UPPER_CASE = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

export const newNamespaceId = (ctx: Context) => `ns-${ctx.ids.text(LOWER_CASE, 16)}`;
export const newServiceId = (ctx: Context) => `srv-${ctx.ids.text(LOWER_CASE, 16)}`;
export const newHostedZoneId = (ctx: Context) => `Z${ctx.ids.text(UPPER_CASE, 20)}`;
export const newOperationId = (ctx: Context) =>
  `${ctx.ids.text(LOWER_CASE, 32)}-${ctx.ids.text(LOWER_CASE, 8)}`;
/** Suffix of the HttpName of a namespace whose name is already in use. */
export const newNameSuffix = (ctx: Context) => ctx.ids.text(LOWER_CASE, 10);

/** The id in an id or ARN. */
export function idOf(reference: string): string {
  return reference.startsWith("arn:") ? reference.slice(reference.lastIndexOf("/") + 1) : reference;
}

/**
 * The namespace of an id or ARN.
 *
 * @throws NamespaceNotFound if it does not exist, and for an ARN of another account or region.
 */
export function findNamespace(ctx: Context, reference: string): NamespaceRow {
  const row = ctx.table(NAMESPACES).get(idOf(reference));
  if (!row || isOtherArn(reference, row.arn)) throw namespaceNotFound(reference);
  return row;
}

/**
 * The service of an id or ARN.
 *
 * @throws ServiceNotFound if it does not exist, and for an ARN of another account or region.
 */
export function findService(ctx: Context, reference: string): ServiceRow {
  const row = ctx.table(SERVICES).get(idOf(reference));
  if (!row || isOtherArn(reference, row.arn)) throw serviceNotFound(reference);
  return row;
}

/** @throws InstanceNotFound */
export function findInstance(ctx: Context, service: ServiceRow, instanceId: string): InstanceRow {
  const row = ctx.table(INSTANCES).get(instanceKey(service.id, instanceId));
  if (!row) throw instanceNotFound(instanceId);
  return row;
}

function isOtherArn(reference: string, arn: string): boolean {
  return reference.startsWith("arn:") && reference !== arn;
}

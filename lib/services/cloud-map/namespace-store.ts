import type { Context } from "../../runtime/context.js";
import type { NamespaceType } from "./generated/types.js";
import { newNameSuffix } from "./references.js";
import {
  HTTP_NAMES,
  httpNameKey,
  NAMESPACE_REQUESTS,
  NAMESPACES,
  type NamespaceRow,
  ZONES,
  zoneKey,
} from "./state/namespaces.js";
import type { OperationFailure } from "./state/operations.js";

/** Writes a new namespace with its index entries; Route 53 rejects a zone that its network already has. */
export function addNamespace(ctx: Context, row: NamespaceRow): OperationFailure | undefined {
  if (namespaceWithZone(ctx, row)) return overlapping(ctx, row);
  const httpName = namespaceOfHttpName(ctx, row.name) ? `${row.name}-${newNameSuffix(ctx)}` : row.name;
  const named = { ...row, httpName };
  ctx.table(NAMESPACES).put(row.id, named);
  ctx.table(ZONES).put(zoneKey(named), row.id);
  ctx.table(HTTP_NAMES).put(httpNameKey(named), row.id);
  return undefined;
}

/** Removes a namespace; its `CreatorRequestId` can be reused. */
export function removeNamespace(ctx: Context, row: NamespaceRow): void {
  ctx.table(NAMESPACES).delete(row.id);
  ctx.table(ZONES).delete(zoneKey(row));
  ctx.table(HTTP_NAMES).delete(httpNameKey(row));
  forgetRequest(ctx, row);
}

/** Removes the recorded request of a namespace, which can then be repeated. */
export function forgetRequest(ctx: Context, { creatorRequestId }: NamespaceRow): void {
  if (creatorRequestId !== undefined) ctx.table(NAMESPACE_REQUESTS).delete(creatorRequestId);
}

/** The namespace of the same type and name, for private ones also of the same network. */
export function namespaceWithZone(
  ctx: Context,
  like: Pick<NamespaceRow, "type" | "name" | "zone">,
): NamespaceRow | undefined {
  return namespaceOf(ctx, ctx.table(ZONES).get(zoneKey(like)));
}

/** The namespace with a name for DiscoverInstances; in HTTP namespaces letter case matters. */
export function namespaceOfHttpName(ctx: Context, httpName: string): NamespaceRow | undefined {
  const names = ctx.table(HTTP_NAMES);
  const key = (type: NamespaceType) => httpNameKey({ type, httpName });
  return namespaceOf(ctx, names.get(key("HTTP")) ?? names.get(key("DNS_PRIVATE")));
}

/** Changes the counts of services and instances of a namespace. */
export function countInNamespace(
  ctx: Context,
  id: string,
  change: { services?: number; instances?: number },
): void {
  const row = ctx.table(NAMESPACES).get(id);
  if (!row) return;
  const serviceCount = row.serviceCount + (change.services ?? 0);
  const instanceCount = row.instanceCount + (change.instances ?? 0);
  ctx.table(NAMESPACES).put(id, { ...row, serviceCount, instanceCount });
}

function namespaceOf(ctx: Context, id: string | undefined): NamespaceRow | undefined {
  return id === undefined ? undefined : ctx.table(NAMESPACES).get(id);
}

function overlapping(ctx: Context, { name, zone }: NamespaceRow): OperationFailure {
  return {
    code: "CANNOT_CREATE_HOSTED_ZONE",
    message: `The VPC that you chose, ${zone?.vpc ?? "none"} in region ${ctx.region}, is already associated with another private hosted zone that has an overlapping name space, ${name}`,
  };
}

import type { Context } from "../../runtime/context.js";
import { withPrefix } from "../../runtime/store/store.js";
import { countInNamespace } from "./namespace-store.js";
import type { NamespaceRow } from "./state/namespaces.js";
import { SERVICE_NAMES, SERVICES, type ServiceRow, serviceNameKey } from "./state/services.js";

export function addService(ctx: Context, row: ServiceRow): void {
  ctx.table(SERVICES).put(row.id, row);
  ctx.table(SERVICE_NAMES).put(row.nameKey, row.id);
  countInNamespace(ctx, row.namespaceId, { services: 1 });
}

export function removeService(ctx: Context, row: ServiceRow): void {
  ctx.table(SERVICES).delete(row.id);
  ctx.table(SERVICE_NAMES).delete(row.nameKey);
  countInNamespace(ctx, row.namespaceId, { services: -1 });
}

/** Letter case in the name matters only in HTTP namespaces, because DNS ignores it. */
export function serviceNamed(ctx: Context, namespace: NamespaceRow, name: string): ServiceRow | undefined {
  const id = ctx.table(SERVICE_NAMES).get(serviceNameKey(namespace, name));
  return id === undefined ? undefined : ctx.table(SERVICES).get(id);
}

/** Services by namespace and name, of one namespace if its prefix is given, after a `nameKey`. */
export function* servicesInOrder(ctx: Context, prefix: string, after?: string): Generator<ServiceRow> {
  const services = ctx.table(SERVICES);
  for (const id of withPrefix(ctx.table(SERVICE_NAMES), prefix, after)) {
    const row = services.get(id);
    if (row) yield row;
  }
}

import type { Context } from "../../runtime/context.js";
import type { RecordType } from "./generated/types.js";
import { healthOf } from "./health.js";
import { instancesOf } from "./instance-store.js";
import { serviceNamed } from "./service-store.js";
import type { InstanceRow } from "./state/instances.js";
import { NAMESPACES, type NamespaceRow } from "./state/namespaces.js";
import type { ServiceRow } from "./state/services.js";

/** The record types of Cloud Map. */
export const RECORD_TYPES: readonly RecordType[] = ["A", "AAAA", "SRV", "CNAME"];

/** Maximum number of values that Route 53 returns for a MULTIVALUE record. */
const MOST_VALUES = 8;

/**
 * Route 53's response to a query for a name in a DNS namespace: up to eight values of healthy instances, or
 * of all if none is healthy. Empty for unknown names.
 */
export function resolve(ctx: Context, name: string, type: RecordType): string[] {
  const wanted = name.toLowerCase().replace(/\.$/, "");
  for (const namespace of ctx.table(NAMESPACES).values()) {
    const suffix = `.${namespace.name.toLowerCase()}`;
    if (namespace.type === "HTTP" || !wanted.endsWith(suffix)) continue;
    const values = answer(ctx, namespace, wanted.slice(0, -suffix.length), type);
    if (values.length > 0) return values;
  }
  return [];
}

function answer(ctx: Context, namespace: NamespaceRow, name: string, type: RecordType): string[] {
  const service = serviceNamed(ctx, namespace, name);
  if (service) return serviceRecords(ctx, namespace, service, type);
  // SRV records refer to their instances, which have their own addresses.
  const dot = name.indexOf(".");
  const target = dot < 0 ? undefined : serviceNamed(ctx, namespace, name.slice(dot + 1));
  if (!target?.dns?.records.some(({ Type }) => Type === "SRV")) return [];
  return present(
    [...instancesOf(ctx, target.id)]
      .filter(({ id }) => id.toLowerCase() === name.slice(0, dot))
      .map((instance) => addressOf(instance, type)),
  );
}

function serviceRecords(
  ctx: Context,
  namespace: NamespaceRow,
  service: ServiceRow,
  type: RecordType,
): string[] {
  if (!service.dns?.records.some(({ Type }) => Type === type)) return [];
  const all = [...instancesOf(ctx, service.id)];
  const healthy = all.filter((instance) => healthOf(service, instance) !== "UNHEALTHY");
  const values = (healthy.length > 0 ? healthy : all).map((instance) =>
    type === "SRV"
      ? `1 1 ${instance.attributes.AWS_INSTANCE_PORT} ${instance.id}.${service.name}.${namespace.name}`
      : addressOf(instance, type),
  );
  return present(values).slice(0, MOST_VALUES);
}

function addressOf({ attributes }: InstanceRow, type: RecordType): string | undefined {
  if (type === "CNAME") return attributes.AWS_INSTANCE_CNAME;
  if (type === "SRV") return undefined;
  // An alias resolves to the addresses of its target, which are unknown here.
  return type === "A" ? attributes.AWS_INSTANCE_IPV4 : attributes.AWS_INSTANCE_IPV6;
}

function present(values: readonly (string | undefined)[]): string[] {
  return values.filter((value) => value !== undefined);
}

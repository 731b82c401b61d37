import type { Context } from "../../runtime/context.js";
import { own } from "../../values/own.js";
import { namespaceNameNotFound, serviceNameNotFound } from "./errors.js";
import type { DiscoverInstancesRequest, HealthStatus, HealthStatusFilter } from "./generated/types.js";
import { healthOf, isChecked } from "./health.js";
import { instancesOf } from "./instance-store.js";
import { namespaceOfHttpName } from "./namespace-store.js";
import { serviceNamed } from "./service-store.js";
import type { InstanceRow } from "./state/instances.js";
import type { NamespaceRow } from "./state/namespaces.js";
import type { ServiceRow } from "./state/services.js";

/** The service of a DiscoverInstances, by name only. */
interface ServiceByName {
  readonly NamespaceName: string;
  readonly ServiceName: string;
  readonly OwnerAccount?: string;
}

/** @throws NamespaceNotFound, also for one of another account, because sharing is not simulated; ServiceNotFound */
export function findByName(
  ctx: Context,
  { NamespaceName, ServiceName, OwnerAccount = ctx.account }: ServiceByName,
): { namespace: NamespaceRow; service: ServiceRow } {
  const namespace = OwnerAccount === ctx.account ? namespaceOfHttpName(ctx, NamespaceName) : undefined;
  if (!namespace) throw namespaceNameNotFound();
  const service = serviceNamed(ctx, namespace, ServiceName);
  if (!service) throw serviceNameNotFound();
  return { namespace, service };
}

/** A discovered instance. */
export interface Discovered {
  readonly instance: InstanceRow;
  readonly health: HealthStatus;
}

const DEFAULT_RESULTS = 100;

/** AWS documents no default. Failing open is what DNS does, and loses no instance. */
const DEFAULT_HEALTH_FILTER: HealthStatusFilter = "HEALTHY_OR_ELSE_ALL";

/** The highest rank of an instance: healthy if that is preferred, and with the optional attributes. */
const BEST = 3;

/**
 * The instances of a service that match the filters, at most `MaxResults`, by id. Only the best matches are
 * returned: if one is healthy, or has the optional attributes, the others are omitted. Services without a
 * health check ignore `HealthStatus`
 * (https://docs.aws.amazon.com/cloud-map/latest/api/API_DiscoverInstances.html).
 */
export function search(
  ctx: Context,
  service: ServiceRow,
  { QueryParameters, OptionalParameters, ...request }: DiscoverInstancesRequest,
): Discovered[] {
  const { MaxResults: limit = DEFAULT_RESULTS } = request;
  const filter = isChecked(service) ? (request.HealthStatus ?? DEFAULT_HEALTH_FILTER) : "ALL";
  let found: Discovered[] = [];
  let best = 0;
  for (const instance of instancesOf(ctx, service.id)) {
    if (!hasAll(instance, QueryParameters)) continue;
    const health = healthOf(service, instance);
    const fit = fitness(health, filter);
    if (fit === undefined) continue;
    const rank = fit * 2 + (hasAll(instance, OptionalParameters) ? 1 : 0);
    if (rank > best) found = [];
    best = Math.max(best, rank);
    if (rank === best && found.length < limit) found.push({ instance, health });
    if (best === BEST && found.length === limit) break;
  }
  return found;
}

/**
 * 1 for a preferred health, 0 for one that is returned only if there is none better. Unknown health counts as
 * healthy.
 */
function fitness(health: HealthStatus, filter: HealthStatusFilter): 0 | 1 | undefined {
  const isHealthy = health !== "UNHEALTHY";
  switch (filter) {
    case "ALL":
      return 1;
    case "HEALTHY":
      return isHealthy ? 1 : undefined;
    case "UNHEALTHY":
      return isHealthy ? undefined : 1;
    case "HEALTHY_OR_ELSE_ALL":
      return isHealthy ? 1 : 0;
  }
}

function hasAll({ attributes }: InstanceRow, wanted: Readonly<Record<string, string>> = {}): boolean {
  return Object.entries(wanted).every(([name, value]) => own(attributes, name) === value);
}

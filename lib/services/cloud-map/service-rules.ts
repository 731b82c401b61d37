import { invalidInput } from "./errors.js";
import type { DnsRecord, HealthCheckConfig, NamespaceType, RoutingPolicy } from "./generated/types.js";

/** The settings of a service whose combination AWS validates. */
interface ServiceSettings {
  readonly namespaceType: NamespaceType;
  readonly routingPolicy: RoutingPolicy;
  /** Omitted without DnsConfig. */
  readonly records?: readonly DnsRecord[];
  readonly healthCheck?: HealthCheckConfig;
  readonly customHealth: boolean;
}

/** @throws InvalidInput for parts that do not fit. */
export function checkService(settings: ServiceSettings): void {
  const { namespaceType, records, healthCheck } = settings;
  if (records) {
    if (namespaceType === "HTTP")
      throw invalidInput(
        "When you create a service using a namespace that has a type of HTTP, you can't include a DnsConfig element.",
      );
    checkRecords(records, settings.routingPolicy);
  }
  if (!healthCheck) return;
  if (settings.customHealth)
    throw invalidInput("HealthCheckConfig and HealthCheckCustomConfig cannot both be specified.");
  if (namespaceType === "DNS_PRIVATE")
    throw invalidInput("Health check config cannot be applied to a service with private namespace");
  if (records?.some(({ Type }) => Type === "CNAME"))
    throw invalidInput("Health check config cannot be applied to a service with DNS Record Type CNAME");
  if (healthCheck.Type === "TCP" && healthCheck.ResourcePath !== undefined)
    throw invalidInput("ResourcePath cannot be specified for a health check of type TCP");
}

/**
 * CNAME excludes other types. SRV may be combined with A or AAAA: AWS's documentation does not list that
 * combination, but Cloud Map accepts it.
 */
function checkRecords(records: readonly DnsRecord[], routingPolicy: RoutingPolicy): void {
  const types = new Set<string>();
  for (const { Type } of records) {
    // The missing spaces are AWS's.
    if (types.has(Type))
      throw invalidInput(`Duplicate resource record type${Type}in DNS config is not expected`);
    types.add(Type);
  }
  if (types.has("CNAME") && types.size > 1)
    throw invalidInput("DnsRecord Type CNAME cannot be combined with other types");
  if (types.has("CNAME") && routingPolicy !== "WEIGHTED")
    throw invalidInput("WEIGHTED routing policy must be used with DNS Record Type CNAME");
}

/** A health check with defaults. */
export function completeHealthCheck(config: HealthCheckConfig): HealthCheckConfig {
  const { Type, ResourcePath, FailureThreshold = 1 } = config;
  const path = ResourcePath ?? (Type === "TCP" ? undefined : "/");
  return { Type, ...(path !== undefined && { ResourcePath: path }), FailureThreshold };
}

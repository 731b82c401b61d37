import { defineTable, key } from "../../../runtime/store/store.js";
import type {
  DnsRecord,
  HealthCheckConfig,
  NamespaceType,
  RoutingPolicy,
  ServiceType,
  Tag,
} from "../generated/types.js";
import { folded } from "./namespaces.js";

/** A service. */
export interface ServiceRow {
  readonly id: string;
  readonly arn: string;
  readonly namespaceId: string;
  /** Its key in {@link SERVICE_NAMES}. */
  readonly nameKey: string;
  readonly name: string;
  readonly description?: string;
  readonly type: ServiceType;
  /** Omitted in services that only DiscoverInstances finds. */
  readonly dns?: ServiceDns;
  readonly healthCheck?: HealthCheckConfig;
  /** Whether UpdateInstanceCustomHealthStatus sets the health of its instances. */
  readonly customHealth: boolean;
  /** ECS created it for Service Connect, and deletes it when none of its services needs it. */
  readonly ofServiceConnect?: true;
  readonly createDate: Date;
  readonly creatorRequestId?: string;
  /** The creating request, to distinguish a repetition from a different one. */
  readonly request: string;
  readonly tags: readonly Tag[];
  /** Attributes set by UpdateServiceAttributes. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly instanceCount: number;
  /** Counts registrations and deregistrations, but not health changes. */
  readonly revision: number;
}

/** The records of each instance of a service. */
export interface ServiceDns {
  readonly routingPolicy: RoutingPolicy;
  readonly records: readonly DnsRecord[];
}

/** Services by id. */
export const SERVICES = defineTable<ServiceRow>({ name: "cloud-map.services", key: "id" });

/** Ids of services by {@link serviceNameKey}. */
export const SERVICE_NAMES = defineTable<string>({
  name: "cloud-map.service-names",
  key: ["namespaceId", "name"],
});

/** Without `name`, the prefix of all services of a namespace. */
export function serviceNameKey(namespace: { id: string; type: NamespaceType }, name = ""): string {
  return key(namespace.id, folded(namespace.type, name));
}

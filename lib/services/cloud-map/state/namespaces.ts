import { defineTable, key } from "../../../runtime/store/store.js";
import type { NamespaceType, Tag } from "../generated/types.js";

/** A namespace. It exists once the operation that creates it has succeeded. */
export interface NamespaceRow {
  readonly id: string;
  readonly arn: string;
  readonly name: string;
  /** Its name for DiscoverInstances: the namespace name, unless another namespace already has it. */
  readonly httpName: string;
  readonly type: NamespaceType;
  readonly description?: string;
  /** Omitted in HTTP namespaces. */
  readonly zone?: HostedZone;
  readonly createDate: Date;
  readonly creatorRequestId?: string;
  readonly tags: readonly Tag[];
  readonly serviceCount: number;
  readonly instanceCount: number;
}

/** The Route 53 hosted zone of a DNS namespace. */
export interface HostedZone {
  readonly id: string;
  /** Seconds for which resolvers may cache that a name does not exist. */
  readonly soaTtl: number;
  /** The network of a private zone. */
  readonly vpc?: string;
}

/** Namespaces by id. */
export const NAMESPACES = defineTable<NamespaceRow>({ name: "cloud-map.namespaces", key: "id" });

/** Ids of namespaces by {@link zoneKey}, which must be unique. */
export const ZONES = defineTable<string>({ name: "cloud-map.zones", key: ["type", "vpc", "name"] });

/** Ids of namespaces by {@link httpNameKey}. */
export const HTTP_NAMES = defineTable<string>({ name: "cloud-map.http-names", key: ["type", "name"] });

/** A `CreatorRequestId` of a namespace. */
export interface NamespaceRequestRow {
  /** The request, to distinguish a repetition from a different one. */
  readonly request: string;
  readonly operationId: string;
}

/** Requests by `CreatorRequestId`, while they are in progress or their namespace exists. */
export const NAMESPACE_REQUESTS = defineTable<NamespaceRequestRow>({
  name: "cloud-map.namespace-requests",
  key: "creatorRequestId",
});

/** DNS names are case-insensitive. */
export function folded(type: NamespaceType, name: string): string {
  return type === "HTTP" ? name : name.toLowerCase();
}

export function zoneKey({ type, name, zone }: Pick<NamespaceRow, "type" | "name" | "zone">): string {
  return key(type, zone?.vpc ?? "", folded(type, name));
}

export function httpNameKey({ type, httpName }: Pick<NamespaceRow, "type" | "httpName">): string {
  return type === "HTTP" ? key("HTTP", httpName) : key("DNS", httpName.toLowerCase());
}

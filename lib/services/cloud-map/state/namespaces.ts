import { defineTable, key } from "../../../runtime/store/store.js";
import type { NamespaceType, Tag } from "../generated/types.js";

/** A namespace. It is there once the operation that creates it has succeeded. */
export interface NamespaceRow {
  readonly id: string;
  readonly arn: string;
  readonly name: string;
  /** What DiscoverInstances finds it by: the name, unless another namespace had it first. */
  readonly httpName: string;
  readonly type: NamespaceType;
  readonly description?: string;
  /** Left out in HTTP namespaces. */
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
  /** Seconds that resolvers may remember that a name does not exist. */
  readonly soaTtl: number;
  /** The network that a private zone is for. */
  readonly vpc?: string;
}

/** Namespaces by id. */
export const NAMESPACES = defineTable<NamespaceRow>({ name: "cloud-map.namespaces", key: "id" });

/** Ids of namespaces by {@link zoneKey}: what there can be only one of. */
export const ZONES = defineTable<string>({ name: "cloud-map.zones", key: ["type", "vpc", "name"] });

/** Ids of namespaces by {@link httpNameKey}. */
export const HTTP_NAMES = defineTable<string>({ name: "cloud-map.http-names", key: ["type", "name"] });

/** What a `CreatorRequestId` of a namespace stands for. */
export interface NamespaceRequestRow {
  /** The request, to tell a repetition from a different one. */
  readonly request: string;
  readonly operationId: string;
}

/** Requests by `CreatorRequestId`, for as long as they are under way or what they made is there. */
export const NAMESPACE_REQUESTS = defineTable<NamespaceRequestRow>({
  name: "cloud-map.namespace-requests",
  key: "creatorRequestId",
});

/** Names that DNS serves do not differ by case. */
export function folded(type: NamespaceType, name: string): string {
  return type === "HTTP" ? name : name.toLowerCase();
}

export function zoneKey({ type, name, zone }: Pick<NamespaceRow, "type" | "name" | "zone">): string {
  return key(type, zone?.vpc ?? "", folded(type, name));
}

export function httpNameKey({ type, httpName }: Pick<NamespaceRow, "type" | "httpName">): string {
  return type === "HTTP" ? key("HTTP", httpName) : key("DNS", httpName.toLowerCase());
}

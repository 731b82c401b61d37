import type { Context } from "../../runtime/context.js";
import { own } from "../../values/own.js";
import { ADDRESSES } from "./addresses/state.js";
import { DHCP_OPTIONS } from "./dhcp-options/state.js";
import { EGRESS_ONLY_GATEWAYS } from "./egress-only-gateways/state.js";
import { invalidId, notFound, type ResourceKind } from "./errors.js";
import { FLOW_LOGS } from "./flow-logs/state.js";
import { INTERNET_GATEWAYS } from "./internet-gateways/state.js";
import { NAT_GATEWAYS } from "./nat-gateways/state.js";
import { NETWORK_ACLS } from "./network-acls/state.js";
import { networkInterfaces } from "./network-interfaces/interfaces.js";
import { PEERING_CONNECTIONS } from "./peering-connections/state.js";
import { PREFIX_LISTS } from "./prefix-lists/state.js";
import { ROUTE_TABLES } from "./route-tables/state.js";
import { SECURITY_GROUP_RULES, SECURITY_GROUPS } from "./security-groups/state.js";
import { SUBNETS } from "./subnets/state.js";
import { ENDPOINTS } from "./vpc-endpoints/state.js";
import { VPCS } from "./vpcs/state.js";

/** A resource type by id prefix. */
interface Kind {
  readonly kind: ResourceKind;
  readonly exists: (ctx: Context, id: string) => boolean;
}

/** By id prefix. */
const KINDS: Readonly<Record<string, Kind>> = {
  vpc: { kind: "vpc", exists: (ctx, id) => ctx.table(VPCS).has(id) },
  subnet: { kind: "subnet", exists: (ctx, id) => ctx.table(SUBNETS).has(id) },
  sg: { kind: "security-group", exists: (ctx, id) => ctx.table(SECURITY_GROUPS).has(id) },
  sgr: {
    kind: "security-group-rule",
    exists: (ctx, id) => [...ctx.table(SECURITY_GROUP_RULES).values()].some(({ ruleId }) => ruleId === id),
  },
  igw: { kind: "internet-gateway", exists: (ctx, id) => ctx.table(INTERNET_GATEWAYS).has(id) },
  rtb: { kind: "route-table", exists: (ctx, id) => ctx.table(ROUTE_TABLES).has(id) },
  eigw: {
    kind: "egress-only-internet-gateway",
    exists: (ctx, id) => ctx.table(EGRESS_ONLY_GATEWAYS).has(id),
  },
  dopt: { kind: "dhcp-options", exists: (ctx, id) => ctx.table(DHCP_OPTIONS).has(id) },
  eipalloc: { kind: "elastic-ip", exists: (ctx, id) => ctx.table(ADDRESSES).has(id) },
  nat: { kind: "natgateway", exists: (ctx, id) => ctx.table(NAT_GATEWAYS).has(id) },
  vpce: { kind: "vpc-endpoint", exists: (ctx, id) => ctx.table(ENDPOINTS).has(id) },
  fl: { kind: "vpc-flow-log", exists: (ctx, id) => ctx.table(FLOW_LOGS).has(id) },
  pcx: { kind: "vpc-peering-connection", exists: (ctx, id) => ctx.table(PEERING_CONNECTIONS).has(id) },
  pl: { kind: "prefix-list", exists: (ctx, id) => ctx.table(PREFIX_LISTS).has(id) },
  acl: { kind: "network-acl", exists: (ctx, id) => ctx.table(NETWORK_ACLS).has(id) },
  eni: {
    kind: "network-interface",
    exists: (ctx, id) => networkInterfaces(ctx).some((made) => made.id === id),
  },
};

/** The resource type of an id; `undefined` for other prefixes. */
export function kindOf(id: string): ResourceKind | undefined {
  return own(KINDS, id.slice(0, id.indexOf("-")))?.kind;
}

/** @throws …NotFound when there is no such resource, InvalidID when there is no such kind. */
export function requireResource(ctx: Context, id: string): void {
  const found = own(KINDS, id.slice(0, id.indexOf("-")));
  if (!found) throw invalidId(id);
  if (!found.exists(ctx, id)) throw notFound(found.kind, id);
}

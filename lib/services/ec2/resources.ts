import type { Context } from "../../core/context.js";
import { own } from "../../core/own.js";
import { invalidId, notFound, type ResourceKind } from "./errors.js";
import { networkInterfaces } from "./interfaces.js";
import {
  INTERNET_GATEWAYS,
  NETWORK_ACLS,
  ROUTE_TABLES,
  SECURITY_GROUP_RULES,
  SECURITY_GROUPS,
  SUBNETS,
  VPCS,
} from "./state.js";

/** A kind of resource by the prefix of its ids. */
interface Kind {
  readonly kind: ResourceKind;
  readonly exists: (ctx: Context, id: string) => boolean;
}

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
  acl: { kind: "network-acl", exists: (ctx, id) => ctx.table(NETWORK_ACLS).has(id) },
  eni: {
    kind: "network-interface",
    exists: (ctx, id) => networkInterfaces(ctx).some((made) => made.id === id),
  },
};

/** The kind of resource that an id is for; `undefined` for ids of other kinds. */
export function kindOf(id: string): ResourceKind | undefined {
  return own(KINDS, id.slice(0, id.indexOf("-")))?.kind;
}

/** @throws …NotFound when there is no such resource, InvalidID when there is no such kind. */
export function requireResource(ctx: Context, id: string): void {
  const found = own(KINDS, id.slice(0, id.indexOf("-")));
  if (!found) throw invalidId(id);
  if (!found.exists(ctx, id)) throw notFound(found.kind, id);
}

import { defaultVpcId, digitsFor } from "../../network/subnets.js";
import type { Context } from "../../runtime/context.js";
import { defineTable, ONLY_ROW } from "../../runtime/store/store.js";
import { makeDefaultDhcpOptions } from "./dhcp-options/dhcp-options.js";
import { INTERNET_GATEWAYS } from "./internet-gateways/state.js";
import { ROUTE_TABLES } from "./route-tables/state.js";
import { makeSubnet } from "./subnets/subnets.js";
import { VPCS } from "./vpcs/state.js";
import { makeVpc } from "./vpcs/vpcs.js";

/** Set under the key `""` once the default network of the account and region exists. */
export const DEFAULTS_MADE = defineTable<true>({ name: "ec2.default-networks", key: [] });

const BLOCK = "172.31.0.0/16";
const SUBNET_BLOCKS = ["172.31.0.0/20", "172.31.16.0/20", "172.31.32.0/20"];

/**
 * Creates the default network of an account and region: a VPC with three subnets, a security group, a network
 * ACL, DHCP options, and a main route table to an internet gateway. Ids are derived from the account and
 * region, and equal in every run. Further calls do nothing, so deleted resources stay deleted.
 */
export function makeDefaultNetwork(ctx: Context): void {
  const made = ctx.table(DEFAULTS_MADE);
  if (made.has(ONLY_ROW)) return;
  made.put(ONLY_ROW, true);
  const vpcId = defaultVpcId(ctx);
  const id = (prefix: string, role = "") => `${prefix}-${digitsFor(ctx, prefix, role)}`;
  makeDefaultDhcpOptions(ctx, defaultDhcpOptionsId(ctx));
  makeVpc(ctx, {
    vpcId,
    cidrBlock: BLOCK,
    cidrAssociationId: id("vpc-cidr-assoc"),
    secondaryBlocks: [],
    ipv6Blocks: [],
    dhcpOptionsId: defaultDhcpOptionsId(ctx),
    isDefault: true,
    tenancy: "default",
    enableDnsSupport: true,
    enableDnsHostnames: true,
    enableNetworkAddressUsageMetrics: false,
    // Other services derive the default security group from the VPC's digits.
    newId: (prefix, role = "") => (prefix === "sg" ? vpcId.replace("vpc-", "sg-") : id(prefix, role)),
  });
  for (const [index, cidrBlock] of SUBNET_BLOCKS.entries()) {
    const zone = `${ctx.region}${"abc".charAt(index)}`;
    makeSubnet(ctx, {
      subnetId: id("subnet", zone),
      vpcId,
      cidrBlock,
      availabilityZone: zone,
      defaultForAz: true,
      mapPublicIpOnLaunch: true,
      networkAclId: id("acl"),
      aclAssociationId: id("aclassoc", zone),
    });
  }
  const gatewayId = id("igw");
  ctx.table(INTERNET_GATEWAYS).put(gatewayId, { gatewayId, vpcId });
  const main = ctx.table(ROUTE_TABLES).get(id("rtb"));
  if (main) {
    const route = { destination: "0.0.0.0/0", gatewayId, origin: "CreateRoute" } as const;
    ctx.table(ROUTE_TABLES).put(main.routeTableId, { ...main, routes: [...main.routes, route] });
  }
}

/** The initial DHCP options of VPCs of an account and region. */
export function defaultDhcpOptionsId(ctx: Context): string {
  return `dopt-${digitsFor(ctx, "dopt")}`;
}

/** The default VPC, unless it was deleted. */
export function defaultVpc(ctx: Context) {
  return ctx.table(VPCS).get(defaultVpcId(ctx));
}

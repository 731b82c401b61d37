import { defineTable } from "../../core/store.js";
import type { HostnameType, RouteOrigin, Tag, Tenancy } from "./generated/types.js";

export interface VpcRow {
  readonly vpcId: string;
  readonly cidrBlock: string;
  readonly cidrAssociationId: string;
  readonly dhcpOptionsId: string;
  readonly isDefault: boolean;
  readonly tenancy: Tenancy;
  readonly enableDnsSupport: boolean;
  readonly enableDnsHostnames: boolean;
  readonly enableNetworkAddressUsageMetrics: boolean;
}

export interface SubnetRow {
  readonly subnetId: string;
  readonly vpcId: string;
  readonly cidrBlock: string;
  readonly availabilityZone: string;
  readonly defaultForAz: boolean;
  readonly mapPublicIpOnLaunch: boolean;
  readonly enableDns64: boolean;
  readonly hostnameType: HostnameType;
  readonly resourceNameDnsA: boolean;
  readonly resourceNameDnsAaaa: boolean;
  /** Of the subnet with the network ACL of its VPC. */
  readonly aclAssociationId: string;
}

export interface SecurityGroupRow {
  readonly groupId: string;
  readonly groupName: string;
  readonly description: string;
  readonly vpcId: string;
}

/** What a rule lets through, from where or to where: exactly one of the four peers. */
export interface Permission {
  /** `tcp`, `udp`, `icmp`, `icmpv6`, `-1` for all, or a number. */
  readonly protocol: string;
  /** Left out for all protocols. Of ICMP, the type. */
  readonly fromPort?: number;
  /** Left out for all protocols. Of ICMP, the code. */
  readonly toPort?: number;
  readonly cidrIpv4?: string;
  readonly cidrIpv6?: string;
  readonly prefixListId?: string;
  readonly referencedGroupId?: string;
}

export interface SecurityGroupRuleRow extends Permission {
  readonly ruleId: string;
  readonly groupId: string;
  readonly isEgress: boolean;
  readonly description?: string;
}

export interface InternetGatewayRow {
  readonly gatewayId: string;
  /** The VPC that it is attached to. */
  readonly vpcId?: string;
}

export interface RouteTableRow {
  readonly routeTableId: string;
  readonly vpcId: string;
  readonly routes: readonly RouteRow[];
  readonly associations: readonly AssociationRow[];
}

export interface RouteRow {
  /** A CIDR block of IPv4 or IPv6. */
  readonly destination: string;
  readonly gatewayId?: string;
  readonly networkInterfaceId?: string;
  readonly natGatewayId?: string;
  readonly origin: RouteOrigin;
}

export interface AssociationRow {
  readonly associationId: string;
  /** Left out of the association that makes a table the main one of its VPC. */
  readonly subnetId?: string;
}

/** The one network ACL of a VPC: it lets everything through. */
export interface NetworkAclRow {
  readonly networkAclId: string;
  readonly vpcId: string;
}

/** All by id, for each account and region. */
export const VPCS = defineTable<VpcRow>("ec2.vpcs");
export const SUBNETS = defineTable<SubnetRow>("ec2.subnets");
export const SECURITY_GROUPS = defineTable<SecurityGroupRow>("ec2.security-groups");
export const INTERNET_GATEWAYS = defineTable<InternetGatewayRow>("ec2.internet-gateways");
export const ROUTE_TABLES = defineTable<RouteTableRow>("ec2.route-tables");
export const NETWORK_ACLS = defineTable<NetworkAclRow>("ec2.network-acls");

/** Rules of security groups by {@link ruleKey}. */
export const SECURITY_GROUP_RULES = defineTable<SecurityGroupRuleRow>("ec2.security-group-rules");

/** Tags by the id of the resource. */
export const TAGS = defineTable<readonly Tag[]>("ec2.tags");

/** Under the key `""`, once the default network of the account and region has been made. */
export const DEFAULTS_MADE = defineTable<true>("ec2.defaults-made");

/** Key of a rule; without `ruleId`, what all rules of the group begin with. */
export function ruleKey(groupId: string, ruleId = ""): string {
  return `${groupId} ${ruleId}`;
}

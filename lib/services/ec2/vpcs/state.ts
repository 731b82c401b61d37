import { defineTable } from "../../../runtime/store/store.js";
import type { Tenancy, VpcCidrBlockStateCode } from "../generated/types.js";

/** A VPC. */
export interface VpcRow {
  readonly vpcId: string;
  /** The primary block, which cannot be removed. */
  readonly cidrBlock: string;
  readonly cidrAssociationId: string;
  readonly secondaryBlocks: readonly BlockAssociationRow[];
  readonly ipv6Blocks: readonly BlockAssociationRow[];
  /** `default` if no DHCP options are associated. */
  readonly dhcpOptionsId: string;
  readonly isDefault: boolean;
  readonly tenancy: Tenancy;
  readonly enableDnsSupport: boolean;
  readonly enableDnsHostnames: boolean;
  readonly enableNetworkAddressUsageMetrics: boolean;
}

/** An additional address block of a VPC or subnet. */
export interface BlockAssociationRow {
  readonly associationId: string;
  readonly block: string;
  readonly state: VpcCidrBlockStateCode;
}

/** VPCs by id, for each account and region. */
export const VPCS = defineTable<VpcRow>({ name: "ec2.vpcs", key: "vpcId" });

import { defineTable } from "../../../core/store.js";
import type { Tenancy } from "../generated/types.js";

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

/** VPCs by id, for each account and region. */
export const VPCS = defineTable<VpcRow>("ec2.vpcs");

import { defineTable } from "../../../core/store.js";
import type { HostnameType } from "../generated/types.js";

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

export const SUBNETS = defineTable<SubnetRow>("ec2.subnets");

import type { SubnetLocation } from "../../../runtime/ports/network.js";
import { defineTable } from "../../../runtime/store/store.js";
import type { HostnameType } from "../generated/types.js";
import type { BlockAssociationRow } from "../vpcs/state.js";

/** A subnet. */
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
  /** Association of the subnet with its network ACL. */
  readonly aclAssociationId: string;
  readonly networkAclId: string;
  /** IPv6 blocks, of which at most one is not being disassociated. */
  readonly ipv6Blocks: readonly BlockAssociationRow[];
  readonly assignIpv6Address: boolean;
}

/** Locations set by tests, for subnets in EC2 and others. */
export const LOCATIONS = defineTable<SubnetLocation>({ name: "ec2.subnet-locations", key: "subnetId" });

/** Subnets by id, for each account and region. */
export const SUBNETS = defineTable<SubnetRow>({ name: "ec2.subnets", key: "subnetId" });

import { defineTable } from "../../../runtime/store/store.js";
import type { RuleAction } from "../generated/types.js";

/** A network ACL. Its subnets refer to it. */
export interface NetworkAclRow {
  readonly networkAclId: string;
  readonly vpcId: string;
  /** Whether it was created with its VPC: new subnets are associated with it. */
  readonly isDefault: boolean;
  /** Without the final entries, which deny the rest and cannot be changed. */
  readonly entries: readonly NetworkAclEntryRow[];
}

/** A rule of a network ACL. */
export interface NetworkAclEntryRow {
  readonly ruleNumber: number;
  readonly egress: boolean;
  /** A number, or `-1` for all. */
  readonly protocol: string;
  readonly action: RuleAction;
  readonly cidrBlock?: string;
  readonly ipv6CidrBlock?: string;
  readonly portRange?: { readonly from: number; readonly to: number };
  readonly icmp?: { readonly type: number; readonly code: number };
}

/** Network ACLs by id, for each account and region. */
export const NETWORK_ACLS = defineTable<NetworkAclRow>({ name: "ec2.network-acls", key: "networkAclId" });

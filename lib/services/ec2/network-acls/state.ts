import { defineTable } from "../../../core/store.js";

/** The one network ACL of a VPC: it lets everything through. */
export interface NetworkAclRow {
  readonly networkAclId: string;
  readonly vpcId: string;
}

export const NETWORK_ACLS = defineTable<NetworkAclRow>("ec2.network-acls");

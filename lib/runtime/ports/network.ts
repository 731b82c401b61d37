import type { AccountRegion } from "../scope.js";

/** Knows subnets and security groups: filled by EC2. */
export interface Network {
  /** `undefined` for a subnet that EC2 does not have. */
  subnet(at: AccountRegion, subnetId: string): Subnet | undefined;
  hasSecurityGroup(at: AccountRegion, groupId: string): boolean;
  /** The default security group of a VPC that EC2 has. */
  defaultSecurityGroup(at: AccountRegion, vpcId: string): string | undefined;
}

/** Where a subnet is. */
export interface Subnet {
  readonly subnetId: string;
  /** Name of its availability zone: `us-east-1a`. */
  readonly availabilityZone: string;
  readonly vpcId: string;
  /** Where its addresses come from; left out for subnets that EC2 does not know. */
  readonly cidrBlock?: string;
}

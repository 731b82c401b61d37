import type { AccountRegion } from "../scope.js";

/** Knows subnets and security groups: filled by EC2. */
export interface Network {
  /** Whether EC2 has a subnet. */
  hasSubnet(at: AccountRegion, subnetId: string): boolean;
  /** Where a subnet is that a test has placed or EC2 has; `undefined` for any other. */
  subnet(at: AccountRegion, subnetId: string): Subnet | undefined;
  /** Places a subnet, whether EC2 has it or not. What is left out stays as it was. */
  placeSubnet(at: AccountRegion, subnetId: string, location: SubnetLocation): void;
  hasSecurityGroup(at: AccountRegion, groupId: string): boolean;
  /** The default security group of a VPC that EC2 has. */
  defaultSecurityGroup(at: AccountRegion, vpcId: string): string | undefined;
}

/** The zone and the VPC of a subnet. */
export type SubnetLocation = Partial<Pick<Subnet, "availabilityZone" | "vpcId">>;

/** Where a subnet is. */
export interface Subnet {
  readonly subnetId: string;
  /** Name of its availability zone: `us-east-1a`. */
  readonly availabilityZone: string;
  readonly vpcId: string;
  /** Where its addresses come from; left out for subnets that EC2 does not know. */
  readonly cidrBlock?: string;
}

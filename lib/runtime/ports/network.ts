import type { AccountRegion } from "../scope.js";

/** Finds subnets and security groups. Implemented by EC2. */
export interface Network {
  /** Whether a subnet exists in EC2. */
  hasSubnet(at: AccountRegion, subnetId: string): boolean;
  /** Location of a subnet that the test has placed or EC2 has; `undefined` for any other. */
  subnet(at: AccountRegion, subnetId: string): Subnet | undefined;
  /** Sets the location of a subnet, whether it exists in EC2 or not. Omitted members keep their values. */
  placeSubnet(at: AccountRegion, subnetId: string, location: SubnetLocation): void;
  hasSecurityGroup(at: AccountRegion, groupId: string): boolean;
  /** The default security group of a VPC in EC2. */
  defaultSecurityGroup(at: AccountRegion, vpcId: string): string | undefined;
}

/** Availability zone and VPC of a subnet. */
export type SubnetLocation = Partial<Pick<Subnet, "availabilityZone" | "vpcId">>;

/** Location of a subnet. */
export interface Subnet {
  readonly subnetId: string;
  /** Name of its availability zone: `us-east-1a`. */
  readonly availabilityZone: string;
  readonly vpcId: string;
  /** Block of its addresses; omitted for subnets that do not exist in EC2. */
  readonly cidrBlock?: string;
}

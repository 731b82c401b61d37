import { ec2Error, invalidParameterValue } from "../errors.js";

export const vpcRange = (cidr: string) => ec2Error("InvalidVpc.Range", `The CIDR '${cidr}' is invalid.`);
export const vpcRangeConflict = (cidr: string) =>
  ec2Error("InvalidVpc.Range", `The CIDR '${cidr}' conflicts with another CIDR block of the VPC.`);
export const vpcRangeRestricted = (cidr: string) =>
  ec2Error(
    "InvalidVpc.Range",
    `The CIDR '${cidr}' is restricted. Use a CIDR from the same private address range as the current VPC CIDR, or use a publicly-routable CIDR. For additional restrictions, see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html`,
  );
export const vpcBlockNotFound = (id: string) =>
  ec2Error(
    "InvalidVpcCidrBlockAssociationID.NotFound",
    `The vpc CIDR block association ID '${id}' does not exist`,
  );
export const primaryBlock = (id: string) =>
  ec2Error(
    "OperationNotPermitted",
    `The vpc CIDR block with association ID ${id} may not be disassociated. It is the primary IPv4 CIDR block of the VPC`,
  );
export const vpcBlockInUse = (cidr: string, vpcId: string) =>
  ec2Error("InvalidCidrBlock.InUse", `The vpc ${vpcId} currently has a subnet within CIDR block ${cidr}`);
export const oneIpv6BlockOnly = (vpcId: string) =>
  invalidParameterValue(`The vpc ${vpcId} already has an Amazon-provided IPv6 CIDR block`);
/** IPAM and BYOIP addresses are not simulated. */
export const amazonBlocksOnly = () =>
  ec2Error(
    "UnsupportedOperation",
    "aws-sim simulates CIDR blocks that are named in the request and IPv6 blocks that Amazon provides. Leave pools and netmask lengths out, and set AmazonProvidedIpv6CidrBlock for an IPv6 block.",
  );

import { ec2Error, invalidParameterValue, unsupported } from "../errors.js";

export const subnetRange = (cidr: string) =>
  ec2Error("InvalidSubnet.Range", `The CIDR '${cidr}' is invalid.`);

export const subnetConflict = (cidr: string) =>
  ec2Error("InvalidSubnet.Conflict", `The CIDR '${cidr}' conflicts with another subnet`);

export const zoneNotValid = (zone: string, zones: readonly string[]) =>
  invalidParameterValue(
    `Value (${zone}) for parameter availabilityZone is invalid. Subnets can currently only be created in the following availability zones: ${zones.join(", ")}.`,
  );
export const subnetBlockNotFound = (id: string) =>
  ec2Error(
    "InvalidSubnetCidrBlockAssociationID.NotFound",
    `The subnet CIDR block association ID '${id}' does not exist`,
  );
export const subnetHasIpv6Block = (subnetId: string) =>
  ec2Error("InvalidSubnet.Conflict", `The subnet '${subnetId}' already has an IPv6 CIDR block`);
export const noIpv6Block = (subnetId: string) =>
  invalidParameterValue(
    `Value (${subnetId}) for parameter subnetId is invalid. The subnet does not have an IPv6 CIDR block.`,
  );
export const noIpv6OnlySubnets = () =>
  unsupported(
    "aws-sim simulates subnets with an IPv4 block, and with an IPv6 block beside it. Leave Ipv6Native out and name a CidrBlock.",
  );

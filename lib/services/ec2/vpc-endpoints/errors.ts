import { ec2Error, invalidParameter } from "../errors.js";

export const serviceNotFound = (name: string) =>
  ec2Error("InvalidServiceName", `The Vpc Endpoint Service '${name}' does not exist`);
export const policyInvalid = () => ec2Error("InvalidPolicyDocument", "The policy document is invalid.");
export const sameZone = (zone: string) =>
  ec2Error(
    "DuplicateSubnetsInSameZone",
    `Found another VPC endpoint subnet in the availability zone ${zone}`,
  );
export const privateDnsNeedsAttributes = (vpcId: string) =>
  invalidParameter(
    `Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true for ${vpcId}`,
  );
export const privateDnsConflict = (name: string, vpcId: string) =>
  invalidParameter(
    `private-dns-enabled cannot be set because there is already a conflicting DNS domain for ${name} in the VPC ${vpcId}`,
  );
export const notForType = (parameter: string, type: string) =>
  invalidParameter(`The parameter ${parameter} is not supported for endpoints of type ${type}.`);
export const otherNetwork = (id: string, vpcId: string) =>
  invalidParameter(`${id} and the VPC ${vpcId} belong to different networks`);
/** Endpoints for endpoint services and resources are not simulated. */
export const typeNotSimulated = (type: string) =>
  ec2Error(
    "UnsupportedOperation",
    `aws-sim simulates VPC endpoints of the types Gateway and Interface, for AWS's services, not ${type}.`,
  );

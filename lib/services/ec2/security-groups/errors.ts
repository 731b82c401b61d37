import { dependencyViolation, ec2Error, invalidParameterValue } from "../errors.js";

export const groupHasDependents = (id: string) =>
  dependencyViolation(`resource ${id} has a dependent object`);

export const groupExists = (name: string, vpcId: string) =>
  ec2Error("InvalidGroup.Duplicate", `The security group '${name}' already exists for VPC '${vpcId}'`);

export const groupNameReserved = (name: string) =>
  invalidParameterValue(
    name.startsWith("sg-")
      ? `Value (${name}) for parameter GroupName is invalid. Group names may not be in the format sg-*.`
      : `Cannot use reserved security group name: ${name}`,
  );

export const groupCannotBeDeleted = (id: string, name: string) =>
  ec2Error("CannotDelete", `the specified group: "${id}" name: "${name}" cannot be deleted by a user`);

export const groupIdMalformed = (id: string) =>
  ec2Error("InvalidGroupId.Malformed", `Invalid id: "${id}" (expecting "sg-...")`);

export const noDefaultVpc = () => ec2Error("VPCIdNotSpecified", "No default VPC for this user");

export const portsMissing = () =>
  invalidParameterValue("Invalid value 'Must specify both from and to ports with TCP/UDP.' for portRange.");

export const portsBackwards = (protocol: string, from: number, to: number) =>
  invalidParameterValue(`Invalid ${protocol.toUpperCase()} port range (${from}-${to})`);

export const invalidProtocol = (protocol: string) =>
  invalidParameterValue(`Invalid value '${protocol}' for IP protocol. Unknown protocol.`);

/** @param rule the rule in EC2's words */
export const ruleExists = (rule: string) =>
  ec2Error("InvalidPermission.Duplicate", `the specified rule "${rule}" already exists`);

export const ruleNotFound = () =>
  ec2Error("InvalidPermission.NotFound", "The specified rule does not exist in this security group.");

export const tooManyRules = (groupId: string) =>
  ec2Error(
    "RulesPerSecurityGroupLimitExceeded",
    `The maximum number of rules per security group has been reached. (${groupId})`,
  );
export const groupInOtherNetwork = (groupId: string, vpcId: string) =>
  ec2Error("InvalidGroup.NotFound", `The security group '${groupId}' does not exist in VPC '${vpcId}'`);

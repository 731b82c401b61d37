import { AwsError } from "../../core/errors.js";
import type { BrokenConstraint } from "../../core/service.js";

/** EC2's codes are in no model: all of its errors are 400 unless said otherwise. */
function ec2Error(code: string, message: string, status = 400): AwsError {
  return new AwsError(code, message, { status });
}

export const invalidParameterValue = (message: string) => ec2Error("InvalidParameterValue", message);
export const missingParameter = (name: string) =>
  ec2Error("MissingParameter", `The request must contain the parameter ${name}`);
export const unsupported = (message: string) => ec2Error("UnsupportedOperation", message);
export const dependencyViolation = (message: string) => ec2Error("DependencyViolation", message);

/** The first constraint of the model that an input breaks. */
export function brokenConstraint(_message: string, { path, value, constraint }: BrokenConstraint): AwsError {
  if (value === "null") return missingParameter(path);
  return invalidParameterValue(
    `Value (${value.replace(/^'|'$/g, "")}) for parameter ${path} is invalid. ${constraint}`,
  );
}

export const invalidNextToken = () => ec2Error("InvalidNextToken", "The token is invalid or has expired.");
export const invalidFilter = (name: string) => invalidParameterValue(`The filter '${name}' is invalid`);

/** What a request with `DryRun` is answered that would have done something. */
export const dryRun = () =>
  ec2Error("DryRunOperation", "Request would have succeeded, but DryRun flag is set.", 412);

/** What kinds of resources are called in errors: the code, and the words of the message. */
const NOT_FOUND = {
  vpc: ["InvalidVpcID.NotFound", "vpc ID"],
  subnet: ["InvalidSubnetID.NotFound", "subnet ID"],
  "internet-gateway": ["InvalidInternetGatewayID.NotFound", "internetGateway ID"],
  "route-table": ["InvalidRouteTableID.NotFound", "routeTable ID"],
  "network-acl": ["InvalidNetworkAclID.NotFound", "networkAcl ID"],
  "network-interface": ["InvalidNetworkInterfaceID.NotFound", "networkInterface ID"],
  "security-group": ["InvalidGroup.NotFound", "security group"],
  "security-group-rule": ["InvalidSecurityGroupRuleId.NotFound", "security group rule ID"],
} as const;

/** The kinds of resources that EC2 has here. */
export type ResourceKind = keyof typeof NOT_FOUND;

/** One or more resources are not there. */
export function notFound(kind: ResourceKind, ...ids: readonly string[]): AwsError {
  const [code, noun] = NOT_FOUND[kind];
  const message =
    ids.length > 1
      ? `The ${noun}s '${ids.join(", ")}' do not exist`
      : `The ${noun} '${ids[0]}' does not exist`;
  return ec2Error(code, message);
}

export const invalidId = (id: string) => ec2Error("InvalidID", `The ID '${id}' is not valid`);
export const reservedTagKey = () =>
  invalidParameterValue("Tag keys starting with 'aws:' are reserved for internal use");
export const notTaggable = (type: string) =>
  invalidParameterValue(`'${type}' is not a valid taggable resource type for this operation.`);

export const malformedCidr = (cidr: string) => invalidParameterValue(`CIDR block ${cidr} is malformed`);
export const invalidCidr = (cidr: string) =>
  invalidParameterValue(
    `Value (${cidr}) for parameter cidrBlock is invalid. This is not a valid CIDR block.`,
  );
export const vpcRange = (cidr: string) => ec2Error("InvalidVpc.Range", `The CIDR '${cidr}' is invalid.`);
export const subnetRange = (cidr: string) =>
  ec2Error("InvalidSubnet.Range", `The CIDR '${cidr}' is invalid.`);
export const subnetConflict = (cidr: string) =>
  ec2Error("InvalidSubnet.Conflict", `The CIDR '${cidr}' conflicts with another subnet`);
export const noIpv6 = () =>
  unsupported("aws-sim simulates IPv4 networks only. Leave the IPv6 parameters out of the request.");
export const zoneNotValid = (zone: string, zones: readonly string[]) =>
  invalidParameterValue(
    `Value (${zone}) for parameter availabilityZone is invalid. Subnets can currently only be created in the following availability zones: ${zones.join(", ")}.`,
  );
export const hasDependencies = (noun: string, id: string) =>
  dependencyViolation(`The ${noun} '${id}' has dependencies and cannot be deleted.`);

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

export const gatewayAlreadyAttached = (id: string, vpcId: string) =>
  ec2Error("Resource.AlreadyAssociated", `resource ${id} is already attached to network ${vpcId}`);
export const vpcHasGateway = (vpcId: string) =>
  invalidParameterValue(`Network ${vpcId} already has an internet gateway attached`);
export const gatewayNotAttached = (id: string, vpcId: string) =>
  ec2Error("Gateway.NotAttached", `resource ${id} is not attached to network ${vpcId}`);

export const routeExists = (destination: string) =>
  ec2Error("RouteAlreadyExists", `The route identified by ${destination} already exists.`);
export const routeNotFound = (destination: string, tableId: string) =>
  ec2Error(
    "InvalidRoute.NotFound",
    `no route with destination-cidr-block ${destination} in route table ${tableId}`,
  );
export const localRoute = (destination: string, tableId: string) =>
  invalidParameterValue(`cannot remove local route ${destination} in route table ${tableId}`);
export const gatewayInOtherNetwork = (tableId: string, gatewayId: string) =>
  invalidParameterValue(
    `route table ${tableId} and network gateway ${gatewayId} belong to different networks`,
  );
export const subnetInOtherNetwork = (tableId: string, subnetId: string) =>
  invalidParameterValue(`Route table ${tableId} and subnet ${subnetId} belong to different networks`);
export const associationNotFound = (id: string) =>
  ec2Error("InvalidAssociationID.NotFound", `The association ID '${id}' does not exist`);
export const alreadyAssociated = (tableId: string) =>
  ec2Error(
    "Resource.AlreadyAssociated",
    `the specified association for route table ${tableId} conflicts with an existing association`,
  );
export const mainAssociation = (id: string) =>
  invalidParameterValue(`cannot disassociate the main route table association ${id}`);

import { type Denial, denialMessage } from "../../authorization/denial.js";
import { AwsError } from "../../runtime/errors.js";
import { type BrokenConstraint, describeConstraint } from "../../shared/constraints.js";

/** EC2's codes are in no model. The default status is 400. */
export function ec2Error(code: string, message: string, status = 400): AwsError {
  return new AwsError(code, message, { status });
}

export const invalidParameterValue = (message: string) => ec2Error("InvalidParameterValue", message);
export const missingParameter = (name: string) =>
  ec2Error("MissingParameter", `The request must contain the parameter ${name}`);
export const missingOneOf = (...names: readonly string[]) =>
  ec2Error("MissingParameter", `Either '${names.join("' or '")}' should be provided.`);
export const invalidParameter = (message: string) => ec2Error("InvalidParameter", message);
export const invalidCombination = (message: string) => ec2Error("InvalidParameterCombination", message);
export const unsupported = (message: string) => ec2Error("UnsupportedOperation", message);
export const dependencyViolation = (message: string) => ec2Error("DependencyViolation", message);

/** The first constraint of the model that an input breaks. */
export function brokenConstraint(_message: string, { path, value, constraint }: BrokenConstraint): AwsError {
  if (constraint.kind === "required") return missingParameter(path);
  return invalidParameterValue(
    `Value (${value.replace(/^'|'$/g, "")}) for parameter ${path} is invalid. ${describeConstraint(constraint)}`,
  );
}

export const invalidNextToken = () => ec2Error("InvalidNextToken", "The token is invalid or has expired.");
export const invalidFilter = (name: string) => invalidParameterValue(`The filter '${name}' is invalid`);

/** The error of a request with `DryRun` that would have succeeded. */
export const dryRun = () =>
  ec2Error("DryRunOperation", "Request would have succeeded, but DryRun flag is set.", 412);

/** Codes and messages for missing resources, by the type in AWS's tags and ARNs. */
const NOT_FOUND = {
  vpc: ["InvalidVpcID.NotFound", "vpc ID"],
  subnet: ["InvalidSubnetID.NotFound", "subnet ID"],
  "internet-gateway": ["InvalidInternetGatewayID.NotFound", "internetGateway ID"],
  "egress-only-internet-gateway": ["InvalidGatewayID.NotFound", "eigw ID"],
  "route-table": ["InvalidRouteTableID.NotFound", "routeTable ID"],
  "network-acl": ["InvalidNetworkAclID.NotFound", "networkAcl ID"],
  "network-interface": ["InvalidNetworkInterfaceID.NotFound", "networkInterface ID"],
  "security-group": ["InvalidGroup.NotFound", "security group"],
  "security-group-rule": ["InvalidSecurityGroupRuleId.NotFound", "security group rule ID"],
  "dhcp-options": ["InvalidDhcpOptionID.NotFound", "dhcpOption ID"],
  "elastic-ip": ["InvalidAllocationID.NotFound", "allocation ID"],
  natgateway: ["NatGatewayNotFound", "natGateway ID"],
  "vpc-endpoint": ["InvalidVpcEndpointId.NotFound", "Vpc Endpoint Id"],
  "vpc-flow-log": ["InvalidFlowLogId.NotFound", "flow log ID"],
  "vpc-peering-connection": ["InvalidVpcPeeringConnectionID.NotFound", "vpcPeeringConnection ID"],
  "prefix-list": ["InvalidPrefixListID.NotFound", "prefix list ID"],
} as const;

/** The types of resources stored here. */
export type ResourceKind = keyof typeof NOT_FOUND;

/** The error for one or more missing resources. */
export function notFound(kind: ResourceKind, ...ids: readonly string[]): AwsError {
  const [code, noun] = NOT_FOUND[kind];
  const message =
    ids.length > 1
      ? `The ${noun}s '${ids.join(", ")}' do not exist`
      : `The ${noun} '${ids[0]}' does not exist`;
  return ec2Error(code, kind === "natgateway" ? `NatGateway ${ids.join(", ")} was not found` : message);
}

export const invalidId = (id: string) => ec2Error("InvalidID", `The ID '${id}' is not valid`);
export const reservedTagKey = () =>
  invalidParameterValue("Tag keys starting with 'aws:' are reserved for internal use");
export const notTaggable = (type: string) =>
  invalidParameterValue(`'${type}' is not a valid taggable resource type for this operation.`);

export const malformedCidr = (cidr: string) => invalidParameterValue(`CIDR block ${cidr} is malformed`);
export const invalidCidr = (cidr: string, parameter = "cidrBlock") =>
  invalidParameterValue(
    `Value (${cidr}) for parameter ${parameter} is invalid. This is not a valid CIDR block.`,
  );
export const hasDependencies = (noun: string, id: string) =>
  dependencyViolation(`The ${noun} '${id}' has dependencies and cannot be deleted.`);

/** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/security-iam-troubleshoot.html */
export function unauthorizedOperation(denial: Denial): AwsError {
  const { action, resource } = denial.requirement;
  // Describe operations have no resource, and their errors are not encoded.
  const plain = resource === "*";
  const requirement = plain ? { ...denial.requirement, shown: "" } : denial.requirement;
  const encoded = Buffer.from(JSON.stringify({ allowed: false, action, resource })).toString("base64url");
  const more = plain ? "" : `. Encoded authorization failure message: ${encoded}`;
  const message = denialMessage({ ...denial, requirement });
  return ec2Error(
    "UnauthorizedOperation",
    `You are not authorized to perform this operation. ${message}${more}`,
    403,
  );
}

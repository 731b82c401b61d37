import { ec2Error, invalidParameter } from "../errors.js";

export const flowLogExists = () =>
  ec2Error(
    "FlowLogAlreadyExists",
    "Error. There is an existing Flow Log with the same configuration and log destination.",
  );
export const flowLogsNotFound = (ids: readonly string[]) =>
  ec2Error(
    "InvalidFlowLogId.NotFound",
    `These flow log ids in the input list are not found: [TotalCount: ${ids.length}] ${ids.join(", ")}`,
  );
export const roleMissing = () =>
  invalidParameter("DeliverLogsPermissionArn can't be empty if LogDestinationType is cloud-watch-logs.");
export const roleNotApplicable = (type: string) =>
  invalidParameter(`DeliverLogsPermissionArn is not applicable for ${type} delivery`);
export const destinationMissing = (type: string) =>
  invalidParameter(`LogDestination can't be empty if LogDestinationType is ${type}.`);
export const groupAndDestination = () =>
  invalidParameter("Please only provide LogGroupName or only provide LogDestination.");
export const destinationInvalid = (destination: string) =>
  invalidParameter(`LogDestination: ${destination} is invalid.`);
export const intervalInvalid = () =>
  invalidParameter("Invalid Flow Log Max Aggregation Interval. Valid values are 60 and 600.");
/** AWS also records the traffic of transit gateways and regional NAT gateways. */
export const resourceTypeNotSimulated = (type: string) =>
  ec2Error(
    "UnsupportedOperation",
    `aws-sim simulates flow logs of VPCs, subnets and network interfaces, not of the resource type ${type}.`,
  );

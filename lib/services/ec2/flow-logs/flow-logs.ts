import type { Context } from "../../../runtime/context.js";
import { missingParameter, notFound } from "../errors.js";
import type { CreateFlowLogsRequest, FlowLog } from "../generated/types.js";
import { networkInterfaces } from "../network-interfaces/interfaces.js";
import { findSubnet } from "../subnets/subnets.js";
import { tagsOf } from "../tags/tags.js";
import { findVpc } from "../vpcs/vpcs.js";
import {
  destinationInvalid,
  destinationMissing,
  groupAndDestination,
  intervalInvalid,
  resourceTypeNotSimulated,
  roleMissing,
  roleNotApplicable,
} from "./errors.js";
import type { FlowLogRow } from "./state.js";

/** The default format of records, version 2. */
const DEFAULT_FORMAT = [
  "version",
  "account-id",
  "interface-id",
  "srcaddr",
  "dstaddr",
  "srcport",
  "dstport",
  "protocol",
  "packets",
  "bytes",
  "start",
  "end",
  "action",
  "log-status",
]
  .map((field) => `\${${field}}`)
  .join(" ");

const LONG_INTERVAL = 600;
const INTERVALS = [60, LONG_INTERVAL];

/** The settings of a flow log, without its id and resource. */
type FlowLogSettings = Omit<FlowLogRow, "flowLogId" | "resourceId" | "createdAt">;

/** Validates the flow log settings of a request. @throws InvalidParameter, MissingParameter */
export function checkedSettings(input: CreateFlowLogsRequest): FlowLogSettings {
  const { MaxAggregationInterval = LONG_INTERVAL, LogFormat, TrafficType } = input;
  if (TrafficType === undefined) throw missingParameter("TrafficType");
  if (!INTERVALS.includes(MaxAggregationInterval)) throw intervalInvalid();
  return {
    ...checkedDestination(input),
    trafficType: TrafficType,
    crossAccountRoleArn: input.DeliverCrossAccountRole,
    logFormat: LogFormat === undefined || LogFormat === "" ? DEFAULT_FORMAT : LogFormat,
    maxAggregationInterval: MaxAggregationInterval,
  };
}

function checkedDestination(input: CreateFlowLogsRequest) {
  const { LogDestinationType: destinationType = "cloud-watch-logs", LogDestination: destination } = input;
  const {
    DeliverLogsPermissionArn: roleArn,
    LogGroupName: logGroupName,
    DestinationOptions: options,
  } = input;
  if (destination !== undefined && !destination.startsWith("arn:")) throw destinationInvalid(destination);
  if (destinationType === "cloud-watch-logs") {
    if (roleArn === undefined) throw roleMissing();
    if (destination !== undefined && logGroupName !== undefined) throw groupAndDestination();
    const group = logGroupName ?? destination?.split(":")[6];
    if (group === undefined) throw destinationMissing(destinationType);
    return { destinationType, destination, logGroupName: group, roleArn };
  }
  if (destination === undefined) throw destinationMissing(destinationType);
  if (roleArn !== undefined && destinationType === "s3") throw roleNotApplicable(destinationType);
  const destinationOptions = options && {
    fileFormat: options.FileFormat ?? "plain-text",
    hiveCompatiblePartitions: options.HiveCompatiblePartitions ?? false,
    perHourPartition: options.PerHourPartition ?? false,
  };
  return { destinationType, destination, roleArn, destinationOptions };
}

/** @throws …NotFound for a resource that cannot be watched because it does not exist */
export function requireWatchable(
  ctx: Context,
  type: CreateFlowLogsRequest["ResourceType"],
  resourceId: string,
): void {
  switch (type) {
    case "VPC":
      findVpc(ctx, resourceId);
      return;
    case "Subnet":
      findSubnet(ctx, resourceId);
      return;
    case "NetworkInterface":
      if (!networkInterfaces(ctx).some(({ id }) => id === resourceId))
        throw notFound("network-interface", resourceId);
      return;
    default:
      throw resourceTypeNotSimulated(type);
  }
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_FlowLog.html */
export function describeFlowLog(ctx: Context, row: FlowLogRow): FlowLog {
  const options = row.destinationOptions;
  return {
    CreationTime: new Date(row.createdAt),
    DeliverCrossAccountRole: row.crossAccountRoleArn,
    DeliverLogsPermissionArn: row.roleArn,
    DeliverLogsStatus: "SUCCESS",
    DestinationOptions: options && {
      FileFormat: options.fileFormat,
      HiveCompatiblePartitions: options.hiveCompatiblePartitions,
      PerHourPartition: options.perHourPartition,
    },
    FlowLogId: row.flowLogId,
    FlowLogStatus: "ACTIVE",
    LogDestination: row.destination,
    LogDestinationType: row.destinationType,
    LogFormat: row.logFormat,
    LogGroupName: row.logGroupName,
    MaxAggregationInterval: row.maxAggregationInterval,
    ResourceId: row.resourceId,
    Tags: tagsOf(ctx, row.flowLogId),
    TrafficType: row.trafficType,
  };
}

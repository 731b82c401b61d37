import { defineTable } from "../../../runtime/store/store.js";
import type { DestinationFileFormat, LogDestinationType, TrafficType } from "../generated/types.js";

/** A flow log: the recorded traffic of a resource, and the destination. */
export interface FlowLogRow {
  readonly flowLogId: string;
  readonly resourceId: string;
  readonly trafficType: TrafficType;
  readonly destinationType: LogDestinationType;
  readonly destination?: string;
  readonly logGroupName?: string;
  readonly roleArn?: string;
  readonly crossAccountRoleArn?: string;
  readonly logFormat: string;
  readonly maxAggregationInterval: number;
  readonly destinationOptions?: {
    readonly fileFormat: DestinationFileFormat;
    readonly hiveCompatiblePartitions: boolean;
    readonly perHourPartition: boolean;
  };
  readonly createdAt: number;
}

/** Flow logs by id. */
export const FLOW_LOGS = defineTable<FlowLogRow>({ name: "ec2.flow-logs", key: "flowLogId" });

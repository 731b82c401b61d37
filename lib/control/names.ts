import type { CloudMapOperations } from "../services/cloud-map/generated/types.js";
import type { Ec2Operations } from "../services/ec2/generated/types.js";
import type { EcrOperations } from "../services/ecr/generated/types.js";
import type { EcsOperations } from "../services/ecs/generated/types.js";
import type { EfsOperations } from "../services/efs/generated/types.js";
import type { EventBridgeOperations } from "../services/event-bridge/generated/types.js";
import type { IamOperations } from "../services/iam/generated/types.js";
import type { LambdaOperations } from "../services/lambda/generated/types.js";
import type { LogsOperations } from "../services/logs/generated/types.js";
import type { PipesOperations } from "../services/pipes/generated/types.js";
import type { S3Operations } from "../services/s3/generated/types.js";
import type { S3ControlOperations } from "../services/s3-control/generated/types.js";
import type { SchedulerOperations } from "../services/scheduler/generated/types.js";
import type { SnsOperations } from "../services/sns/generated/types.js";
import type { SqsOperations } from "../services/sqs/generated/types.js";
import type { StepFunctionsOperations } from "../services/step-functions/generated/types.js";
import type { StsOperations } from "../services/sts/generated/types.js";
import type { ArchivedOperations, ServiceAliases } from "./generated/archived-operations.js";

/** The operations of every service, by its name. */
export interface ServiceOperations {
  readonly cloudMap: CloudMapOperations;
  readonly ec2: Ec2Operations;
  readonly ecr: EcrOperations;
  readonly ecs: EcsOperations;
  readonly efs: EfsOperations;
  readonly eventBridge: EventBridgeOperations;
  readonly iam: IamOperations;
  readonly lambda: LambdaOperations;
  readonly logs: LogsOperations;
  readonly pipes: PipesOperations;
  readonly s3: S3Operations;
  readonly s3Control: S3ControlOperations;
  readonly scheduler: SchedulerOperations;
  readonly sns: SnsOperations;
  readonly sqs: SqsOperations;
  readonly stepFunctions: StepFunctionsOperations;
  readonly sts: StsOperations;
}

/** A service: its name in the simulator, an SDK or an endpoint. */
export type ServiceName =
  | keyof ServiceOperations
  | keyof ArchivedOperations
  | keyof ServiceAliases
  | "cloudwatchlogs"
  | "elasticfilesystem"
  | "states";

/** AWS's name of an operation of any of the services: `RunTask`. */
export type OperationName =
  | {
      [Service in keyof ServiceOperations]: Capitalize<keyof ServiceOperations[Service] & string>;
    }[keyof ServiceOperations]
  | ArchivedOperations[keyof ArchivedOperations];

/** AWS's names of the operations of one service. */
export type OperationOf<Service extends ServiceName> = Service extends keyof ArchivedOperations
  ? ArchivedOperations[Service]
  : Service extends keyof ServiceAliases
    ? ArchivedOperations[ServiceAliases[Service] & keyof ArchivedOperations]
    : OperationName;

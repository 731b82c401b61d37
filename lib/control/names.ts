import type { CloudMapOperations } from "../services/cloud-map/generated/types.js";
import type { Ec2Operations } from "../services/ec2/generated/types.js";
import type { EcrOperations } from "../services/ecr/generated/types.js";
import type { EcsOperations } from "../services/ecs/generated/types.js";
import type { EfsOperations } from "../services/efs/generated/types.js";
import type { IamOperations } from "../services/iam/generated/types.js";
import type { LambdaOperations } from "../services/lambda/generated/types.js";
import type { LogsOperations } from "../services/logs/generated/types.js";
import type { S3Operations } from "../services/s3/generated/types.js";
import type { S3ControlOperations } from "../services/s3-control/generated/types.js";
import type { StsOperations } from "../services/sts/generated/types.js";

/** The operations of every service, by its name. */
interface Operations {
  readonly cloudMap: CloudMapOperations;
  readonly ec2: Ec2Operations;
  readonly ecr: EcrOperations;
  readonly ecs: EcsOperations;
  readonly efs: EfsOperations;
  readonly iam: IamOperations;
  readonly lambda: LambdaOperations;
  readonly logs: LogsOperations;
  readonly s3: S3Operations;
  readonly s3Control: S3ControlOperations;
  readonly sts: StsOperations;
}

/** A service: its name here, or one that an SDK or an endpoint has for it. */
export type ServiceName =
  | keyof Operations
  | "cloudwatchlogs"
  | "elasticfilesystem"
  | "s3control"
  | "servicediscovery";

/** AWS's name of an operation of any of the services: `RunTask`. */
export type OperationName = {
  [Service in keyof Operations]: Capitalize<keyof Operations[Service] & string>;
}[keyof Operations];

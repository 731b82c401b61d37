import type { ControlDefinition } from "../control/definition/define-control.js";
import type { ServiceOperations } from "../control/names.js";
import type { AnyService } from "../dispatch/routes.js";
import type { CloudMapSim } from "./cloud-map/control.js";
import { cloudMap } from "./cloud-map/index.js";
import type { Ec2Sim } from "./ec2/control.js";
import { ec2 } from "./ec2/index.js";
import type { EcrSim } from "./ecr/control.js";
import { ecr } from "./ecr/index.js";
import type { EcsSim } from "./ecs/control.js";
import { ecs } from "./ecs/index.js";
import type { EfsSim } from "./efs/control.js";
import { efs } from "./efs/index.js";
import type { EventBridgeSim } from "./event-bridge/control.js";
import { eventBridge } from "./event-bridge/index.js";
import type { IamSim } from "./iam/control.js";
import { iam } from "./iam/index.js";
import type { LambdaSim } from "./lambda/control.js";
import { lambda } from "./lambda/index.js";
import type { LogsSim } from "./logs/control.js";
import { logs } from "./logs/index.js";
import type { PipesSim } from "./pipes/control.js";
import { pipes } from "./pipes/index.js";
import type { S3Sim } from "./s3/control.js";
import { s3 } from "./s3/index.js";
import type { S3ControlSim } from "./s3-control/control.js";
import { s3Control } from "./s3-control/index.js";
import type { SchedulerSim } from "./scheduler/control.js";
import { scheduler } from "./scheduler/index.js";
import type { SnsSim } from "./sns/control.js";
import { sns } from "./sns/index.js";
import type { SqsSim } from "./sqs/control.js";
import { sqs } from "./sqs/index.js";
import type { StepFunctionsSim } from "./step-functions/control.js";
import { stepFunctions } from "./step-functions/index.js";
import type { StsSim } from "./sts/control.js";
import { sts } from "./sts/index.js";

/** Every service that is simulated. Adding one is a line here; the compiler asks for its operations in `control/names.ts`. */
export const services = {
  cloudMap,
  ec2,
  ecr,
  ecs,
  efs,
  eventBridge,
  iam,
  lambda,
  logs,
  pipes,
  s3,
  s3Control,
  scheduler,
  sns,
  sqs,
  stepFunctions,
  sts,
} satisfies Readonly<Record<keyof ServiceOperations, AnyService>>;

/** Services by the names of their control objects. */
export type ServiceTable = Readonly<Record<string, AnyService>>;

/** The control objects of the services of a table. */
export type ControlsOf<Table extends ServiceTable> = {
  readonly [Name in keyof Table]: Table[Name]["control"] extends () => ControlDefinition<infer Sim>
    ? Sim
    : never;
};

/** The control objects of all services. Spelled out, so that the package's types do not contain the definitions. */
export interface Controls {
  readonly cloudMap: CloudMapSim;
  readonly ec2: Ec2Sim;
  readonly ecr: EcrSim;
  readonly ecs: EcsSim;
  readonly efs: EfsSim;
  readonly eventBridge: EventBridgeSim;
  readonly iam: IamSim;
  readonly lambda: LambdaSim;
  readonly logs: LogsSim;
  readonly pipes: PipesSim;
  readonly s3: S3Sim;
  readonly s3Control: S3ControlSim;
  readonly scheduler: SchedulerSim;
  readonly sns: SnsSim;
  readonly sqs: SqsSim;
  readonly stepFunctions: StepFunctionsSim;
  readonly sts: StsSim;
}

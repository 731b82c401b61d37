export type {
  ClientConfig,
  ClientConfigOptions,
  ClientCredentials,
  DirectClientConfig,
  TrustingHandler,
} from "./client-config.js";
export type { Environment } from "./client-environment.js";
export type { Clock } from "./clock/clock.js";
export type { Duration } from "./clock/duration.js";
export type { ClockMode } from "./clock/timeline.js";
export { type CallOptions, ControlError } from "./connect/calls.js";
export {
  type ConnectedAwsSim,
  type ConnectedLambdaSpy,
  type ConnectedTaskHandle,
  type ConnectOptions,
  connectAwsSim,
  type Health,
  type LambdaResponse,
} from "./connect/connected.js";
export type { Connected, ConnectedHandle, Json } from "./connect/json.js";
export type { ConnectedSnapshot } from "./connect/snapshot.js";
export type { ConnectedFault, ConnectedRequest } from "./connect/traffic.js";
export type { Fault, FaultHandle, Faults } from "./control/faults.js";
export type { OperationName, ServiceName } from "./control/names.js";
export type { RequestFilter, RequestLog, RequestRecord } from "./control/requests.js";
export type { Snapshot } from "./control/snapshot.js";
export type { AwsSimOptions } from "./options.js";
export type { Delay, Delays, DelaysOption } from "./runtime/delays.js";
export type { LogEntry, Logger, LogLevel } from "./runtime/logger.js";
export type { Scope } from "./runtime/scope.js";
export type { CloudMapSim, InstanceReference, RegisteredInstance } from "./services/cloud-map/control.js";
export type { PlannedFailure } from "./services/cloud-map/planned-failures.js";
export type { CloudMapQuotas } from "./services/cloud-map/quotas.js";
export type { DefaultNetwork, Ec2Sim } from "./services/ec2/control.js";
export type { EcrSim, PushedImage } from "./services/ecr/control.js";
export type { ScanBehaviour, ScannedImage, ScanOutcome } from "./services/ecr/scans/outcomes.js";
export type { LayerCheck, PullCheck } from "./services/ecr/settings.js";
export type { EcsSim, TaskHandle } from "./services/ecs/control.js";
export type { ContainerRun, TaskRun } from "./services/ecs/state/runs.js";
export type {
  ContainerOutcome,
  TaskBehaviour,
  TaskContext,
  TaskHandler,
  TaskOutcome,
  TaskStep,
} from "./services/ecs/tasks/outcome.js";
export type { StopCause } from "./services/ecs/tasks/stop.js";
export type { EfsSim, FileSystemBytes, SubnetLocation } from "./services/efs/control.js";
export type {
  AccessKeySummary,
  IamSim,
  ManagedPolicyOptions,
  PrincipalPolicies,
} from "./services/iam/control.js";
export type { LambdaSim } from "./services/lambda/control.js";
export type {
  LambdaContext,
  LambdaHandler,
  LambdaOutcome,
  LambdaOutcomes,
  UntypedEvent,
} from "./services/lambda/invoke/handler.js";
export type {
  DestinationCondition,
  Invocation,
  InvocationError,
} from "./services/lambda/invoke/invocation.js";
export type { PendingInvokes } from "./services/lambda/invoke/pending-invokes.js";
export type { LambdaTarget } from "./services/lambda/invoke/registrations.js";
export type { LambdaSpy } from "./services/lambda/invoke/spy.js";
export type { LoggedEvent, LogMessage, LogsSim } from "./services/logs/control.js";
export type { SubscriptionDelivery } from "./services/logs/state/deliveries.js";
export type { S3Bucket, S3BucketConfiguration } from "./services/s3/bucket-views.js";
export type { BucketOptions, S3Sim, S3State } from "./services/s3/control.js";
export type { PutOptions } from "./services/s3/put-options.js";
export type { S3Object, S3Upload, S3Version } from "./services/s3/views.js";
export type { S3ControlSim } from "./services/s3-control/control.js";
export type { StsSim } from "./services/sts/control.js";
export type { Credential } from "./signing/credential.js";
export { type AwsSim, createAwsSim } from "./sim.js";
export type { Simulator } from "./simulator.js";
export type { TlsOption } from "./tls-option.js";

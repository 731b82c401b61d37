export type { ExplainedPolicy, ExplainedStatement, Explanation } from "./authorization/explain.js";
export type { PolicyWidth } from "./authorization/least-privilege.js";
export type { AuthorizationMode } from "./authorization/modes.js";
export type { AuthorizationRecord } from "./authorization/request-facts.js";
export type { UseRow } from "./authorization/uses.js";
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
export type {
  ConnectedStub,
  ConnectedStubAnswer,
  ConnectedStubCall,
  ConnectedStubs,
} from "./connect/stubs.js";
export type { ConnectedFault, ConnectedRequest } from "./connect/traffic.js";
export type { Actor, AuthorizationControl } from "./control/authorization.js";
export type { Fault, FaultHandle, Faults } from "./control/faults.js";
export type { OperationName, OperationOf, ServiceName } from "./control/names.js";
export type { RequestFilter, RequestLog, RequestRecord, UnansweredOperation } from "./control/requests.js";
export type { Snapshot } from "./control/snapshot.js";
export type {
  StubAnswer,
  StubConditions,
  StubContext,
  StubError,
  StubFunction,
  StubOutcome,
  StubValue,
} from "./control/stubs/answer.js";
export type { StubCall, StubSpy } from "./control/stubs/spy.js";
export type { Stubs } from "./control/stubs/stubs.js";
export type { AwsSimOptions } from "./options.js";
export type { Delay, Delays, DelaysOption } from "./runtime/delays.js";
export type { LogEntry, Logger, LogLevel } from "./runtime/logger.js";
export type { HandlerClientConfig } from "./runtime/ports/clients.js";
export type { Scope } from "./runtime/scope.js";
export type { CloudMapSim, InstanceReference, RegisteredInstance } from "./services/cloud-map/control.js";
export type { PlannedFailure } from "./services/cloud-map/planned-failures.js";
export type { CloudMapQuotas } from "./services/cloud-map/quotas.js";
export type { DefaultNetwork, Ec2Sim } from "./services/ec2/control.js";
export type { EcrSim, PushedImage } from "./services/ecr/control.js";
export type { ScanBehaviour, ScannedImage, ScanOutcome } from "./services/ecr/scans/outcomes.js";
export type { LayerCheck, PullCheck } from "./services/ecr/settings.js";
export type { EcsSim, TaskHandle } from "./services/ecs/control.js";
export type { ExecHandler, ExecSession, TerminalSize } from "./services/ecs/exec/handler.js";
export type { LocalImage, RunCommandOptions } from "./services/ecs/processes/options.js";
export { runCommand } from "./services/ecs/processes/run-command.js";
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
  BusEvent,
  EventBridgeBus,
  EventBridgeRule,
  EventBridgeSim,
  EventToPut,
} from "./services/event-bridge/control.js";
export type {
  AccessKeySummary,
  IamSim,
  ManagedPolicyOptions,
  PrincipalPolicies,
} from "./services/iam/control.js";
export type {
  LeastPrivilegeOptions,
  PermissionOwner,
  PermissionQuestion,
} from "./services/iam/permissions.js";
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
export type { PipeBatch, PipesPipe, PipesSim } from "./services/pipes/control.js";
export type { S3Bucket, S3BucketConfiguration } from "./services/s3/bucket-views.js";
export type { S3ConsistencyDelays } from "./services/s3/consistency/delays.js";
export type { BucketOptions, S3Sim, S3State } from "./services/s3/control.js";
export type { ReplicationEventData } from "./services/s3/events/event.js";
export type { S3EventName } from "./services/s3/events/names.js";
export type { S3EventRecord } from "./services/s3/events/record.js";
export type {
  S3EventHandler,
  S3EventSink,
  S3EventSinkHandle,
  S3Webhook,
} from "./services/s3/events/sinks.js";
export type { PutOptions } from "./services/s3/put-options.js";
export type { S3ReplicationMetrics } from "./services/s3/replication/metrics.js";
export type { S3Storage } from "./services/s3/storage.js";
export type { S3EventDelivery, S3Object, S3Upload, S3Version } from "./services/s3/views.js";
export type { S3ControlSim } from "./services/s3-control/control.js";
export type { ScheduleInvocation, SchedulerSchedule, SchedulerSim } from "./services/scheduler/control.js";
export type { PublishOptions, SnsSim } from "./services/sns/control.js";
export type { SnsDelivered } from "./services/sns/deliveries/delivered.js";
export type {
  SnsDeliveryHandler,
  SnsDeliverySink,
  SnsDeliverySinkHandle,
  SnsWebhook,
} from "./services/sns/deliveries/sinks.js";
export type { SnsSettings } from "./services/sns/settings.js";
export type { SnsDelivery, SnsPublished, SnsSubscription, SnsTopic } from "./services/sns/views.js";
export type { SendOptions, SentMessage, SqsMessage, SqsQueue, SqsSim } from "./services/sqs/control.js";
export type { AttributeValue, MessageState } from "./services/sqs/state/messages.js";
export type { StepFunctionsSim } from "./services/step-functions/control.js";
export type { PointCoverage, StateMachineCoverage } from "./services/step-functions/coverage/report.js";
export type { MockCall } from "./services/step-functions/mocks/calls.js";
export type {
  MockConfiguration,
  MockedCall,
  MockedResponse,
} from "./services/step-functions/mocks/configuration.js";
export type {
  MockContext,
  MockFailure,
  MockHandler,
  MockOutcome,
  MockOutcomes,
  UntypedInput,
} from "./services/step-functions/mocks/outcome.js";
export type { MockSpy } from "./services/step-functions/mocks/spy.js";
export type { Execution } from "./services/step-functions/running/views.js";
export {
  definitionFromTemplate,
  type TemplateOptions,
} from "./services/step-functions/template-definition.js";
export type { StsSim } from "./services/sts/control.js";
export type { Credential } from "./signing/credential.js";
export { type AwsSim, createAwsSim } from "./sim.js";
export type { Simulator } from "./simulator.js";
export type { TlsOption } from "./tls-option.js";

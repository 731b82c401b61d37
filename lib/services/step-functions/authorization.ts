import {
  type AuthorizationTable,
  all,
  anywhere,
  type OperationRule,
  on,
  passRole,
  tagged,
} from "../../authorization/table.js";
import type { Context } from "../../runtime/context.js";
import type { StepFunctionsOperations } from "./generated/types.js";

const machineArn = (ctx: Context, name: string): string => ctx.arn(`stateMachine:${name}`);

/** The state machine of the ARN of a version or alias, whose settings require permissions on the machine. */
function unqualified(arn: string): string {
  return arn.split(":").slice(0, 7).join(":");
}

const onMachine = on<{ readonly stateMachineArn: string }>(({ stateMachineArn }) =>
  unqualified(stateMachineArn),
);
const onQualified = on<{ readonly stateMachineArn: string }>(({ stateMachineArn }) => stateMachineArn);
const onVersion = on<{ readonly stateMachineVersionArn: string }>(({ stateMachineVersionArn }) =>
  unqualified(stateMachineVersionArn),
);
const onAlias = on<{ readonly stateMachineAliasArn: string }>(({ stateMachineAliasArn }) =>
  unqualified(stateMachineAliasArn),
);
const onExecution = on<{ readonly executionArn: string }>(({ executionArn }) => executionArn);
const onMapRun = on<{ readonly mapRunArn: string }>(({ mapRunArn }) => mapRunArn);
const onActivity = on<{ readonly activityArn: string }>(({ activityArn }) => activityArn);
const onResource = on<{ readonly resourceArn: string }>(({ resourceArn }) => resourceArn);

interface Settings {
  readonly roleArn?: string;
  readonly publish?: boolean;
}

/** The role passed to a state machine, and the version published with it. */
function alsoFor<Input extends Settings>(
  machine: (input: Input, ctx: Context) => string,
): OperationRule<Input> {
  return (input, ctx) => [
    ...passRole([input.roleArn], "states.amazonaws.com"),
    ...(input.publish === true
      ? [{ action: "states:PublishStateMachineVersion", resource: machine(input, ctx) }]
      : []),
  ];
}

/** The first version of an alias belongs to its state machine. */
function machineOfRouting(
  routing: readonly { readonly stateMachineVersionArn: string }[] | undefined,
): string {
  return unqualified(routing?.[0]?.stateMachineVersionArn ?? "*");
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsstepfunctions.html */
export const authorization = {
  createActivity: tagged(
    on(({ name }, ctx) => ctx.arn(`activity:${name}`)),
    "states:TagResource",
  ),
  createStateMachine: tagged(
    all(
      on(({ name }, ctx) => machineArn(ctx, name)),
      alsoFor(({ name }, ctx) => machineArn(ctx, name)),
    ),
    "states:TagResource",
  ),
  createStateMachineAlias: on(({ routingConfiguration }) => machineOfRouting(routingConfiguration)),
  deleteActivity: onActivity,
  deleteStateMachine: onMachine,
  deleteStateMachineAlias: onAlias,
  deleteStateMachineVersion: onVersion,
  describeActivity: onActivity,
  describeExecution: onExecution,
  describeMapRun: onMapRun,
  describeStateMachine: onMachine,
  describeStateMachineAlias: onAlias,
  describeStateMachineForExecution: onExecution,
  getActivityTask: onActivity,
  getExecutionHistory: onExecution,
  listActivities: anywhere,
  listExecutions: ({ stateMachineArn, mapRunArn }) => ({
    resource: stateMachineArn === undefined ? (mapRunArn ?? "*") : unqualified(stateMachineArn),
  }),
  listMapRuns: onExecution,
  listStateMachineAliases: onMachine,
  listStateMachines: anywhere,
  listStateMachineVersions: onMachine,
  listTagsForResource: onResource,
  publishStateMachineVersion: onMachine,
  redriveExecution: onExecution,
  sendTaskFailure: anywhere,
  sendTaskHeartbeat: anywhere,
  sendTaskSuccess: anywhere,
  startExecution: onQualified,
  startSyncExecution: onQualified,
  stopExecution: onExecution,
  tagResource: onResource,
  testState: ({ roleArn }) => [{}, ...passRole([roleArn], "states.amazonaws.com")],
  untagResource: onResource,
  updateMapRun: onMapRun,
  updateStateMachine: all<Settings & { readonly stateMachineArn: string }>(
    onMachine,
    alsoFor(({ stateMachineArn }) => unqualified(stateMachineArn)),
  ),
  updateStateMachineAlias: onAlias,
  validateStateMachineDefinition: anywhere,
} satisfies AuthorizationTable<StepFunctionsOperations>;

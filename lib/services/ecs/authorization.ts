import { keysOf, type Need } from "../../authorization/requirement.js";
import {
  type AuthorizationTable,
  anywhere,
  type OperationRule,
  on,
  passRole,
  tagged,
} from "../../authorization/table.js";
import type { Context } from "../../runtime/context.js";
import { effectiveValue } from "./account-settings.js";
import type { EcsOperations, TaskOverride } from "./generated/types.js";
import { clusterName, lookUpTaskDefinition } from "./references.js";

const TASKS = "ecs-tasks.amazonaws.com";

interface OfCluster {
  readonly cluster?: string;
}

const arnOf = (ctx: Context, type: string, name: string): string =>
  name.startsWith("arn:") ? name : ctx.arn(`${type}/${name}`);

const clusterArn = (ctx: Context, cluster: string | undefined): string =>
  arnOf(ctx, "cluster", cluster?.startsWith("arn:") ? cluster : clusterName(cluster));

/** `service/cluster/name` for any form of reference. */
function within(ctx: Context, type: string, cluster: string | undefined, name: string): string {
  return name.startsWith("arn:") ? name : ctx.arn(`${type}/${clusterName(cluster)}/${name}`);
}

const inCluster = (ctx: Context, { cluster }: OfCluster) =>
  ({ keys: keysOf({ "ecs:cluster": clusterArn(ctx, cluster) }) }) as const;

const onCluster = on<OfCluster>((input, ctx) => clusterArn(ctx, input.cluster));
const listing = on<OfCluster>(
  () => "*",
  (input, ctx) => inCluster(ctx, input),
);
const onService = on<OfCluster & { readonly service: string }>(
  ({ cluster, service }, ctx) => within(ctx, "service", cluster, service),
  (input, ctx) => inCluster(ctx, input),
);
const onTaskSet = on<OfCluster & { readonly service: string; readonly taskSet: string }>(
  ({ cluster, service, taskSet }, ctx) =>
    taskSet.startsWith("arn:")
      ? taskSet
      : ctx.arn(`task-set/${clusterName(cluster)}/${lastPart(service)}/${taskSet}`),
  (input, ctx) => inCluster(ctx, input),
);
const onTasks = on<OfCluster & { readonly tasks: readonly string[] }>(
  ({ cluster, tasks }, ctx) => tasks.map((task) => within(ctx, "task", cluster, task)),
  (input, ctx) => inCluster(ctx, input),
);
const onTask = on<OfCluster & { readonly task: string }>(
  ({ cluster, task }, ctx) => within(ctx, "task", cluster, task),
  (input, ctx) => inCluster(ctx, input),
);
const onResource = on<{ readonly resourceArn: string }>(({ resourceArn }) => resourceArn);
const onInstances = on<OfCluster>(
  ({ cluster }, ctx) => ctx.arn(`container-instance/${clusterName(cluster)}/*`),
  (input, ctx) => inCluster(ctx, input),
);

function lastPart(name: string): string {
  return name.slice(name.lastIndexOf("/") + 1);
}

/**
 * An operation that creates a resource. Its tags need a permission, unless the account setting is off.
 *
 * @param created the ARN of what is created. Default: the first resource of the rule
 */
function creates<Input extends object>(
  operation: string,
  rule: OperationRule<Input>,
  created?: (input: Input, ctx: Context) => string,
): OperationRule<Input> {
  const withTags = tagged(rule, "ecs:TagResource", (input, ctx) => ({
    ...(created && { resource: created(input, ctx) }),
    keys: keysOf({ "ecs:CreateAction": operation }),
  }));
  return (input, ctx) =>
    effectiveValue(ctx, "tagResourceAuthorization") === "on" ? withTags(input, ctx) : rule(input, ctx);
}

/** Starting a task requires a permission on its definition, and iam:PassRole for the roles of the task. */
function starts(
  input: OfCluster & { readonly taskDefinition: string; readonly overrides?: TaskOverride },
  ctx: Context,
): readonly Need[] {
  const { taskRoleArn, executionRoleArn } = input.overrides ?? {};
  const known = definitionOf(ctx, input.taskDefinition)?.taskDefinition;
  const roles = [taskRoleArn ?? known?.taskRoleArn, executionRoleArn ?? known?.executionRoleArn];
  return [
    { resource: arnOf(ctx, "task-definition", input.taskDefinition), ...inCluster(ctx, input) },
    ...passRole([...new Set(roles)], TASKS),
  ];
}

const onNewTask = ({ cluster }: OfCluster, ctx: Context): string => within(ctx, "task", cluster, "*");

/** Invalid names are rejected later. */
function definitionOf(ctx: Context, name: string) {
  return /^(arn:.*\/)?[\w-]+(:[1-9]\d{0,6})?$/.test(name) ? lookUpTaskDefinition(ctx, name) : undefined;
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html */
export const authorization = {
  createCapacityProvider: creates(
    "CreateCapacityProvider",
    on(({ name }, ctx) => arnOf(ctx, "capacity-provider", name)),
  ),
  createCluster: creates(
    "CreateCluster",
    on(({ clusterName }, ctx) => clusterArn(ctx, clusterName)),
  ),
  createService: creates(
    "CreateService",
    on(
      ({ cluster, serviceName }, ctx) => within(ctx, "service", cluster, serviceName),
      (input, ctx) => ({
        keys: keysOf({
          "ecs:cluster": clusterArn(ctx, input.cluster),
          "ecs:task-definition": input.taskDefinition,
          "ecs:enable-execute-command": input.enableExecuteCommand,
          "ecs:propagate-tags": input.propagateTags,
          "ecs:subnet": input.networkConfiguration?.awsvpcConfiguration?.subnets,
        }),
      }),
    ),
  ),
  createTaskSet: creates(
    "CreateTaskSet",
    on(({ cluster, service }, ctx) => ctx.arn(`task-set/${clusterName(cluster)}/${lastPart(service)}/*`)),
  ),
  deleteAccountSetting: anywhere,
  deleteAttributes: onInstances,
  deleteCapacityProvider: on(({ capacityProvider }, ctx) =>
    arnOf(ctx, "capacity-provider", capacityProvider ?? "*"),
  ),
  deleteCluster: onCluster,
  deleteService: onService,
  deleteTaskDefinitions: on(({ taskDefinitions }, ctx) =>
    taskDefinitions.map((name) => arnOf(ctx, "task-definition", name)),
  ),
  deleteTaskSet: onTaskSet,
  deregisterTaskDefinition: anywhere,
  describeCapacityProviders: on(({ capacityProviders = ["*"] }, ctx) =>
    capacityProviders.map((name) => arnOf(ctx, "capacity-provider", name)),
  ),
  describeClusters: on(({ clusters = ["default"] }, ctx) => clusters.map((name) => clusterArn(ctx, name))),
  describeServiceDeployments: on(({ serviceDeploymentArns }) => serviceDeploymentArns),
  describeServiceRevisions: on(({ serviceRevisionArns }) => serviceRevisionArns),
  describeServices: on(
    ({ cluster, services }, ctx) => services.map((name) => within(ctx, "service", cluster, name)),
    (input, ctx) => inCluster(ctx, input),
  ),
  describeTaskDefinition: anywhere,
  describeTaskSets: on(({ cluster, service, taskSets = ["*"] }, ctx) =>
    taskSets.map((id) =>
      id.startsWith("arn:") ? id : ctx.arn(`task-set/${clusterName(cluster)}/${lastPart(service)}/${id}`),
    ),
  ),
  describeTasks: onTasks,
  executeCommand: (input, ctx) => [
    { resource: clusterArn(ctx, input.cluster) },
    {
      resource: within(ctx, "task", input.cluster, input.task),
      keys: keysOf({
        "ecs:cluster": clusterArn(ctx, input.cluster),
        "ecs:container-name": input.container,
      }),
    },
  ],
  getTaskProtection: on(({ cluster, tasks = ["*"] }, ctx) =>
    tasks.map((task) => within(ctx, "task", cluster, task)),
  ),
  listAccountSettings: anywhere,
  listAttributes: onCluster,
  listClusters: anywhere,
  listServiceDeployments: onService,
  listServices: listing,
  listServicesByNamespace: on(
    () => "*",
    ({ namespace }) => ({ keys: keysOf({ "ecs:namespace": namespace }) }),
  ),
  listTagsForResource: onResource,
  listTaskDefinitionFamilies: anywhere,
  listTaskDefinitions: anywhere,
  listTasks: onInstances,
  putAccountSetting: anywhere,
  putAccountSettingDefault: anywhere,
  putAttributes: onInstances,
  putClusterCapacityProviders: onCluster,
  registerTaskDefinition: creates("RegisterTaskDefinition", (input, ctx) => [
    { resource: ctx.arn(`task-definition/${input.family}:*`) },
    ...passRole([...new Set([input.taskRoleArn, input.executionRoleArn])], TASKS),
  ]),
  runTask: creates("RunTask", starts, onNewTask),
  startTask: creates("StartTask", starts, onNewTask),
  stopServiceDeployment: on(({ serviceDeploymentArn }) => serviceDeploymentArn),
  stopTask: onTask,
  tagResource: onResource,
  untagResource: onResource,
  updateCapacityProvider: on(({ name }, ctx) => arnOf(ctx, "capacity-provider", name)),
  updateCluster: onCluster,
  updateClusterSettings: onCluster,
  updateService: on(
    ({ cluster, service }, ctx) => within(ctx, "service", cluster, service),
    (input, ctx) => ({
      keys: keysOf({
        "ecs:cluster": clusterArn(ctx, input.cluster),
        "ecs:task-definition": input.taskDefinition,
        "ecs:enable-execute-command": input.enableExecuteCommand,
      }),
    }),
  ),
  updateServicePrimaryTaskSet: onService,
  updateTaskProtection: onTasks,
  updateTaskSet: onTaskSet,
} satisfies AuthorizationTable<EcsOperations>;

import type { Context } from "../../../runtime/context.js";
import { trimHistory } from "../../../runtime/store/records.js";
import { passing } from "../../../shared/pager.js";
import { invalidParameter, runTokenConflict, serviceNotFound, tagsEmpty, taskNotFound } from "../errors.js";
import type {
  DescribeTasksRequest,
  DescribeTasksResponse,
  ListTasksRequest,
  ListTasksResponse,
  RunTaskRequest,
  RunTaskResponse,
  StartTaskRequest,
  StartTaskResponse,
  StopTaskRequest,
  StopTaskResponse,
} from "../generated/types.js";
import { countDescribe } from "../lifecycle.js";
import { pager } from "../paging.js";
import { findCluster, findTaskDefinition } from "../references.js";
import { lookUpService } from "../services/references.js";
import { listingKey, RUN_TOKENS, TASKS, type TaskRow } from "../state/tasks.js";
import { tagging } from "../tags.js";
import { lookUpTask, parseTask } from "../task-references.js";
import { tasksOf } from "../task-store.js";
import { matchesFilters } from "../tasks/filters.js";
import { chooseProvider, launchTask, tagsOf } from "../tasks/launch.js";
import { checkExecuteCommand, checkReason, checkRunTask, checkStartedBy } from "../tasks/request-rules.js";
import {
  checkInstances,
  checkKnownNetwork,
  checkNetwork,
  checkOverrides,
  placementFor,
} from "../tasks/run-request.js";
import { beginStop } from "../tasks/stop.js";

const MOST_INSTANCES = 10;
const MOST_TASKS_DESCRIBED = 100;

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html */
export function runTask(input: RunTaskRequest, ctx: Context): RunTaskResponse {
  const { clientToken, count = 1 } = input;
  const { clientToken: _, ...rest } = input;
  const request = JSON.stringify(rest);
  const known = clientToken === undefined ? undefined : ctx.table(RUN_TOKENS).get(clientToken);
  if (known) {
    const rows = known.taskKeys.flatMap((key) => ctx.table(TASKS).get(key) ?? []);
    if (known.request !== request) throw runTokenConflict(rows.map((row) => row.task.taskArn));
    return { tasks: rows.map((row) => row.task), failures: [] };
  }
  const rows = start(input, count, ctx);
  if (clientToken !== undefined) {
    ctx.table(RUN_TOKENS).put(clientToken, { request, taskKeys: rows.map((row) => row.key) });
    trimHistory(ctx, RUN_TOKENS);
  }
  return { tasks: rows.map((row) => row.task), failures: [] };
}

function start(input: RunTaskRequest, count: number, ctx: Context): TaskRow[] {
  const cluster = findCluster(ctx, input.cluster);
  checkRunTask(input);
  if (input.tags?.length === 0) throw tagsEmpty();
  const definition = findTaskDefinition(ctx, input.taskDefinition);
  const placement = placementFor(cluster, definition.taskDefinition, input);
  checkInstances(placement);
  checkKnownNetwork(ctx, input.networkConfiguration);
  checkOverrides(definition.taskDefinition, input.overrides);
  checkExecuteCommand(definition.taskDefinition, input);
  const managed: Record<string, string> = input.enableECSManagedTags
    ? { "aws:ecs:clusterName": cluster.clusterName }
    : {};
  const tags = tagsOf(
    tagging.checked(input.tags),
    input.propagateTags,
    { definition: definition.tags, service: [] },
    managed,
  );
  return Array.from({ length: count }, (_, index) =>
    launchTask(ctx, {
      cluster,
      definition,
      launchType: placement.launchType,
      capacityProvider: chooseProvider(ctx, placement.strategy, index),
      platformVersion: input.platformVersion,
      networkConfiguration: input.networkConfiguration,
      overrides: input.overrides,
      group: input.group ?? `family:${definition.taskDefinition.family}`,
      startedBy: input.startedBy,
      tags,
      enableExecuteCommand: input.enableExecuteCommand,
    }),
  );
}

/**
 * Container instances are not simulated, so each is reported as missing.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_StartTask.html
 */
export function startTask(input: StartTaskRequest, ctx: Context): StartTaskResponse {
  const { clusterName: cluster } = findCluster(ctx, input.cluster);
  const { containerInstances: references } = input;
  if (references.length === 0) throw invalidParameter("Container instances cannot be empty.");
  if (references.length > MOST_INSTANCES)
    throw invalidParameter(`Container instances can have at most ${MOST_INSTANCES} items.`);
  checkStartedBy(input.startedBy);
  if (input.tags?.length === 0) throw tagsEmpty();
  const { taskDefinition } = findTaskDefinition(ctx, input.taskDefinition);
  checkNetwork(taskDefinition, input.networkConfiguration);
  checkOverrides(taskDefinition, input.overrides);
  checkExecuteCommand(taskDefinition, input);
  tagging.checked(input.tags);
  const arnOf = (reference: string) =>
    reference.startsWith("arn:") ? reference : ctx.arn(`container-instance/${cluster}/${reference}`);
  return {
    tasks: [],
    failures: references.map((reference) => ({ arn: arnOf(reference), reason: "MISSING" })),
  };
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_StopTask.html */
export function stopTask(input: StopTaskRequest, ctx: Context): StopTaskResponse {
  findCluster(ctx, input.cluster);
  const row = lookUpTask(ctx, input.task, input.cluster);
  if (!row) throw taskNotFound();
  checkReason(input.reason);
  const stoppedReason = input.reason ?? "Task stopped by user";
  return { task: beginStop(ctx, row, { stopCode: "UserInitiated", stoppedReason }).task };
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTasks.html */
export function describeTasks(input: DescribeTasksRequest, ctx: Context): DescribeTasksResponse {
  const { tasks: references, cluster, include = [] } = input;
  if (references.length === 0) throw invalidParameter("Tasks cannot be empty.");
  if (references.length > MOST_TASKS_DESCRIBED) throw invalidParameter("Tasks can have at most 100 items.");
  findCluster(ctx, cluster);
  const found: TaskRow[] = [];
  const failures: { arn: string; reason: string }[] = [];
  for (const reference of references) {
    const { key, arn } = parseTask(ctx, reference, cluster);
    const row = ctx.table(TASKS).get(key);
    if (row) found.push(row);
    else failures.push({ arn, reason: "MISSING" });
  }
  for (const row of found) countDescribe(ctx, row);
  const tasks = found.map(({ task }) => (include.includes("TAGS") ? task : { ...task, tags: [] }));
  return { tasks, failures };
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListTasks.html */
export function listTasks(input: ListTasksRequest, ctx: Context): ListTasksResponse {
  const { clusterName: cluster } = findCluster(ctx, input.cluster);
  const { desiredStatus = "RUNNING", serviceName } = input;
  if (serviceName !== undefined && !lookUpService(ctx, cluster, serviceName)) throw serviceNotFound();
  const { items, next } = pager.page(input, {
    name: `ListTasks ${cluster} ${desiredStatus}`,
    after: (position) => passing(tasksOf(ctx, cluster, desiredStatus, position), matchesFilters(ctx, input)),
    position: (row: TaskRow) => listingKey(cluster, desiredStatus, row.order),
  });
  return { taskArns: items.map(({ task }) => task.taskArn), nextToken: next };
}

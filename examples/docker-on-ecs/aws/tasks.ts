import { DescribeTasksCommand, RunTaskCommand, StopTaskCommand, type Task } from "@aws-sdk/client-ecs";
import type { Settings } from "../config/settings.js";
import { startFailed } from "../errors.js";
import type { ContainerRecord, TaskRecord } from "../store/records.js";
import type { AwsClients } from "./clients.js";
import { tagsOf } from "./tags.js";
import { MAIN } from "./task-definition.js";

/** Tasks that one DescribeTasks describes. */
const BATCH = 100;

/** What a run has besides the configuration. */
export interface RunOptions {
  readonly securityGroups: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * Runs the task of a container.
 *
 * @throws AwsError, and DockerError if ECS has no capacity.
 */
export async function runTask(
  { ecs }: AwsClients,
  settings: Settings,
  container: ContainerRecord,
  { securityGroups, environment }: RunOptions,
): Promise<TaskRecord> {
  const variables = Object.entries(environment).map(([name, value]) => ({ name, value }));
  const { tasks = [], failures = [] } = await ecs.send(
    new RunTaskCommand({
      cluster: settings.cluster,
      taskDefinition: container.taskDefinitionArn,
      launchType: "FARGATE",
      count: 1,
      networkConfiguration: {
        awsvpcConfiguration: {
          subnets: [...settings.subnets],
          securityGroups: [...securityGroups],
          assignPublicIp: "DISABLED",
        },
      },
      overrides:
        variables.length === 0 ? undefined : { containerOverrides: [{ name: MAIN, environment: variables }] },
      tags: tagsOf(container),
    }),
  );
  const [task] = tasks;
  if (task === undefined)
    throw startFailed(
      `ecs: RunTask: ${failures.map(({ reason }) => reason).join(", ") || "no task was started"}`,
    );
  return taskRecordOf(task);
}

/** Describes tasks by ARN; those that ECS has forgotten are missing. */
export async function describeTasks(
  { ecs }: AwsClients,
  settings: Settings,
  arns: readonly string[],
): Promise<ReadonlyMap<string, Task>> {
  const found = new Map<string, Task>();
  for (let start = 0; start < arns.length; start += BATCH) {
    const batch = arns.slice(start, start + BATCH);
    const { tasks = [] } = await ecs.send(
      new DescribeTasksCommand({ cluster: settings.cluster, tasks: batch }),
    );
    for (const task of tasks) found.set(task.taskArn ?? "", task);
  }
  return found;
}

/** Stops a task: SIGTERM, and after its stop timeout SIGKILL. */
export async function stopTask(
  { ecs }: AwsClients,
  settings: Settings,
  task: TaskRecord,
  reason: string,
): Promise<void> {
  await ecs.send(new StopTaskCommand({ cluster: settings.cluster, task: task.arn, reason }));
}

/** What the backend remembers of a task. */
export function taskRecordOf(task: Task, before?: TaskRecord): TaskRecord {
  const arn = task.taskArn ?? "";
  const main = task.containers?.find(({ name }) => name === MAIN);
  return {
    ...before,
    arn,
    id: arn.slice(arn.lastIndexOf("/") + 1),
    lastStatus: task.lastStatus ?? "",
    address: addressOf(task) ?? before?.address,
    startedAt: task.startedAt?.getTime(),
    stoppedAt: (task.executionStoppedAt ?? task.stoppedAt)?.getTime(),
    exitCode: main?.exitCode,
    reason: main?.reason ?? task.stoppedReason,
    health: main?.healthStatus,
  };
}

/** The first attachment need not be the network interface. */
function addressOf({ attachments = [] }: Task): string | undefined {
  return attachments
    .filter(({ type }) => type === "ElasticNetworkInterface")
    .flatMap(({ details = [] }) => details)
    .find(({ name }) => name === "privateIPv4Address")?.value;
}

import { DescribeTasksCommand, type ECSClient, RunTaskCommand, type Task } from "@aws-sdk/client-ecs";

/** Where the export runs, and how it is watched. */
export interface ExportTask {
  readonly ecs: ECSClient;
  readonly cluster: string;
  readonly taskDefinition: string;
  readonly subnets: string[];
  readonly clock: Clock;
  /** Milliseconds between two looks at the task. Default five seconds. */
  readonly pollEvery?: number;
  /** Hears of every change of the task. */
  readonly onChange?: (change: TaskChange) => void;
}

/** Time, as the application sees it; real time in production. */
export interface Clock {
  now(): number;
  sleep(milliseconds: number): Promise<void>;
}

export interface TaskChange {
  readonly taskArn: string;
  readonly status: string;
  readonly exitCode: number | undefined;
}

/** How one task ended. */
export interface Attempt {
  readonly taskArn: string;
  /** Left out when the platform could not start the task. */
  readonly exitCode?: number;
  readonly reason?: string;
}

const FIVE_SECONDS = 5_000;

/** Starts a task and watches it until it has stopped, or until the deadline has passed. */
export async function runToEnd(
  settings: ExportTask,
  deadline: number,
): Promise<Attempt | { readonly unfinished: string }> {
  const { clock, pollEvery = FIVE_SECONDS, onChange = () => {} } = settings;
  const taskArn = await start(settings);
  let last = "";
  for (;;) {
    const task = await describe(settings, taskArn);
    const status = task.lastStatus ?? "";
    const exitCode = task.containers?.[0]?.exitCode;
    if (status !== last) onChange({ taskArn, status, exitCode });
    last = status;
    if (status === "STOPPED") return { taskArn, exitCode, reason: task.stoppedReason };
    if (clock.now() >= deadline) return { unfinished: taskArn };
    await clock.sleep(pollEvery);
  }
}

async function start({ ecs, cluster, taskDefinition, subnets }: ExportTask): Promise<string> {
  const { tasks, failures } = await ecs.send(
    new RunTaskCommand({
      cluster,
      taskDefinition,
      launchType: "FARGATE",
      networkConfiguration: { awsvpcConfiguration: { subnets } },
    }),
  );
  const taskArn = tasks?.[0]?.taskArn;
  if (taskArn === undefined) throw new Error(`The export was not started: ${failures?.[0]?.reason}`);
  return taskArn;
}

async function describe({ ecs, cluster }: ExportTask, taskArn: string): Promise<Task> {
  const { tasks, failures } = await ecs.send(new DescribeTasksCommand({ cluster, tasks: [taskArn] }));
  const task = tasks?.[0];
  if (task === undefined) throw new Error(`The task ${taskArn} is gone: ${failures?.[0]?.reason}`);
  return task;
}

import {
  change,
  defineControl,
  handle,
  list,
  read,
  type Settable,
  type StateOf,
  settings,
  stateOf,
} from "../../control/definition/define-control.js";
import { boolean, object, oneOf, recordOf, string } from "../../control/definition/kinds.js";
import { optional, param } from "../../control/definition/parameters.js";
import type { Context } from "../../runtime/context.js";
import type { Scope } from "../../runtime/scope.js";
import { UnknownResource } from "../../runtime/unknown-resource.js";
import { describeCluster, EVERYTHING } from "./clusters.js";
import type { Cluster, Service, Task, TaskDefinition } from "./generated/types.js";
import { describeService } from "./services/descriptions.js";
import { type EcsSettings, SETTINGS } from "./settings.js";
import { CLUSTERS } from "./state/clusters.js";
import type { TaskRun } from "./state/runs.js";
import { SERVICES } from "./state/services.js";
import { TASK_DEFINITIONS } from "./state/task-definitions.js";
import { TASKS } from "./state/tasks.js";
import { TASK_HANDLERS } from "./tasks/handlers.js";
import type { ContainerOutcome, TaskBehaviour } from "./tasks/outcome.js";
import { containerBehaviour, taskBehaviour } from "./tasks/outcome-kinds.js";
import { readRuns, readRunsSince } from "./tasks/runs.js";
import { SECRETS } from "./tasks/secrets.js";
import { beginStop, type StopCause } from "./tasks/stop.js";

/** A behaviour set by {@link EcsSim.onTask}. */
export interface TaskHandle {
  /** The runs of the family since the behaviour was set, in all accounts and regions, oldest first. */
  readonly runs: TaskRun[];
  /** Removes the behaviour. */
  remove(): void;
}

/** The state of ECS, and the runs of its tasks. */
export type EcsState = StateOf<EcsSim, "clusters" | "taskDefinitions" | "services" | "tasks" | "runs">;

/** `sim.ecs`: reads the state of ECS and sets the behaviour of tasks. All results are copies. */
export interface EcsSim extends Settable<EcsSettings> {
  /**
   * Sets the behaviour of the tasks of a family: an outcome, a handler that replaces the main container, or a
   * sequence of these whose last element repeats. It applies to every account and region, and replaces the
   * earlier behaviour.
   *
   * @param family a name, or a pattern in which `*` matches any string, such as `worker-*`. A pattern applies
   * to families without their own behaviour; if several match, the newest applies.
   * @throws TypeError for an invalid outcome.
   */
  onTask(family: string, behaviour: TaskBehaviour): TaskHandle;
  /**
   * Sets the behaviour of one container of the tasks of a family, or of those that a pattern matches. Takes
   * precedence over {@link onTask}.
   *
   * @throws TypeError for an invalid outcome.
   */
  onContainer(family: string, container: string, behaviour: TaskBehaviour<ContainerOutcome>): TaskHandle;
  /**
   * Sets values of secrets and parameters in task definitions, by the name or ARN in `valueFrom`, for every
   * account and region. Tasks that start later have them in their environment. Earlier values are kept.
   *
   * @throws TypeError for a value that is not a string.
   */
  secrets(values: Readonly<Record<string, string>>): void;
  /**
   * Whether a task fails to start if the log group of a container does not exist and `awslogs-create-group`
   * is not `"true"`, as on AWS. Default `false`: the group is created.
   */
  strictLogGroups: boolean;
  /**
   * Returns the runs of all tasks, or of those of a family, oldest first.
   *
   * @throws TypeError for a family that has neither a task definition nor a behaviour.
   */
  runs(family?: string, at?: Scope): TaskRun[];
  /** Returns the state of ECS, and the runs of its tasks. */
  state(at?: Scope): EcsState;
  /** Returns all clusters, including deleted ones for an hour, as DescribeClusters does with all fields. */
  clusters(at?: Scope): Cluster[];
  /** Returns all revisions of all families, in order. */
  taskDefinitions(at?: Scope): TaskDefinition[];
  /** Returns all tasks that ECS still describes, oldest first. */
  tasks(at?: Scope): Task[];
  /** Returns the task with an ARN; `undefined` if ECS does not describe it, or no longer does. */
  task(taskArn: string, at?: Scope): Task | undefined;
  /** Returns all services, including deleted ones until their names are reused, by cluster and name. */
  services(at?: Scope): Service[];
  /**
   * Returns the service with a name or ARN; if several clusters have the name, the first. `undefined` if
   * there is none.
   */
  service(name: string, at?: Scope): Service | undefined;
  /**
   * Stops a task for a reason that only the platform has, such as
   * `{ stopCode: "SpotInterruption", stoppedReason: "Your Spot Task was interrupted." }`.
   *
   * @throws TypeError for a task that does not exist, and for an unknown member of the cause.
   */
  interruptTask(taskArn: string, cause: StopCause, at?: Scope): void;
}

const STOP_CAUSE = object<StopCause>(
  {
    stopCode: oneOf(
      "SpotInterruption",
      "TerminationNotice",
      "UserInitiated",
      "ServiceSchedulerInitiated",
      "EssentialContainerExited",
      "TaskFailedToStart",
    ),
    stoppedReason: string,
  },
  "stopCode",
  "stoppedReason",
);

const reads = {
  clusters: list([], (ctx): Cluster[] =>
    Array.from(ctx.table(CLUSTERS).values(), (row) => describeCluster(ctx, row, EVERYTHING)),
  ),
  taskDefinitions: list([], (ctx): TaskDefinition[] =>
    Array.from(ctx.table(TASK_DEFINITIONS).values(), ({ taskDefinition }) => taskDefinition),
  ),
  services: list([], servicesOf),
  tasks: list([], tasksOf),
  runs: list([optional("family", string)], runsOf, { paths: ["/tasks/{family}/runs", "/runs"] }),
};

export const ecsControl = defineControl<EcsSim>({
  ...reads,
  state: stateOf(reads),
  task: read([param("taskArn", string)], (ctx, arn) => tasksOf(ctx).find(({ taskArn }) => taskArn === arn)),
  service: read([param("name", string)], (ctx, name) =>
    servicesOf(ctx).find(({ serviceName, serviceArn }) => serviceName === name || serviceArn === name),
  ),
  onTask: handle(
    "/tasks/{family}/outcomes",
    [param("family", string), param("behaviour", taskBehaviour)],
    (ctx, family, behaviour) => register(ctx, family, undefined, behaviour),
    { runs: "read", remove: "end" },
  ),
  onContainer: handle(
    "/tasks/{family}/containers/{container}/outcomes",
    [param("family", string), param("container", string), param("behaviour", containerBehaviour)],
    register,
    { runs: "read", remove: "end" },
  ),
  secrets: change(
    [param("values", recordOf(string))],
    (ctx, values) => {
      for (const [name, value] of Object.entries(values)) ctx.table(SECRETS).put(name, value);
    },
    { everywhere: true },
  ),
  ...settings<EcsSettings>(object({ strictLogGroups: boolean }), SETTINGS),
  interruptTask: change([param("taskArn", string), param("cause", STOP_CAUSE)], interrupt, {
    paths: ["/interruptions"],
  }),
});

function servicesOf(ctx: Context): Service[] {
  return Array.from(ctx.table(SERVICES).values(), (row) => describeService(ctx, row, ["TAGS"]));
}

function tasksOf(ctx: Context): Task[] {
  const rows = [...ctx.table(TASKS).values()];
  return rows.sort((a, b) => a.order - b.order).map(({ task }) => task);
}

function runsOf(ctx: Context, family: string | undefined): TaskRun[] {
  const runs = readRuns(ctx, family);
  if (family !== undefined && runs.length === 0) requireFamily(ctx, family);
  return runs;
}

function register(
  ctx: Context,
  family: string,
  container: string | undefined,
  behaviour: TaskBehaviour,
): TaskHandle {
  const handlers = ctx.transient(TASK_HANDLERS);
  const remove = handlers.set(family, container, behaviour);
  const since = handlers.count;
  return {
    get runs() {
      const now = ctx.renewed();
      // A behaviour removed by a reset has no runs.
      return now.transient(TASK_HANDLERS) === handlers ? readRunsSince(now, family, since) : [];
    },
    remove,
  };
}

function interrupt(ctx: Context, taskArn: string, cause: StopCause): void {
  const rows = [...ctx.table(TASKS).values()];
  const row = rows.find(({ task }) => task.taskArn === taskArn);
  if (row) beginStop(ctx, row, cause);
  else
    throw new UnknownResource(
      "task",
      taskArn,
      rows.map(({ task }) => task.taskArn),
      ctx,
    );
}

/** @throws UnknownResource */
function requireFamily(ctx: Context, name: string): void {
  const known = new Set(ctx.transient(TASK_HANDLERS).families());
  for (const { taskDefinition } of ctx.table(TASK_DEFINITIONS).values()) known.add(taskDefinition.family);
  if (!known.has(name)) throw new UnknownResource("family of task definitions", name, known, ctx);
}

import type { Context } from "../../runtime/context.js";
import type { Scope } from "../../runtime/scope.js";
import type { ControlHost, ShowsState } from "../../runtime/service.js";
import { changeSettings, settingsOf } from "../../runtime/settings.js";
import { defineTransient } from "../../runtime/transient-state.js";
import { UnknownResource } from "../../runtime/unknown-resource.js";
import { namesOf, refuseUnknownMembers } from "../../text/suggestions.js";
import { describeCluster, EVERYTHING } from "./clusters.js";
import type { Cluster, Service, Task, TaskDefinition } from "./generated/types.js";
import { describeService } from "./services/descriptions.js";
import { SETTINGS } from "./settings.js";
import { CLUSTERS } from "./state/clusters.js";
import type { TaskRun } from "./state/runs.js";
import { SERVICES } from "./state/services.js";
import { TASK_DEFINITIONS } from "./state/task-definitions.js";
import { TASKS } from "./state/tasks.js";
import { TASK_HANDLERS } from "./tasks/handlers.js";
import type { ContainerOutcome, TaskBehaviour } from "./tasks/outcome.js";
import { readRuns, readRunsSince } from "./tasks/runs.js";
import { SECRETS } from "./tasks/secrets.js";
import { beginStop, type StopCause } from "./tasks/stop.js";

/** What {@link EcsControl.onTask} gives back. */
export interface TaskHandle {
  /** The runs of the family since the handler was registered, in all accounts and regions, oldest first. */
  readonly runs: TaskRun[];
  /** Takes the handler back. */
  remove(): void;
}

const STOP_CAUSE_MEMBERS = namesOf<StopCause>({ stopCode: true, stoppedReason: true });

export const REMOTE_HANDLES = defineTransient("ecs.remote-handles", () => new Map<string, TaskHandle>());

/** `sim.ecs`: what tests may do with ECS, and see of it. Everything read is a copy. */
export class EcsControl implements ShowsState {
  /** @internal */
  constructor(private readonly host: ControlHost) {}

  /**
   * Says what tasks of a family do when they run: an outcome, a handler that
   * stands in for the main container, or a sequence of these whose last is
   * repeated. It holds for every account and region, and replaces what was said before.
   */
  onTask(family: string, behaviour: TaskBehaviour): TaskHandle {
    return this.register(family, undefined, behaviour);
  }

  /** Says what one container of a family's tasks does. It goes before what {@link onTask} says of it. */
  onContainer(family: string, container: string, behaviour: TaskBehaviour<ContainerOutcome>): TaskHandle {
    return this.register(family, container, behaviour);
  }

  /**
   * Gives values to the secrets of task definitions, by the name or ARN that
   * their `valueFrom` has, for every account and region. They are in the
   * environment of tasks that start from now on. Values given before stay.
   *
   * @throws TypeError for a value that is not a string.
   */
  secrets(values: Readonly<Record<string, string>>): void {
    const secrets = this.host.context().table(SECRETS);
    const entries = Object.entries(values);
    const wrong = entries.find(([, value]) => typeof value !== "string");
    if (wrong) throw new TypeError(`The value of the secret ${wrong[0]} is not a string. Give a string.`);
    for (const [name, value] of entries) secrets.put(name, value);
  }

  /**
   * Whether a task fails to start when the log group of a container does not
   * exist and `awslogs-create-group` is not `"true"`, as on AWS. Default
   * `false`: the group is created.
   */
  get strictLogGroups(): boolean {
    return settingsOf(this.host.context(), SETTINGS).strictLogGroups;
  }

  set strictLogGroups(value: boolean) {
    if (typeof value !== "boolean")
      throw new TypeError(`strictLogGroups cannot be ${String(value)}. Give true or false.`);
    changeSettings(this.host.context(), SETTINGS, { strictLogGroups: value });
  }

  /**
   * What became of every task, or of a family's, oldest first.
   *
   * @throws TypeError for a family that has neither a task definition nor a behaviour.
   */
  runs(family?: string, at: Scope = {}): TaskRun[] {
    const ctx = this.host.context(at);
    const runs = readRuns(ctx, family);
    if (family !== undefined && runs.length === 0) requireFamily(ctx, family);
    return runs;
  }

  /** All that ECS holds, and the runs of its tasks. */
  state(at: Scope = {}): object {
    return {
      clusters: this.clusters(at),
      taskDefinitions: this.taskDefinitions(at),
      services: this.services(at),
      tasks: this.tasks(at),
      runs: this.runs(undefined, at),
    };
  }

  /** Every cluster, deleted ones included for an hour, as DescribeClusters shows it with all that it can include. */
  clusters(at: Scope = {}): Cluster[] {
    const ctx = this.host.context(at);
    return structuredClone(
      [...ctx.table(CLUSTERS).values()].map((row) => describeCluster(ctx, row, EVERYTHING)),
    );
  }

  /** Every revision of every family, in order. */
  taskDefinitions(at: Scope = {}): TaskDefinition[] {
    const rows = [...this.host.context(at).table(TASK_DEFINITIONS).values()];
    return structuredClone(rows.map(({ taskDefinition }) => taskDefinition));
  }

  /** Every task that ECS still remembers, oldest first. */
  tasks(at: Scope = {}): Task[] {
    const rows = [...this.host.context(at).table(TASKS).values()];
    return structuredClone(rows.sort((a, b) => a.order - b.order).map(({ task }) => task));
  }

  /** The task of an ARN; `undefined` when ECS does not know it, or no longer does. */
  task(taskArn: string, at: Scope = {}): Task | undefined {
    return this.tasks(at).find((task) => task.taskArn === taskArn);
  }

  /** Every service, deleted ones included until their names are used again, by cluster and name. */
  services(at: Scope = {}): Service[] {
    const ctx = this.host.context(at);
    return structuredClone(
      [...ctx.table(SERVICES).values()].map((row) => describeService(ctx, row, ["TAGS"])),
    );
  }

  /** The service of a name or an ARN; of a name in several clusters, the first. `undefined` when there is none. */
  service(name: string, at: Scope = {}): Service | undefined {
    return this.services(at).find(
      ({ serviceName, serviceArn }) => serviceName === name || serviceArn === name,
    );
  }

  /**
   * Makes a task stop for a reason that only the platform has, such as
   * `{ stopCode: "SpotInterruption", stoppedReason: "Your Spot Task was interrupted." }`.
   *
   * @throws Error when there is no such task, TypeError for an unknown member of the cause.
   */
  interruptTask(taskArn: string, cause: StopCause, at: Scope = {}): void {
    refuseUnknownMembers(cause, STOP_CAUSE_MEMBERS, "The cause of an interruption");
    const ctx = this.host.context(at);
    const row = [...ctx.table(TASKS).values()].find(({ task }) => task.taskArn === taskArn);
    if (!row)
      throw new Error(
        `There is no task ${taskArn} to interrupt. Take the ARN from RunTask or sim.ecs.tasks().`,
      );
    ctx.transaction(() => beginStop(ctx, row, cause));
    ctx.simulation.clock.runDue();
  }

  /** @internal The handles of behaviours that were set over HTTP. A reset clears them with all others. */
  get remoteHandles(): Map<string, TaskHandle> {
    return this.host.simulation.transient.get(REMOTE_HANDLES);
  }

  private register(family: string, container: string | undefined, behaviour: TaskBehaviour): TaskHandle {
    const handlers = this.host.context().transient(TASK_HANDLERS);
    const remove = handlers.set(family, container, behaviour);
    const since = handlers.count;
    const runs = () => {
      const ctx = this.host.context();
      // Of a behaviour that a reset removed, nothing is known.
      return ctx.transient(TASK_HANDLERS) === handlers ? readRunsSince(ctx, family, since) : [];
    };
    return {
      get runs() {
        return runs();
      },
      remove,
    };
  }
}

/** @throws UnknownResource */
function requireFamily(ctx: Context, name: string): void {
  const known = new Set(ctx.transient(TASK_HANDLERS).families());
  for (const { taskDefinition } of ctx.table(TASK_DEFINITIONS).values()) known.add(taskDefinition.family);
  if (!known.has(name)) throw new UnknownResource("family of task definitions", name, known, ctx);
}

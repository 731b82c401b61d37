import { milliseconds } from "../../../clock/duration.js";
import type { Context } from "../../../runtime/context.js";
import { beginRun, defineRun } from "../../../runtime/runs.js";
import { own } from "../../../values/own.js";
import type { Doing } from "../state/outcomes.js";
import type { RegisteredContainer } from "../state/task-definitions.js";
import { type ContainerExit, containerKey, TASKS, type TaskContainer, type TaskRow } from "../state/tasks.js";
import { putTask, updateTask } from "../task-store.js";
import { callHandler } from "./call-handler.js";
import { TASK_HANDLERS } from "./handlers.js";
import { stoppedAgents } from "./managed-agents.js";
import { type ContainerOutcome, type TaskOutcome, toLines } from "./outcome.js";
import { writeOutput } from "./output.js";
import { mainContainer } from "./runs.js";
import { beginStop, checkOverstaying, failToStart, type StopCause, TERMINATED } from "./stop.js";
import { warnUnless } from "./unknown-containers.js";
import { CONTAINER_EXIT, CONTAINER_RUN } from "./waits.js";

/**
 * Starts all containers whose dependencies are met
 * (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDependency.html). All of them run,
 * and all their handlers are called, before any outcome takes effect.
 */
export function startContainers(ctx: Context, key: string): void {
  const row = ctx.table(TASKS).get(key);
  if (!row || row.task.desiredStatus === "STOPPED") return;
  const ready = readyContainers(row);
  if (ready.length === 0) return;
  markRunning(ctx, row, ready);
  const outcomes = ready.map(({ name }) => ({ name, outcome: begin(ctx, key, name) }));
  const failed = outcomes.find(({ outcome }) => outcome?.failToStart !== undefined);
  for (const { name, outcome } of failed ? [failed] : outcomes)
    if (outcome) applyOutcome(ctx, key, name, outcome);
}

/** The containers whose dependencies are met, or need only the start of others in this list. */
function readyContainers({ task, definition }: TaskRow): RegisteredContainer[] {
  const started = new Set<string>();
  const ready: RegisteredContainer[] = [];
  const pending = definition.containerDefinitions.filter(({ name }) =>
    task.containers.some((container) => container.name === name && container.lastStatus === "PENDING"),
  );
  for (;;) {
    const next = pending.filter(
      (container) => !started.has(container.name) && isReady(task.containers, started, container),
    );
    if (next.length === 0) return ready;
    for (const container of next) started.add(container.name);
    ready.push(...next);
  }
}

function isReady(
  containers: readonly TaskContainer[],
  started: ReadonlySet<string>,
  { dependsOn = [] }: RegisteredContainer,
): boolean {
  return dependsOn.every(({ containerName, condition }) => {
    const other = containers.find(({ name }) => name === containerName);
    if (condition === "SUCCESS") return other?.lastStatus === "STOPPED" && other.exitCode === 0;
    if (condition === "COMPLETE") return other?.lastStatus === "STOPPED";
    return started.has(containerName) || other?.lastStatus === "RUNNING" || other?.lastStatus === "STOPPED";
  });
}

function markRunning(ctx: Context, row: TaskRow, ready: readonly RegisteredContainer[]): void {
  const containers = row.task.containers.map((container): TaskContainer => {
    const definition = ready.find(({ name }) => name === container.name);
    if (!definition) return container;
    const healthStatus = definition.healthCheck ? "HEALTHY" : "UNKNOWN";
    return { ...container, lastStatus: "RUNNING", healthStatus };
  });
  const isChecked = ready.some(({ healthCheck }) => healthCheck);
  putTask(ctx, row, { containers, ...(isChecked && { healthStatus: "HEALTHY" }) });
}

/** The handler of a container: its position in the behaviours of the test. */
interface ContainerHandler {
  readonly task: string;
  readonly container: string;
  /** Part of the container's own behaviour, as opposed to that of its family. */
  readonly own: boolean;
  readonly position: number;
}

/** A container with a running handler. */
export const CONTAINER_RUNS = defineRun<ContainerHandler, TaskOutcome>({
  name: CONTAINER_RUN,
  onRestart: "restart",
  begin({ state, attempt }, ctx) {
    const { task, container, own, position } = state;
    const row = ctx.table(TASKS).get(task);
    // A stopping container is not started again: it has already received the signal.
    if (!row || (attempt > 1 && row.task.desiredStatus === "STOPPED")) return { exitCode: TERMINATED };
    const { family } = row.definition;
    const step = ctx
      .transient(TASK_HANDLERS)
      .get(family, own ? container : undefined)
      ?.at(position);
    if (typeof step === "function") return callHandler(ctx, row, container, step);
    return step ? ownOutcome(step) : { duration: "forever" };
  },
  finish({ state: { task, container } }, outcome, ctx) {
    applyOutcome(ctx, task, container, outcome);
  },
  lose({ state: { task } }, ctx) {
    const row = ctx.table(TASKS).get(task);
    if (row) beginStop(ctx, row, HOST_LOST);
  },
});

/**
 * Fargate's cause for tasks on a lost host
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html).
 */
const HOST_LOST: StopCause = {
  stopCode: "TerminationNotice",
  stoppedReason: "ECS is performing maintenance on the underlying infrastructure hosting the task.",
};

/** Calls the handler of a running container; returns its outcome if it is synchronous. */
function begin(ctx: Context, key: string, name: string): TaskOutcome | undefined {
  const row = ctx.table(TASKS).get(key);
  // A handler of another container may have stopped the task, or reset the simulator.
  if (!row || row.task.desiredStatus === "STOPPED") return undefined;
  const fromOwn = ctx.transient(TASK_HANDLERS).get(row.definition.family, name)?.next(ctx);
  const { outcome, handler } = fromOwn ?? doingOf(row, name) ?? {};
  if (handler === undefined) return outcome;
  const state = { task: key, container: name, own: fromOwn !== undefined, position: handler };
  const started = beginRun(ctx, CONTAINER_RUNS, containerKey(key, name), state);
  return "outcome" in started ? started.outcome : undefined;
}

/**
 * The behaviour of a container without its own: that of the task for the main container and for dependencies
 * of others.
 */
function doingOf(row: TaskRow, name: string): Doing | undefined {
  const { doing } = row;
  if (name === mainContainer(row) && doing)
    return doing.outcome ? { outcome: ownOutcome(doing.outcome) } : doing;
  const fixed = own(doing?.outcome?.containers ?? {}, name);
  if (fixed) return { outcome: fixed };
  const isAwaited = row.definition.containerDefinitions.some(({ dependsOn = [] }) =>
    dependsOn.some((other) => other.containerName === name && /^(COMPLETE|SUCCESS)$/.test(other.condition)),
  );
  return isAwaited ? { outcome: { exitCode: 0 } } : undefined;
}

/** A fixed outcome without those of other containers, which apply when they start. */
function ownOutcome(outcome: TaskOutcome): TaskOutcome {
  if (outcome.containers === undefined) return outcome;
  const { containers: _, ...rest } = outcome;
  return rest;
}

function applyOutcome(ctx: Context, key: string, name: string, outcome: TaskOutcome): void {
  const row = ctx.table(TASKS).get(key);
  if (!row || row.task.lastStatus === "DEPROVISIONING" || row.task.lastStatus === "STOPPED") return;
  if (row.task.stopCode === "TaskFailedToStart") return checkOverstaying(ctx, row);
  if (outcome.containers) warnUnless(ctx, row, Object.keys(outcome.containers));
  if (outcome.failToStart !== undefined) {
    failToStart(ctx, row, outcome.failToStart);
    return;
  }
  endContainer(ctx, row, name, outcome);
  for (const [other, its] of Object.entries(outcome.containers ?? {})) {
    const current = ctx.table(TASKS).get(key);
    const isRunning = current?.task.containers.some(
      (container) => container.name === other && container.lastStatus === "RUNNING",
    );
    if (current && other !== name && isRunning) endContainer(ctx, current, other, its);
  }
}

function endContainer(ctx: Context, row: TaskRow, name: string, outcome: ContainerOutcome): void {
  writeOutput(ctx, row, name, "stdout", toLines(outcome.stdout));
  writeOutput(ctx, row, name, "stderr", toLines(outcome.stderr));
  if (outcome.duration === "forever") return;
  const exit: ContainerExit = {
    exitCode: outcome.exitCode ?? 0,
    ...(outcome.reason !== undefined && { reason: outcome.reason }),
  };
  const wait = milliseconds(outcome.duration ?? 0);
  if (wait === 0) return exitContainer(ctx, row, name, exit);
  ctx.table(TASKS).put(row.key, { ...row, exits: { ...row.exits, [name]: exit } });
  ctx.after(wait, CONTAINER_EXIT, containerKey(row.key, name));
}

/** Ends a container after its duration. */
export function exitAsDecided(ctx: Context, key: string, name: string): void {
  const row = ctx.table(TASKS).get(key);
  const exit = row && own(row.exits, name);
  if (row && exit) exitContainer(ctx, row, name, exit);
}

/** Ends a container. An essential one also stops its task. */
function exitContainer(ctx: Context, row: TaskRow, name: string, exit: ContainerExit): void {
  const container = row.task.containers.find((candidate) => candidate.name === name);
  if (container?.lastStatus !== "RUNNING") return;
  const containers = changed(row, name, { lastStatus: "STOPPED", ...exit, ...stoppedAgents(container) });
  const essential = row.definition.containerDefinitions.find(
    (definition) => definition.name === name,
  )?.essential;
  const left = containers.filter(({ lastStatus }) => lastStatus !== "STOPPED");
  const over =
    essential === true || left.length === 0 || left.some((other) => isStranded(row, other.name, containers));
  if (over && row.task.desiredStatus !== "STOPPED") {
    beginStop(
      ctx,
      row,
      { stopCode: "EssentialContainerExited", stoppedReason: "Essential container in task exited" },
      { containers },
    );
  } else {
    checkOverstaying(ctx, updateTask(ctx, row, { containers }));
    startContainers(ctx, row.key);
  }
}

/** Whether an essential container can never start, because a dependency on success has failed. */
function isStranded(row: TaskRow, name: string, containers: readonly TaskContainer[]): boolean {
  const definition = row.definition.containerDefinitions.find((candidate) => candidate.name === name);
  const needed = definition?.dependsOn?.filter(({ condition }) => condition === "SUCCESS") ?? [];
  const failed = containers.filter(({ lastStatus, exitCode }) => lastStatus === "STOPPED" && exitCode !== 0);
  return (
    definition?.essential === true &&
    needed.some(({ containerName }) => failed.some((container) => container.name === containerName))
  );
}

function changed(row: TaskRow, name: string, change: Partial<TaskContainer>): TaskContainer[] {
  return row.task.containers.map((container) =>
    container.name === name ? { ...container, ...change } : container,
  );
}

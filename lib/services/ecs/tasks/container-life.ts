import { milliseconds } from "../../../clock/duration.js";
import type { Context } from "../../../runtime/context.js";
import { beginRun, defineRun } from "../../../runtime/runs.js";
import { own } from "../../../values/own.js";
import type { Doing } from "../state/outcomes.js";
import type { RegisteredContainer } from "../state/task-definitions.js";
import { type ContainerExit, containerKey, TASKS, type TaskContainer, type TaskRow } from "../state/tasks.js";
import { putTask, updateTask } from "../task-store.js";
import { callHandler } from "./containers.js";
import { TASK_HANDLERS } from "./handlers.js";
import { stoppedAgents } from "./managed-agents.js";
import { type ContainerOutcome, type TaskOutcome, toLines } from "./outcome.js";
import { writeOutput } from "./output.js";
import { mainContainer } from "./runs.js";
import { beginStop, checkOverstaying, failToStart, TERMINATED } from "./stop.js";
import { warnUnless } from "./unknown-containers.js";
import { CONTAINER_EXIT, CONTAINER_RUN } from "./waits.js";

/**
 * Starts every container whose dependencies are met
 * (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDependency.html).
 * All of them run, and the handlers of all are called, before the outcome of any counts.
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

/** The containers that wait for nothing that has not happened, or only for the start of others of these. */
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

/** The handler of a container: where it is among the behaviours of the test. */
interface ContainerHandler {
  readonly task: string;
  readonly container: string;
  /** In the behaviour of the container, or else in that of its family. */
  readonly own: boolean;
  readonly position: number;
}

/** A container whose handler is under way. */
export const CONTAINER_RUNS = defineRun<ContainerHandler, TaskOutcome>({
  name: CONTAINER_RUN,
  onRestart: "restart",
  begin({ state, attempt }, ctx) {
    const { task, container, own, position } = state;
    const row = ctx.table(TASKS).get(task);
    // What was told to stop is not started again: it has heeded the signal.
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
});

/** Calls the handler of a container that runs; its outcome, if that is known at once. */
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

/** What a container without a behaviour of its own does: what the task does, if it is the main one, or what others wait for. */
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

/** A fixed outcome without those of other containers, which take theirs when they start. */
function ownOutcome(outcome: TaskOutcome): TaskOutcome {
  if (outcome.containers === undefined) return outcome;
  const { containers: _, ...rest } = outcome;
  return rest;
}

function applyOutcome(ctx: Context, key: string, name: string, outcome: TaskOutcome): void {
  const row = ctx.table(TASKS).get(key);
  if (!row || row.task.lastStatus === "DEPROVISIONING" || row.task.lastStatus === "STOPPED") return;
  if (row.task.stopCode === "TaskFailedToStart") return;
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

/** The time that a container was to run is over. */
export function exitAsDecided(ctx: Context, key: string, name: string): void {
  const row = ctx.table(TASKS).get(key);
  const exit = row && own(row.exits, name);
  if (row && exit) exitContainer(ctx, row, name, exit);
}

/** A container ends. An essential one takes the task with it. */
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

/** An essential container can never start, because one that it needed to succeed has failed. */
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

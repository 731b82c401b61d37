import type { Context } from "../../../core/context.js";
import { milliseconds } from "../../../core/duration.js";
import type { Attachment } from "../generated/types.js";
import type { RegisteredContainer } from "../state/task-definitions.js";
import { type ContainerExit, TASKS, type TaskContainer, type TaskRow } from "../state/tasks.js";
import { putTask, updateTask } from "../task-store.js";
import { callHandler, RUNNING_CONTAINERS } from "./containers.js";
import { TASK_HANDLERS } from "./handlers.js";
import { imageDigest } from "./image.js";
import { createInterface } from "./network.js";
import { type ContainerOutcome, type TaskOutcome, type TaskStep, toLines } from "./outcome.js";
import { writeOutput } from "./output.js";
import { mainContainer, noteExit, noteStart } from "./runs.js";
import { beginStop, failToStart } from "./stop.js";
import { CONTAINER_EXIT, notifyService, waitFor } from "./waits.js";

/** PROVISIONING → PENDING: the network interface is there, the image is being pulled. */
export function attachNetwork(ctx: Context, row: TaskRow): void {
  const planned = row.task.attachments?.[0];
  const made = planned && createInterface(ctx, planned, row.key);
  if (planned && !made) {
    const action = `Create Network Interface in subnet '${row.subnet}'`;
    failToStart(
      ctx,
      row,
      `Unexpected EC2 error while attempting to ${action}: InsufficientFreeAddressesInSubnet`,
    );
    return;
  }
  const change = {
    lastStatus: "PENDING",
    connectivity: "CONNECTED",
    connectivityAt: ctx.date(),
    pullStartedAt: ctx.date(),
    ...(made && { attachments: [made.attachment], containers: withAddress(row.task.containers, made) }),
  } as const;
  waitFor(ctx, "pending", updateTask(ctx, row, change, made && { address: made.address }));
}

function withAddress(
  containers: readonly TaskContainer[],
  { attachment, address }: { attachment: Attachment; address: string },
): TaskContainer[] {
  const networkInterfaces = [{ attachmentId: attachment.id, privateIpv4Address: address }];
  return containers.map((container) => ({ ...container, networkInterfaces }));
}

/** PENDING → RUNNING, by way of ACTIVATING for tasks that are registered somewhere. */
export function activateOrRun(ctx: Context, row: TaskRow): void {
  if (row.registered) waitFor(ctx, "activating", updateTask(ctx, row, { lastStatus: "ACTIVATING" }));
  else runTask(ctx, row);
}

/** The containers start: what they do is what the test said, or nothing until they are stopped. */
export function runTask(ctx: Context, row: TaskRow): void {
  const handlers = ctx.live(TASK_HANDLERS);
  const step = handlers.next(row.definition.family);
  if (typeof step === "object" && step.failToStart !== undefined) {
    failToStart(ctx, row, step.failToStart);
    return;
  }
  const now = ctx.date();
  const running = updateTask(ctx, row, {
    lastStatus: "RUNNING",
    startedAt: now,
    pullStoppedAt: now,
    attachments: row.task.attachments?.map((attachment) => ({ ...attachment, status: "ATTACHED" })),
    containers: row.task.containers.map((container) => ({
      ...container,
      runtimeId: `${row.taskId}-${ctx.ids.text("0123456789", 10)}`,
      imageDigest: imageDigest(container.image),
      networkBindings: [],
      healthStatus: "UNKNOWN",
    })),
  });
  noteStart(ctx, running);
  warnIfNobodyAnswers(ctx, running, step);
  ctx.live(RUNNING_CONTAINERS).begin(row.key, step);
  startContainers(ctx, row.key);
  notifyService(ctx, running);
}

/** Starts every container whose dependencies are met (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDependency.html). */
function startContainers(ctx: Context, key: string): void {
  for (const definition of ctx.table(TASKS).get(key)?.definition.containerDefinitions ?? []) {
    const row = ctx.table(TASKS).get(key);
    if (!row || row.task.desiredStatus === "STOPPED") return;
    const container = row.task.containers.find(({ name }) => name === definition.name);
    if (container?.lastStatus === "PENDING" && isReady(row, definition)) startContainer(ctx, row, definition);
  }
}

function isReady(row: TaskRow, { dependsOn = [] }: RegisteredContainer): boolean {
  return dependsOn.every(({ containerName, condition }) => {
    const other = row.task.containers.find(({ name }) => name === containerName);
    if (condition === "SUCCESS") return other?.lastStatus === "STOPPED" && other.exitCode === 0;
    if (condition === "COMPLETE") return other?.lastStatus === "STOPPED";
    return other?.lastStatus === "RUNNING" || other?.lastStatus === "STOPPED";
  });
}

function startContainer(ctx: Context, row: TaskRow, definition: RegisteredContainer): void {
  const { name } = definition;
  const containers = changed(row, name, {
    lastStatus: "RUNNING",
    healthStatus: definition.healthCheck ? "HEALTHY" : "UNKNOWN",
  });
  const started = putTask(ctx, row, {
    containers,
    ...(definition.healthCheck && { healthStatus: "HEALTHY" }),
  });
  const step = stepOf(ctx, started, name);
  if (step === undefined) return;
  if (typeof step !== "function") return applyOutcome(ctx, row.key, name, step);
  const running = ctx.live(RUNNING_CONTAINERS);
  const call = callHandler(ctx, started, name, step);
  if ("outcome" in call) return applyOutcome(ctx, row.key, name, call.outcome);
  const signal = running.signal(row.key);
  running.add(row.key, name);
  void call.later.then((outcome) => {
    if (!running.isCurrent(row.key, signal)) return;
    running.remove(row.key, name);
    ctx.world.store.transaction(() => applyOutcome(ctx, row.key, name, outcome));
    ctx.world.clock.runDue();
  });
}

/** What a container does: the test's word for it, the task's own step for the main one, or what the others wait for. */
function stepOf(ctx: Context, row: TaskRow, name: string): TaskStep | undefined {
  const familyStep = ctx.live(RUNNING_CONTAINERS).stepOf(row.key);
  const own = ctx.live(TASK_HANDLERS).next(row.definition.family, name);
  if (own !== undefined) return own;
  if (name === mainContainer(row) && familyStep !== undefined) return familyStep;
  const fixed = typeof familyStep === "object" ? familyStep.containers?.[name] : undefined;
  if (fixed) return fixed;
  const isAwaited = row.definition.containerDefinitions.some(({ dependsOn = [] }) =>
    dependsOn.some((other) => other.containerName === name && /^(COMPLETE|SUCCESS)$/.test(other.condition)),
  );
  return isAwaited ? { exitCode: 0 } : undefined;
}

function applyOutcome(ctx: Context, key: string, name: string, outcome: TaskOutcome): void {
  const row = ctx.table(TASKS).get(key);
  if (!row || row.task.lastStatus === "DEPROVISIONING" || row.task.lastStatus === "STOPPED") return;
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
  updateExits(ctx, row, name, exit);
  if (wait > 0) ctx.after(wait, CONTAINER_EXIT, `${row.key} ${name}`);
  else exitContainer(ctx, row.key, name);
}

function updateExits(ctx: Context, row: TaskRow, name: string, exit: ContainerExit): void {
  ctx.table(TASKS).put(row.key, { ...row, exits: { ...row.exits, [name]: exit } });
}

/** A container ends as was decided. An essential one takes the task with it. */
export function exitContainer(ctx: Context, key: string, name: string): void {
  const row = ctx.table(TASKS).get(key);
  const exit = row?.exits[name];
  const container = row?.task.containers.find((candidate) => candidate.name === name);
  if (!row || !exit || container?.lastStatus !== "RUNNING") return;
  noteExit(ctx, row, name, exit.exitCode);
  const containers = changed(row, name, { lastStatus: "STOPPED", ...exit });
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
    updateTask(ctx, row, { containers });
    startContainers(ctx, key);
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

/** A task that nobody answers for runs until it is stopped: right for a server, puzzling for a job. */
function warnIfNobodyAnswers(ctx: Context, row: TaskRow, step: TaskStep | undefined): void {
  const { family, containerDefinitions } = row.definition;
  const handlers = ctx.live(TASK_HANDLERS);
  if (step !== undefined || containerDefinitions.some(({ name }) => handlers.has(family, name))) return;
  ctx.world.logger({
    level: "warn",
    msg: `Task of family "${family}" has no handler: it runs until it is stopped. Say what it does with sim.ecs.onTask("${family}", …).`,
    fields: { taskArn: row.task.taskArn },
  });
}

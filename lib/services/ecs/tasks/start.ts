import type { Context } from "../../../runtime/context.js";
import type { Attachment } from "../generated/types.js";
import type { TaskContainer, TaskRow } from "../state/tasks.js";
import { putTask, updateTask } from "../task-store.js";
import { startContainers } from "./container-life.js";
import { registerInDiscovery } from "./discovery.js";
import { logDenial } from "./execution-role.js";
import { TASK_HANDLERS } from "./handlers.js";
import { pullImages } from "./image.js";
import { injectedVariables } from "./injected.js";
import { logFailure } from "./log-groups.js";
import { startedAgents } from "./managed-agents.js";
import { createInterface } from "./network.js";
import { failToStart } from "./stop.js";
import { volumeFailure } from "./volumes.js";
import { notifyService, waitFor } from "./waits.js";

/** PROVISIONING → PENDING: the network interface exists, the image is being pulled. */
export function attachNetwork(ctx: Context, row: TaskRow): void {
  const planned = row.task.attachments?.[0];
  const made = planned && createInterface(ctx, planned, row.subnet ?? "", row.key);
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

/** PENDING → RUNNING, with ACTIVATING for registered tasks. */
export function activateOrRun(ctx: Context, row: TaskRow): void {
  const injected = injectedVariables(ctx, row);
  const problem = "failure" in injected ? injected.failure : undefined;
  const failure = problem ?? logDenial(ctx, row) ?? logFailure(ctx, row) ?? volumeFailure(ctx, row);
  if (failure !== undefined) return failToStart(ctx, row, failure);
  const ready = "failure" in injected || injected.length === 0 ? row : putTask(ctx, row, {}, { injected });
  const pulled = pullImages(ctx, ready);
  if (!pulled) return;
  if (row.registered) waitFor(ctx, "activating", updateTask(ctx, pulled, { lastStatus: "ACTIVATING" }));
  else runTask(ctx, pulled);
}

/** Starts the containers with the behaviour set by the test; without one, they run until they are stopped. */
export function runTask(ctx: Context, row: TaskRow): void {
  const doing = ctx.transient(TASK_HANDLERS).get(row.definition.family)?.next(ctx);
  if (doing?.outcome?.failToStart !== undefined) {
    failToStart(ctx, row, doing.outcome.failToStart);
    return;
  }
  const now = ctx.date();
  const change = {
    lastStatus: "RUNNING",
    startedAt: now,
    pullStoppedAt: now,
    attachments: row.task.attachments?.map((attachment) => ({ ...attachment, status: "ATTACHED" })),
    containers: row.task.containers.map((container) => ({
      ...container,
      runtimeId: `${row.taskId}-${ctx.ids.text("0123456789", 10)}`,
      networkBindings: [],
      healthStatus: "UNKNOWN" as const,
      ...startedAgents(container, now),
    })),
  } as const;
  const running = updateTask(ctx, row, change, { doing });
  registerInDiscovery(ctx, running);
  warnWithoutBehaviour(ctx, running);
  startContainers(ctx, row.key);
  notifyService(ctx, running);
}

/** A task without a behaviour runs until it is stopped, which is unexpected for a job. */
function warnWithoutBehaviour(ctx: Context, { task, doing, definition }: TaskRow): void {
  const { family, containerDefinitions } = definition;
  const handlers = ctx.transient(TASK_HANDLERS);
  if (doing || containerDefinitions.some(({ name }) => handlers.get(family, name))) return;
  ctx.logger({
    level: "warn",
    msg: `Task of family "${family}" has no handler: it runs until it is stopped. Set its behaviour with sim.ecs.onTask("${family}", …).`,
    fields: { taskArn: task.taskArn },
  });
}

import { stopTask } from "../aws/tasks.js";
import type { Backend } from "../backend.js";
import { LATE, within } from "../clock.js";
import { DockerError } from "../errors.js";
import { empty, type Reply } from "../http/reply.js";
import type { DockerRequest } from "../http/request.js";
import { shortId } from "../ids.js";
import type { ContainerRecord } from "../store/records.js";
import { emitContainerEvent } from "./container-events.js";
import { freshContainerOf } from "./lookup.js";
import { start } from "./start.js";
import { isActive } from "./state.js";

/** Milliseconds beyond its stop timeout in which a task must be STOPPED. */
const STOPPING = 120_000;

/** `POST /containers/:id/stop`: stops the task, and waits until it has stopped. */
export async function stopContainer(backend: Backend, request: DockerRequest): Promise<Reply> {
  const container = await freshContainerOf(backend, request);
  if (!isActive(container)) return empty(304);
  await stop(backend, container, request.text("signal"));
  return empty(204);
}

/** `POST /containers/:id/restart`: stops the task and runs another one. */
export async function restartContainer(backend: Backend, request: DockerRequest): Promise<Reply> {
  const container = await freshContainerOf(backend, request);
  backend.store.containers.put(container.id, { ...container, restarting: true });
  if (isActive(container)) await stop(backend, container, request.text("signal"));
  const stopped = backend.store.containers.get(container.id) ?? container;
  await start(backend, { ...stopped, restartCount: stopped.restartCount + 1 });
  emitContainerEvent(backend, "restart", container);
  return empty(204);
}

/**
 * Stops the task of a container and waits until it is STOPPED. ECS sends
 * SIGTERM, and SIGKILL after the stop timeout of the task definition.
 *
 * @throws DockerError if it does not stop.
 */
export async function stop(backend: Backend, container: ContainerRecord, signal?: string): Promise<void> {
  const { agents, aws, settings } = backend;
  const { task } = container;
  if (task === undefined) return;
  emitContainerEvent(backend, "kill", container, { signal: signal ?? "15" });
  // ECS supports SIGTERM only.
  if (signal !== undefined && container.hasAgent && task.address !== undefined)
    await agents.send(container, { type: "signal", signal }).catch(() => {});
  await stopTask(aws, settings, task, "docker stop");
  await stopped(backend, container);
  emitContainerEvent(backend, "stop", container);
}

/** Waits until the task of a container is STOPPED. @throws DockerError if it takes too long */
async function stopped(backend: Backend, { id, task, spec }: ContainerRecord): Promise<void> {
  const { clock, monitor } = backend;
  const patience = (spec.stopTimeout ?? 30) * 1_000 + STOPPING;
  const wanted = (now: ContainerRecord) => now.task?.arn !== task?.arn || !isActive(now);
  monitor.watch();
  if ((await within(clock, patience, (signal) => monitor.until(id, wanted, signal))) === LATE)
    throw new DockerError(
      500,
      `the task of container ${shortId(id)} did not stop within ${patience / 1_000} s`,
    );
}

import { AGENT_VARIABLES } from "../agent/protocol.js";
import { runTask, stopTask } from "../aws/tasks.js";
import type { Backend } from "../backend.js";
import { LATE, within } from "../clock.js";
import { startFailed } from "../errors.js";
import { empty, type Reply } from "../http/reply.js";
import type { DockerRequest } from "../http/request.js";
import { shortId } from "../ids.js";
import type { ContainerRecord } from "../store/records.js";
import { freshContainerOf } from "./lookup.js";
import { removeContainer } from "./removal.js";
import { isActive, isRunning, statusOf } from "./state.js";

/** Seconds that a command waits for the client that has attached before the start. */
const AWAIT_ATTACH = 20;

/** `POST /containers/:id/start`: runs the task, and waits until it is RUNNING. */
export async function startContainer(backend: Backend, request: DockerRequest): Promise<Reply> {
  const container = await freshContainerOf(backend, request);
  if (isRunning(container)) return empty(304);
  await start(backend, container);
  return empty(204);
}

/**
 * Runs the task of a container and waits until it has started, even if its
 * command has ended by then. A task that is starting already is waited for.
 *
 * @throws DockerError if the task does not start in time, or at all.
 */
export async function start(backend: Backend, container: ContainerRecord): Promise<void> {
  const { monitor } = backend;
  try {
    const running = isActive(container) ? container : await run(backend, container);
    monitor.watch();
    await started(backend, running);
  } catch (error) {
    const now = backend.store.containers.get(container.id);
    const startError = error instanceof Error ? error.message : String(error);
    if (now !== undefined) {
      monitor.update(now, { ...now, startError, failedStarts: now.failedStarts + 1, restarting: undefined });
      // Nothing has run, so that nothing will end.
      if (now.spec.autoRemove && now.task?.arn === container.task?.arn) await removeContainer(backend, now);
    }
    throw error;
  }
}

async function run(backend: Backend, container: ContainerRecord): Promise<ContainerRecord> {
  const { attachments, aws, monitor, settings } = backend;
  const attached = container.hasAgent && attachments.isPending(container.id);
  const task = await runTask(aws, settings, container, {
    securityGroups: securityGroupsOf(backend, container),
    environment: attached ? { [AGENT_VARIABLES.awaitAttach]: `${AWAIT_ATTACH}` } : {},
  });
  const { earlierTasks, task: last } = container;
  const started: ContainerRecord = {
    ...container,
    task,
    earlierTasks: last === undefined ? earlierTasks : [...earlierTasks, last.id],
    startError: undefined,
    restarting: undefined,
  };
  return monitor.update(container, started);
}

/** @throws DockerError */
async function started(backend: Backend, { id, task }: ContainerRecord): Promise<void> {
  const { aws, clock, monitor, settings, store } = backend;
  const wanted = (now: ContainerRecord) => now.task?.arn !== task?.arn || statusOf(now) !== "created";
  const now = await within(clock, settings.startTimeout, (signal) => monitor.until(id, wanted, signal));
  if (now === LATE) {
    if (task !== undefined) await stopTask(aws, settings, task, "docker start timed out");
    const status = store.containers.get(id)?.task?.lastStatus;
    throw startFailed(
      `the task of container ${shortId(id)} was not RUNNING within ${settings.startTimeout / 1_000} s (last status ${status}); it is being stopped`,
    );
  }
  if (now !== undefined && statusOf(now) === "exited" && now.task?.exitCode === undefined)
    throw startFailed(`failed to start container ${shortId(id)}: ${now.task?.reason ?? "the task stopped"}`);
}

/** The groups of the configuration, and of the container's networks. */
function securityGroupsOf({ settings, store }: Backend, { spec }: ContainerRecord): string[] {
  const own = store.networks
    .values()
    .filter(({ id, name }) => Object.hasOwn(spec.networks, name) || Object.hasOwn(spec.networks, id));
  return [...settings.securityGroups, ...own.map(({ securityGroupId }) => securityGroupId)];
}

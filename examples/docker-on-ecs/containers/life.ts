import { deregisterName, registerName } from "../aws/discovery.js";
import type { Backend } from "../backend.js";
import { within } from "../clock.js";
import { errorFields } from "../log.js";
import type { ContainerRecord } from "../store/records.js";
import { emitContainerEvent } from "./container-events.js";
import { removeContainer } from "./removal.js";
import { exitCodeOf, isRunning, statusOf } from "./state.js";

/** Milliseconds that clients which read slowly can delay `--rm`. */
const SLOW_CLIENT = 30_000;

/** What happens when the task of a container has changed: events, names in networks, `--rm`. */
export function taskChanged(backend: Backend, before: ContainerRecord, after: ContainerRecord): void {
  const status = statusOf(after);
  if (status === statusOf(before)) return;
  const { task } = after;
  if (status === "running" || (status === "exited" && !isRunning(before) && task?.startedAt !== undefined))
    emitContainerEvent(backend, "start", after);
  if (status === "running") background(backend, () => registerNames(backend, after));
  if (status !== "exited") return;
  emitContainerEvent(backend, "die", after, { exitCode: `${exitCodeOf(after)}` });
  background(backend, async () => {
    await deregisterNames(backend, after);
    if (after.spec.autoRemove && !after.restarting) await removeAfterOutput(backend, after);
  });
}

/** Registers the task under the container's name and aliases in each of its networks. */
async function registerNames(backend: Backend, container: ContainerRecord): Promise<void> {
  const { aws, store } = backend;
  const { task, spec, name } = container;
  if (task?.address === undefined) return;
  const registered: string[] = [];
  for (const [network, aliases] of Object.entries(spec.networks)) {
    const found = store.networks.values().find((own) => own.name === network || own.id === network);
    if (found === undefined) continue;
    for (const alias of new Set([name, ...aliases]))
      registered.push(
        await registerName(aws, found.namespaceId, alias, { id: task.id, address: task.address }),
      );
  }
  const now = store.containers.get(container.id);
  if (registered.length === 0) return;
  if (now?.task?.arn === task.arn && isRunning(now))
    store.containers.put(now.id, { ...now, task: { ...now.task, discoveryServices: registered } });
  // It ended while it was registered.
  else for (const service of registered) await deregisterName(aws, service, task.id);
}

/** Removes a container when the attached clients have received its last output, which may come from its log. */
async function removeAfterOutput(backend: Backend, container: ContainerRecord): Promise<void> {
  const { attachments, clock, settings } = backend;
  await within(clock, settings.logDelivery + SLOW_CLIENT, () => attachments.ended(container.id));
  await removeContainer(backend, container);
}

/** Deregisters the task from its networks. */
async function deregisterNames({ aws }: Backend, { task }: ContainerRecord): Promise<void> {
  for (const service of task?.discoveryServices ?? []) await deregisterName(aws, service, task?.id ?? "");
}

/** Runs what no client waits for; a failure is logged. */
function background({ log }: Backend, run: () => Promise<void>): void {
  run().catch((error: unknown) => log.error("background work failed", errorFields(error)));
}

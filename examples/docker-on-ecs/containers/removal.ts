import { deregisterTaskDefinition } from "../aws/task-definition.js";
import { TaskLog } from "../aws/task-log.js";
import type { Backend } from "../backend.js";
import { removalInProgress } from "../errors.js";
import type { ContainerRecord } from "../store/records.js";
import { emitContainerEvent } from "./container-events.js";

/**
 * Removes a container that does not run: its task definition, its logs, its execs, its record.
 *
 * @throws DockerError if it is being removed already.
 */
export async function removeContainer(backend: Backend, container: ContainerRecord): Promise<void> {
  if (backend.removals.has(container.id)) throw removalInProgress(container.name);
  await backend.removals.during(container.id, () => remove(backend, container));
}

async function remove(backend: Backend, container: ContainerRecord): Promise<void> {
  const { aws, settings, store, monitor } = backend;
  await deregisterTaskDefinition(aws, container.taskDefinitionArn);
  for (const taskId of taskIdsOf(container)) await new TaskLog(aws, settings, container.id, taskId).delete();
  for (const exec of store.execs.values()) if (exec.containerId === container.id) store.execs.delete(exec.id);
  store.containers.delete(container.id);
  emitContainerEvent(backend, "destroy", container);
  monitor.wake();
}

/** The ids of all tasks that a container has had, oldest first. */
export function taskIdsOf({ earlierTasks, task }: ContainerRecord): readonly string[] {
  return task === undefined ? earlierTasks : [...earlierTasks, task.id];
}

import type { Backend } from "../backend.js";
import { stillRunning } from "../errors.js";
import { hasLabels, readFilters } from "../http/filters.js";
import { empty, json, type Reply } from "../http/reply.js";
import type { DockerRequest } from "../http/request.js";
import { emitContainerEvent } from "./container-events.js";
import { freeName, freshContainerOf } from "./lookup.js";
import { removeContainer } from "./removal.js";
import { isActive } from "./state.js";
import { stop } from "./stop.js";

/** `DELETE /containers/:id`: stops the task if forced, and deregisters the task definition. */
export async function deleteContainer(backend: Backend, request: DockerRequest): Promise<Reply> {
  const container = await freshContainerOf(backend, request);
  if (isActive(container)) {
    if (!request.flag("force")) throw stillRunning(container.name);
    await stop(backend, container);
    // The end of its task removes a container of `--rm`.
    if (container.spec.autoRemove) {
      await backend.monitor.until(container.id, () => false, request.signal);
      return empty(204);
    }
  }
  await removeContainer(backend, container);
  return empty(204);
}

/** `POST /containers/prune`: removes the containers that do not run. */
export async function pruneContainers(backend: Backend, request: DockerRequest): Promise<Reply> {
  const filters = readFilters(request, ["label"]);
  const all = backend.store.containers.values();
  await backend.monitor.refresh(all);
  const idle = backend.store.containers
    .values()
    .filter((container) => !isActive(container) && hasLabels(filters, container.spec.labels));
  for (const container of idle) await removeContainer(backend, container);
  return json(200, {
    ContainersDeleted: idle.length > 0 ? idle.map(({ id }) => id) : null,
    SpaceReclaimed: 0,
  });
}

/** `POST /containers/:id/rename`. */
export async function renameContainer(backend: Backend, request: DockerRequest): Promise<Reply> {
  const container = await freshContainerOf(backend, request);
  const name = freeName(backend, request.text("name") ?? "");
  const renamed = backend.store.containers.put(container.id, { ...container, name });
  emitContainerEvent(backend, "rename", renamed, { oldName: `/${container.name}` });
  return empty(204);
}

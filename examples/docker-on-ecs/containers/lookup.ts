import type { Backend } from "../backend.js";
import { ambiguousPrefix, invalidName, nameInUse, noSuchContainer } from "../errors.js";
import type { DockerRequest } from "../http/request.js";
import type { ContainerRecord } from "../store/records.js";

/**
 * Finds a container by its id, its name, or the start of its id.
 *
 * @throws DockerError
 */
export function findContainer({ store }: Backend, reference: string): ContainerRecord {
  const name = reference.replace(/^\//, "");
  const all = store.containers.values();
  const exact = store.containers.get(name) ?? all.find((container) => container.name === name);
  if (exact !== undefined) return exact;
  const starting = name === "" ? [] : all.filter(({ id }) => id.startsWith(name));
  if (starting.length > 1) throw ambiguousPrefix(reference);
  const [container] = starting;
  if (container === undefined) throw noSuchContainer(reference);
  return container;
}

/** The container in the path of a request, as it was last seen. @throws DockerError */
export function containerOf(backend: Backend, request: DockerRequest): ContainerRecord {
  return findContainer(backend, request.param("id"));
}

/** The container in the path of a request, as ECS describes it now. @throws DockerError */
export async function freshContainerOf(backend: Backend, request: DockerRequest): Promise<ContainerRecord> {
  const container = containerOf(backend, request);
  await backend.monitor.refresh([container]);
  return backend.store.containers.get(container.id) ?? container;
}

/**
 * Checks a name for a container.
 *
 * @returns it without a slash in front.
 * @throws DockerError
 */
export function freeName({ names, store }: Backend, given: string): string {
  const name = given.replace(/^\//, "");
  if (!/^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/.test(name)) throw invalidName(given);
  const owner = store.containers.values().find((container) => container.name === name);
  if (owner !== undefined) throw nameInUse(name, owner.id);
  if (names.has(name)) throw nameInUse(name, "being created");
  return name;
}

import type { Backend } from "../backend.js";
import { badParameter } from "../errors.js";
import { type Filters, hasLabels, passes, readFilters } from "../http/filters.js";
import { json, type Reply } from "../http/reply.js";
import type { DockerRequest } from "../http/request.js";
import type { ContainerRecord } from "../store/records.js";
import { statusText } from "./duration.js";
import { findContainer } from "./lookup.js";
import { mountPoints } from "./mount-points.js";
import { endpoints, portList } from "./network-settings.js";
import { processOf } from "./process.js";
import { exitCodeOf, healthOf, isRunning, statusOf } from "./state.js";

const KEYS = [
  "ancestor",
  "before",
  "exited",
  "expose",
  "health",
  "id",
  "is-task",
  "isolation",
  "label",
  "name",
  "network",
  "publish",
  "since",
  "status",
  "volume",
] as const;

const STATUSES = ["created", "running", "paused", "restarting", "removing", "exited", "dead"];

/** `GET /containers/json`: newest first; by default only running containers. */
export async function listContainers(backend: Backend, request: DockerRequest): Promise<Reply> {
  const filters = readFilters(request, KEYS);
  for (const status of filters.get("status") ?? [])
    if (!STATUSES.includes(status)) throw badParameter(`invalid filter 'status=${status}'`);
  const limit = request.integer("limit") ?? -1;
  await backend.monitor.refresh(backend.store.containers.values());
  const all = request.flag("all") || limit > 0 || filters.has("status") || filters.has("exited");
  const wanted = matcher(backend, filters);
  const found = [...backend.store.containers.values()]
    .reverse()
    .filter((container) => (all || isRunning(container)) && wanted(container));
  const size = request.flag("size") ? { SizeRw: 0, SizeRootFs: 0 } : {};
  return json(
    200,
    found
      .slice(0, limit > 0 ? limit : undefined)
      .map((item) => ({ ...describeItem(backend, item), ...size })),
  );
}

function describeItem(backend: Backend, container: ContainerRecord): object {
  const { id, name, spec, imageId, createdAt } = container;
  const { entrypoint = [], command = [] } = processOf(spec, backend.store.images.get(imageId) ?? {}) ?? {};
  return {
    Id: id,
    Names: [`/${name}`],
    Image: spec.image,
    ImageID: imageId,
    Command: [...entrypoint, ...command].join(" "),
    Created: Math.floor(createdAt / 1_000),
    Ports: portList(container),
    Labels: spec.labels,
    State: statusOf(container),
    Status: statusText(container, backend.clock.now()),
    HostConfig: { NetworkMode: spec.networkMode },
    NetworkSettings: { Networks: endpoints(backend, container) },
    Mounts: mountPoints(spec),
  };
}

function matcher(backend: Backend, filters: Filters): (container: ContainerRecord) => boolean {
  const all = backend.store.containers.values();
  const place = (reference: string) => all.indexOf(findContainer(backend, reference));
  const before = (filters.get("before") ?? []).map(place);
  const since = (filters.get("since") ?? []).map(place);
  return (container) => {
    const { id, name, spec, imageId, task } = container;
    const index = all.indexOf(container);
    const health = spec.healthcheck === undefined ? "none" : healthOf(task);
    const networks = Object.entries(endpoints(backend, container)).flatMap(([key, endpoint]) =>
      "NetworkID" in endpoint ? [key, String(endpoint.NetworkID)] : [key],
    );
    return (
      hasLabels(filters, spec.labels) &&
      passes(filters, "id", (value) => id.startsWith(value)) &&
      passes(filters, "name", (value) => nameMatches(name, value)) &&
      passes(filters, "status", (value) => value === statusOf(container)) &&
      passes(
        filters,
        "exited",
        (value) => statusOf(container) === "exited" && exitCodeOf(container) === Number(value),
      ) &&
      passes(filters, "health", (value) => value === health) &&
      passes(filters, "network", (value) => networks.includes(value)) &&
      passes(filters, "volume", (value) =>
        spec.mounts.some(({ volume, path }) => [volume, path].includes(value)),
      ) &&
      passes(filters, "ancestor", (value) => ancestors(spec.image, imageId).includes(value)) &&
      passes(filters, "expose", (value) => hasPort(spec.ports, value)) &&
      passes(filters, "publish", (value) => hasPort(spec.publishedPorts, value)) &&
      passes(filters, "is-task", (value) => value === "false") &&
      before.every((place) => index < place) &&
      since.every((place) => index > place)
    );
  };
}

/** The name with or without its slash; `^` and `$` anchor it, as in Docker's expressions. */
function nameMatches(name: string, pattern: string): boolean {
  const start = pattern.startsWith("^");
  const end = pattern.endsWith("$");
  const text = pattern.slice(start ? 1 : 0, end ? -1 : undefined);
  return [name, `/${name}`].some((own) => {
    if (start && end) return own === text;
    if (start) return own.startsWith(text);
    return end ? own.endsWith(text) : own.includes(text);
  });
}

function ancestors(image: string, imageId: string): string[] {
  return [
    image,
    image.replace(/:latest$/, ""),
    `${image}:latest`,
    imageId,
    imageId.replace("sha256:", "").slice(0, 12),
  ];
}

function hasPort(ports: readonly string[], value: string): boolean {
  return ports.includes(value.includes("/") ? value : `${value}/tcp`);
}

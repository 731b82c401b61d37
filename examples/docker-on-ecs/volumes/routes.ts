import { deleteAccessPoint } from "../aws/access-points.js";
import type { Backend } from "../backend.js";
import { badParameter, noSuchVolume, volumeInUse } from "../errors.js";
import { hasLabels, passes, readFilters } from "../http/filters.js";
import { empty, json, type Reply } from "../http/reply.js";
import type { DockerRequest } from "../http/request.js";
import { type Route, routes } from "../http/router.js";
import { newId } from "../ids.js";
import type { VolumeRecord } from "../store/records.js";
import { describeVolume, ensureVolume } from "./volumes.js";

export const volumeRoutes: readonly Route[] = routes({
  "GET /volumes": listVolumes,
  "POST /volumes/create": createVolume,
  "POST /volumes/prune": pruneVolumes,
  "GET /volumes/:name": inspectVolume,
  "DELETE /volumes/:name": deleteVolume,
});

async function createVolume(backend: Backend, request: DockerRequest): Promise<Reply> {
  const body = request.body();
  const driver = body.text("Driver") || "local";
  if (driver !== "local") throw badParameter(`volume driver ${driver} is not supported: use local`);
  const volume = await ensureVolume(backend, body.text("Name") || newId(), body.labels("Labels"));
  return json(201, describeVolume(volume));
}

function listVolumes(backend: Backend, request: DockerRequest): Reply {
  const filters = readFilters(request, ["dangling", "driver", "label", "name"]);
  const wanted = backend.store.volumes
    .values()
    .filter(
      (volume) =>
        hasLabels(filters, volume.labels) &&
        passes(filters, "name", (value) => volume.name.includes(value)) &&
        passes(filters, "driver", (value) => value === "local") &&
        passes(
          filters,
          "dangling",
          (value) => (usersOf(backend, volume).length === 0) === (value === "true" || value === "1"),
        ),
    );
  return json(200, { Volumes: wanted.map(describeVolume), Warnings: null });
}

function inspectVolume(backend: Backend, request: DockerRequest): Reply {
  return json(200, describeVolume(volumeOf(backend, request)));
}

async function deleteVolume(backend: Backend, request: DockerRequest): Promise<Reply> {
  const { store } = backend;
  if (request.flag("force") && store.volumes.get(request.param("name")) === undefined) return empty(204);
  const volume = volumeOf(backend, request);
  const users = usersOf(backend, volume);
  if (users.length > 0) throw volumeInUse(volume.name, users);
  await remove(backend, volume);
  return empty(204);
}

async function pruneVolumes(backend: Backend, request: DockerRequest): Promise<Reply> {
  const filters = readFilters(request, ["all", "label"]);
  const unused = backend.store.volumes
    .values()
    .filter((volume) => hasLabels(filters, volume.labels) && usersOf(backend, volume).length === 0);
  for (const volume of unused) await remove(backend, volume);
  return json(200, {
    VolumesDeleted: unused.length === 0 ? null : unused.map(({ name }) => name),
    SpaceReclaimed: 0,
  });
}

async function remove({ aws, events, store }: Backend, { name, accessPointId }: VolumeRecord): Promise<void> {
  await deleteAccessPoint(aws, accessPointId);
  store.volumes.delete(name);
  events.emit("volume", "destroy", name, { driver: "efs" });
}

function volumeOf({ store }: Backend, request: DockerRequest): VolumeRecord {
  const name = request.param("name");
  const volume = store.volumes.get(name);
  if (volume === undefined) throw noSuchVolume(name);
  return volume;
}

/** The ids of the containers that have a volume. */
function usersOf({ store }: Backend, { name }: VolumeRecord): string[] {
  return store.containers
    .values()
    .filter(({ spec }) => spec.mounts.some(({ volume }) => volume === name))
    .map(({ id }) => id);
}

import { registerTaskDefinition } from "../aws/task-definition.js";
import type { Backend } from "../backend.js";
import { badParameter, noSuchNetwork, notImplemented } from "../errors.js";
import type { Fields } from "../http/fields.js";
import { json, type Reply } from "../http/reply.js";
import type { DockerRequest } from "../http/request.js";
import { newId, newName } from "../ids.js";
import { ensureImage } from "../images/resolution.js";
import { ensureVolume } from "../volumes/volumes.js";
import { emitContainerEvent } from "./container-events.js";
import { freeName } from "./lookup.js";
import { processOf } from "./process.js";
import { type ContainerSpec, readSpec, warningsOf } from "./spec.js";

/** `POST /containers/create`: registers the task definition. */
export async function createContainer(backend: Backend, request: DockerRequest): Promise<Reply> {
  const body = request.body();
  const spec = readSpec(body);
  if (spec.image === "") throw badParameter("No image specified");
  const platform = request.text("platform");
  if (platform !== undefined && !/^linux(\/amd64)?$/.test(platform))
    throw notImplemented(`Running images for ${platform}`);
  const name = freeName(backend, request.text("name") ?? newName());
  checkNetworks(backend, spec);
  return backend.names.during(name, () => create(backend, name, spec, body));
}

async function create(backend: Backend, name: string, spec: ContainerSpec, body: Fields): Promise<Reply> {
  const { aws, clock, settings, store } = backend;
  const image = await ensureImage(backend, spec.image);
  const accessPoints = await createVolumes(backend, spec);
  const source = {
    id: newId(),
    name,
    spec,
    process: processOf(spec, image),
    agentToken: newId(),
    accessPoints,
  };
  const taskDefinitionArn = await registerTaskDefinition(aws, settings, source);
  const container = store.containers.put(source.id, {
    id: source.id,
    name,
    createdAt: clock.now(),
    imageId: image.id,
    spec,
    config: body.value,
    hostConfig: body.object("HostConfig").value,
    taskDefinitionArn,
    agentToken: source.agentToken,
    hasAgent: source.process !== undefined,
    earlierTasks: [],
    restartCount: 0,
    failedStarts: 0,
  });
  emitContainerEvent(backend, "create", container);
  return json(201, { Id: container.id, Warnings: warningsOf(spec, body) });
}

/** @throws DockerError for a network that does not exist. */
function checkNetworks({ store }: Backend, { networks }: ContainerSpec): void {
  const known = store.networks.values();
  for (const name of Object.keys(networks))
    if (!known.some((network) => network.name === name || network.id === name)) throw noSuchNetwork(name);
}

/** Creates the volumes that do not exist. @returns access points by the names of volumes */
async function createVolumes(
  backend: Backend,
  { mounts }: ContainerSpec,
): Promise<ReadonlyMap<string, string>> {
  const accessPoints = new Map<string, string>();
  for (const { volume, ephemeral } of mounts)
    if (!ephemeral) accessPoints.set(volume, (await ensureVolume(backend, volume, {})).accessPointId);
  return accessPoints;
}

import { deleteNames } from "../aws/discovery.js";
import { createNetworkResources, deleteNetworkResources } from "../aws/network-resources.js";
import type { Backend } from "../backend.js";
import { findContainer } from "../containers/lookup.js";
import { isActive } from "../containers/state.js";
import { badParameter, DockerError, networkExists, networkInUse, notImplemented } from "../errors.js";
import { hasLabels, readFilters } from "../http/filters.js";
import { empty, json, type Reply } from "../http/reply.js";
import type { DockerRequest } from "../http/request.js";
import { newId } from "../ids.js";
import type { NetworkRecord } from "../store/records.js";
import { findNetwork } from "./inspect.js";
import { PREDEFINED } from "./predefined.js";

/** `POST /networks/create`: a security group and a namespace of Cloud Map. */
export async function createNetwork(backend: Backend, request: DockerRequest): Promise<Reply> {
  const { aws, clock, events, settings, store } = backend;
  const body = request.body();
  const name = body.text("Name") ?? "";
  if (!/^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/.test(name)) throw badParameter(`invalid network name: "${name}"`);
  const driver = body.text("Driver") || "bridge";
  if (driver !== "bridge") throw badParameter(`network driver ${driver} is not supported: use bridge`);
  if (PREDEFINED.includes(name) || store.networks.values().some((network) => network.name === name))
    throw networkExists(name);
  const id = newId();
  const resources = await createNetworkResources(aws, settings, clock, { id, name });
  store.networks.put(id, {
    id,
    name,
    createdAt: clock.now(),
    labels: body.labels("Labels"),
    options: body.labels("Options"),
    internal: body.flag("Internal"),
    attachable: body.flag("Attachable"),
    ...resources,
  });
  events.emit("network", "create", id, { name, type: driver });
  const subnets = body.object("IPAM").objects("Config").length;
  return json(201, {
    Id: id,
    Warning: subnets > 0 ? "IPAM is ignored: addresses are those of the VPC." : "",
  });
}

/** `DELETE /networks/:name`. */
export async function deleteNetwork(backend: Backend, request: DockerRequest): Promise<Reply> {
  const reference = request.param("name");
  if (PREDEFINED.includes(reference))
    throw new DockerError(403, `${reference} is a pre-defined network and cannot be removed`);
  const network = findNetwork(backend, reference);
  if (usersOf(backend, network).some(isActive)) throw networkInUse(network.name, network.id);
  await remove(backend, network);
  return empty(204);
}

/** `POST /networks/prune`: removes the networks that no container has. */
export async function pruneNetworks(backend: Backend, request: DockerRequest): Promise<Reply> {
  const filters = readFilters(request, ["label", "until"]);
  const unused = backend.store.networks
    .values()
    .filter((network) => hasLabels(filters, network.labels) && usersOf(backend, network).length === 0);
  for (const network of unused) await remove(backend, network);
  return json(200, { NetworksDeleted: unused.length === 0 ? null : unused.map(({ name }) => name) });
}

/** `POST /networks/:name/connect`: from the next start on; the groups of a running task cannot change. */
export function connectNetwork(backend: Backend, request: DockerRequest): Reply {
  const { network, container } = partsOf(backend, request);
  if (isActive(container)) throw notImplemented("Connecting a running container to a network");
  const aliases = request.body().object("EndpointConfig").texts("Aliases") ?? [];
  const networks = { ...container.spec.networks, [network.name]: aliases };
  backend.store.containers.put(container.id, { ...container, spec: { ...container.spec, networks } });
  backend.events.emit("network", "connect", network.id, { name: network.name, container: container.id });
  return empty(200);
}

/** `POST /networks/:name/disconnect`: from the next start on. */
export function disconnectNetwork(backend: Backend, request: DockerRequest): Reply {
  const { network, container } = partsOf(backend, request);
  if (isActive(container)) throw notImplemented("Disconnecting a running container from a network");
  const networks = Object.fromEntries(
    Object.entries(container.spec.networks).filter(([name]) => name !== network.name && name !== network.id),
  );
  backend.store.containers.put(container.id, { ...container, spec: { ...container.spec, networks } });
  backend.events.emit("network", "disconnect", network.id, { name: network.name, container: container.id });
  return empty(200);
}

function partsOf(backend: Backend, request: DockerRequest) {
  return {
    network: findNetwork(backend, request.param("name")),
    container: findContainer(backend, request.body().text("Container") ?? ""),
  };
}

function usersOf({ store }: Backend, { id, name }: NetworkRecord) {
  return store.containers
    .values()
    .filter(({ spec }) => Object.hasOwn(spec.networks, name) || Object.hasOwn(spec.networks, id));
}

async function remove(backend: Backend, network: NetworkRecord): Promise<void> {
  const { aws, clock, events, store } = backend;
  await deleteNames(aws, network.namespaceId);
  await deleteNetworkResources(aws, clock, network);
  store.networks.delete(network.id);
  events.emit("network", "destroy", network.id, { name: network.name, type: "bridge" });
}

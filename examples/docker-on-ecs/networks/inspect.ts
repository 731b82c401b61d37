import type { Backend } from "../backend.js";
import { NEVER, timestamp } from "../clock.js";
import { addressOf, endpoints } from "../containers/network-settings.js";
import { isRunning } from "../containers/state.js";
import { noSuchNetwork } from "../errors.js";
import { hasLabels, passes, readFilters } from "../http/filters.js";
import { json, type Reply } from "../http/reply.js";
import type { DockerRequest } from "../http/request.js";
import type { NetworkRecord } from "../store/records.js";
import { PREDEFINED, predefinedId } from "./predefined.js";

/** `GET /networks`. */
export function listNetworks(backend: Backend, request: DockerRequest): Reply {
  const filters = readFilters(request, ["dangling", "driver", "id", "label", "name", "scope", "type"]);
  const all = [...PREDEFINED.map(predefined), ...backend.store.networks.values().map(own)];
  const wanted = all.filter(
    ({ Id, Name, Driver, Labels }) =>
      hasLabels(filters, Labels) &&
      passes(filters, "id", (value) => Id.startsWith(value)) &&
      passes(filters, "name", (value) => Name.includes(value)) &&
      passes(filters, "driver", (value) => value === Driver) &&
      passes(filters, "scope", (value) => value === "local") &&
      passes(filters, "type", (value) => (value === "builtin") === PREDEFINED.includes(Name)),
  );
  return json(200, wanted);
}

/** `GET /networks/:name`. */
export function inspectNetwork(backend: Backend, request: DockerRequest): Reply {
  const reference = request.param("name");
  const name = PREDEFINED.find((known) => known === reference || predefinedId(known) === reference);
  const network = name === undefined ? own(findNetwork(backend, reference)) : predefined(name);
  return json(200, { ...network, Containers: membersOf(backend, network.Name) });
}

/** Finds a network of a client's by its name, its id, or the start of its id. @throws DockerError */
export function findNetwork({ store }: Backend, reference: string): NetworkRecord {
  const all = store.networks.values();
  const found =
    all.find(({ id, name }) => id === reference || name === reference) ??
    all.find(({ id }) => reference !== "" && id.startsWith(reference));
  if (found === undefined) throw noSuchNetwork(reference);
  return found;
}

function membersOf(backend: Backend, network: string): object {
  const members = backend.store.containers
    .values()
    .filter((container) => isRunning(container) && Object.hasOwn(endpoints(backend, container), network));
  return Object.fromEntries(
    members.map((container) => [
      container.id,
      {
        Name: container.name,
        EndpointID: container.id,
        MacAddress: "",
        IPv4Address: `${addressOf(container)}/32`,
        IPv6Address: "",
      },
    ]),
  );
}

function own({ id, name, createdAt, labels, options, internal, attachable }: NetworkRecord) {
  return {
    ...common(name, id, timestamp(createdAt)),
    Driver: "bridge",
    Internal: internal,
    Attachable: attachable,
    Options: options,
    Labels: labels,
  };
}

function predefined(name: string) {
  const driver = name === "none" ? "null" : name;
  const labels: Readonly<Record<string, string>> = {};
  return {
    ...common(name, predefinedId(name), NEVER),
    Driver: driver,
    Internal: false,
    Attachable: false,
    Options: {},
    Labels: labels,
  };
}

function common(Name: string, Id: string, Created: string) {
  return {
    Name,
    Id,
    Created,
    Scope: "local",
    EnableIPv6: false,
    IPAM: { Driver: "default", Options: {}, Config: [] },
    Ingress: false,
    ConfigFrom: { Network: "" },
    ConfigOnly: false,
    Containers: {},
  };
}

import type { Backend } from "../backend.js";
import { idOf, shortId } from "../ids.js";
import { BRIDGE_ID } from "../networks/predefined.js";
import type { ContainerRecord } from "../store/records.js";
import { isRunning } from "./state.js";

/** `NetworkSettings` of inspect: the address is that of the task's network interface. */
export function networkSettings(backend: Backend, container: ContainerRecord): object {
  const address = addressOf(container);
  return {
    Bridge: "",
    SandboxID: "",
    SandboxKey: "",
    Ports: Object.fromEntries(container.spec.ports.map((port) => [port, bindingOf(address, port)])),
    IPAddress: address,
    IPPrefixLen: prefixOf(address),
    Gateway: "",
    MacAddress: "",
    EndpointID: address === "" ? "" : endpointOf(container, "bridge"),
    GlobalIPv6Address: "",
    GlobalIPv6PrefixLen: 0,
    IPv6Gateway: "",
    Networks: endpoints(backend, container),
  };
}

/** The endpoints of a container by network; without networks of its own, it is on `bridge`. */
export function endpoints({ store }: Backend, container: ContainerRecord): Readonly<Record<string, object>> {
  const { id, name, spec } = container;
  const address = addressOf(container);
  const networks = Object.entries(spec.networks);
  const named = networks.length > 0 ? networks : [["bridge", []] as const];
  return Object.fromEntries(
    named.map(([network, aliases]) => {
      const record = store.networks.values().find((own) => own.name === network || own.id === network);
      const endpoint = {
        IPAMConfig: null,
        Links: null,
        Aliases: aliases.length === 0 ? null : aliases,
        NetworkID: record?.id ?? BRIDGE_ID,
        EndpointID: address === "" ? "" : endpointOf(container, network),
        Gateway: "",
        IPAddress: address,
        IPPrefixLen: prefixOf(address),
        MacAddress: "",
        IPv6Gateway: "",
        GlobalIPv6Address: "",
        GlobalIPv6PrefixLen: 0,
        DriverOpts: null,
        DNSNames: record === undefined ? null : [name, ...aliases, shortId(id)],
      };
      return [record?.name ?? network, endpoint];
    }),
  );
}

/** `Ports` of list: reached at the address of the task, which publishes them all. */
export function portList(container: ContainerRecord): object[] {
  const address = addressOf(container);
  return container.spec.ports.map((port) => {
    const [number, protocol] = port.split("/");
    const own = { PrivatePort: Number(number), Type: protocol };
    return address === "" ? own : { IP: address, PublicPort: Number(number), ...own };
  });
}

/** The address of a container; empty unless it runs. */
export function addressOf(container: ContainerRecord): string {
  return isRunning(container) ? (container.task?.address ?? "") : "";
}

function bindingOf(address: string, port: string): object[] | null {
  return address === "" ? null : [{ HostIp: address, HostPort: port.split("/")[0] }];
}

function prefixOf(address: string): number {
  return address === "" ? 0 : 32;
}

function endpointOf({ id }: ContainerRecord, network: string): string {
  return idOf(`${id} ${network}`);
}

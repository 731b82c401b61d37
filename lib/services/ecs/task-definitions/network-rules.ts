import type { PortMapping } from "../generated/types.js";
import { type Draft, eachContainer, firstOf, type Rule } from "./draft.js";

const PORT_RANGE = /^(\d{1,5})-(\d{1,5})$/;

/** Rules for ports and network modes. */
export const NETWORK_RULES: readonly Rule[] = [
  eachContainer(({ portMappings }) => firstOf(portMappings, mappingProblem)),

  eachContainer(({ portMappings = [] }, { networkMode }) => {
    if (networkMode !== "awsvpc" && networkMode !== "host") return undefined;
    const differs = portMappings.some(({ hostPort, containerPort }) => hostPort !== containerPort);
    return differs
      ? `When networkMode=${networkMode}, the host ports and container ports in port mappings must match.`
      : undefined;
  }),

  function portsAreUsedOnce(draft) {
    const ports = draft.containerDefinitions.flatMap(({ portMappings = [] }) =>
      portMappings.flatMap(singlePort),
    );
    return sharesPorts(draft) && new Set(ports).size < ports.length
      ? "The container port is used multiple times in task."
      : undefined;
  },

  eachContainer(({ portMappings = [] }, { networkMode }) =>
    networkMode === "none" && portMappings.length > 0
      ? "Port mappings are not supported when networkMode=none."
      : undefined,
  ),

  eachContainer(({ extraHosts, links, hostname }, { networkMode }) => {
    if (networkMode !== "awsvpc") return undefined;
    if (links?.length) return "Links are not supported when networkMode=awsvpc.";
    if (extraHosts?.length) return "Extra hosts are not supported on container when networkMode=awsvpc.";
    return hostname ? "Hostname is not supported on container when networkMode=awsvpc." : undefined;
  }),
];

function mappingProblem({
  containerPort,
  hostPort = 0,
  containerPortRange,
}: PortMapping): string | undefined {
  if (containerPortRange !== undefined) {
    if (containerPort !== undefined)
      return "You cannot specify both single port and port range in a port mapping.";
    const [, first = "0", last = "0"] = PORT_RANGE.exec(containerPortRange) ?? [];
    const valid = isPort(Number(first)) && isPort(Number(last)) && Number(first) <= Number(last);
    return valid ? undefined : "Invalid 'containerPortRange' setting.";
  }
  if (containerPort === undefined || !isPort(containerPort))
    return "Invalid 'containerPort' setting for container.";
  return hostPort === 0 || isPort(hostPort) ? undefined : "Invalid 'hostPort' setting for container.";
}

function isPort(port: number): boolean {
  return Number.isInteger(port) && port >= 1 && port <= 65_535;
}

function singlePort({ containerPort, protocol }: PortMapping): string[] {
  return containerPort === undefined ? [] : [`${containerPort}/${protocol}`];
}

function sharesPorts({ networkMode }: Draft): boolean {
  return networkMode === "awsvpc" || networkMode === "host";
}

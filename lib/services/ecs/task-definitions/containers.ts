import { clientException } from "../errors.js";
import type { ContainerDefinition, HealthCheck, NetworkMode, PortMapping } from "../generated/types.js";
import type { RegisteredContainer } from "../state/task-definitions.js";

const NAME = /^[\w-]{1,255}$/;

/**
 * A container definition with exactly the defaults in AWS's responses. Other omitted members stay absent,
 * because tools compare what they sent with what they read.
 *
 * @throws ClientException without a name or image.
 */
export function registeredContainer(
  container: ContainerDefinition,
  networkMode: NetworkMode | undefined,
): RegisteredContainer {
  const { name, image, healthCheck } = container;
  if (!name) throw clientException("Container.name should not be null or empty.");
  if (!NAME.test(name)) throw clientException("Container.name contains invalid characters.");
  if (!image) throw clientException("Container.image should not be null or empty.");
  return {
    ...container,
    name,
    image,
    cpu: container.cpu ?? 0,
    essential: container.essential ?? true,
    portMappings: container.portMappings?.map((mapping) => registeredPort(mapping, networkMode)) ?? [],
    environment: container.environment ?? [],
    mountPoints: container.mountPoints ?? [],
    volumesFrom: container.volumesFrom ?? [],
    systemControls: container.systemControls ?? [],
    ...(healthCheck ? { healthCheck: registeredHealthCheck(healthCheck) } : {}),
  };
}

/**
 * If containers use the host's ports, the host port equals the container's; otherwise 0 requests any port.
 */
function registeredPort(mapping: PortMapping, networkMode: NetworkMode | undefined): PortMapping {
  const protocol = mapping.protocol ?? "tcp";
  if (mapping.containerPortRange !== undefined) return { ...mapping, protocol };
  const sharesPorts = networkMode === "awsvpc" || networkMode === "host";
  return { ...mapping, hostPort: mapping.hostPort ?? (sharesPorts ? mapping.containerPort : 0), protocol };
}

function registeredHealthCheck(check: HealthCheck): HealthCheck {
  return {
    ...check,
    interval: check.interval ?? 30,
    timeout: check.timeout ?? 5,
    retries: check.retries ?? 3,
  };
}

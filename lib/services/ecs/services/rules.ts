import type { Context } from "../../../runtime/context.js";
import { invalidParameter } from "../errors.js";
import type {
  CreateServiceRequest,
  DeploymentConfiguration,
  LoadBalancer,
  ServiceConnectConfiguration,
  ServiceRegistry,
  ServiceVolumeConfiguration,
} from "../generated/types.js";
import type { RegisteredTaskDefinition } from "../state/task-definitions.js";

const DAEMON = "The daemon scheduling strategy does not support";
/** A DNS name for other services: labels of letters, digits and hyphens. */
const DNS_NAME = /^[a-z0-9_]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/;

/** @throws InvalidParameterException for a number of tasks that cannot be, or is missing. */
export function checkDesiredCount({
  desiredCount,
  schedulingStrategy,
  deploymentController,
}: CreateServiceRequest): void {
  if (desiredCount !== undefined && desiredCount < 0)
    throw invalidParameter("desiredCount cannot be negative.");
  if (schedulingStrategy === "DAEMON") {
    if (desiredCount !== undefined) {
      throw invalidParameter(
        `${DAEMON} a desired count for services. Remove a desired count value and try again`,
      );
    }
  } else if (desiredCount === undefined && deploymentController?.type !== "EXTERNAL") {
    throw invalidParameter("DesiredCount can not be blank.");
  }
}

/** @throws InvalidParameterException when the service asks for what one task on every instance cannot have. */
export function checkScheduling(request: CreateServiceRequest): void {
  if (request.schedulingStrategy !== "DAEMON") return;
  if ((request.deploymentConfiguration?.maximumPercent ?? 100) > 100) {
    throw invalidParameter(`${DAEMON} values above 100 for maximumPercent`);
  }
  if (request.placementStrategy?.length) throw invalidParameter(`${DAEMON} placement strategies`);
  if (request.launchType === "FARGATE" || request.capacityProviderStrategy?.length) {
    throw invalidParameter(`${DAEMON} the FARGATE launch type`);
  }
  if (request.deploymentController && request.deploymentController.type !== "ECS") {
    throw invalidParameter(`${DAEMON} the ${request.deploymentController.type} deployment controller`);
  }
}

/** @throws InvalidParameterException for bounds between which nothing could ever be replaced. */
export function checkDeploymentBounds({
  minimumHealthyPercent,
  maximumPercent,
}: DeploymentConfiguration): void {
  if ((minimumHealthyPercent ?? 0) < 0 || (maximumPercent ?? 0) < 0) {
    throw invalidParameter("minimumHealthyPercent and maximumPercent cannot be negative.");
  }
  if (minimumHealthyPercent === 100 && maximumPercent === 100) {
    throw invalidParameter(
      "Both maximumPercent and minimumHealthyPercent cannot be 100 as this will block deployments",
    );
  }
}

/** @throws InvalidParameterException for load balancers that do not fit the tasks. */
export function checkLoadBalancers(
  loadBalancers: readonly LoadBalancer[],
  definition: RegisteredTaskDefinition | undefined,
  onFargate: boolean,
): void {
  for (const { loadBalancerName, targetGroupArn, containerName, containerPort } of loadBalancers) {
    if (loadBalancerName !== undefined && targetGroupArn !== undefined) {
      throw invalidParameter("loadBalancerName and targetGroupArn cannot both be specified");
    }
    if (loadBalancerName !== undefined && onFargate) {
      throw invalidParameter("Classic Load Balancers are not supported with Fargate");
    }
    if (containerName === undefined || !definition) continue;
    const container = definition.containerDefinitions.find(({ name }) => name === containerName);
    if (!container)
      throw invalidParameter(`The container ${containerName} does not exist in the task definition.`);
    if (!container.portMappings?.some((mapping) => mapping.containerPort === containerPort)) {
      throw invalidParameter(
        `The container ${containerName} did not have a container port ${containerPort} defined.`,
      );
    }
  }
}

/**
 * In the awsvpc network mode, tasks have a port only in SRV records; other records must not specify one.
 *
 * @throws InvalidParameterException for an unused port, or a container that the task definition does not
 * have.
 */
export function checkRegistries(
  ctx: Context,
  registries: readonly ServiceRegistry[],
  definition: RegisteredTaskDefinition | undefined,
): void {
  for (const registry of registries) {
    const { registryArn = "" } = registry;
    const types = definition?.networkMode === "awsvpc" && ctx.ports.discovery?.recordTypes(ctx, registryArn);
    if (!types || types.includes("SRV")) continue;
    const needless = (["containerName", "containerPort", "port"] as const).findLast(
      (member) => registry[member] !== undefined,
    );
    if (needless)
      throw invalidParameter(
        `The values specified for serviceRegistries do not require a value for '${needless}'`,
      );
  }
  const names = definition?.containerDefinitions.map(({ name }) => name);
  const unknown = registries.find(
    ({ containerName }) => containerName !== undefined && names?.includes(containerName) === false,
  );
  if (unknown)
    throw invalidParameter(`The container ${unknown.containerName} does not exist in the task definition.`);
}

/** @throws InvalidParameterException for a volume that the task definition does not have. */
export function checkVolumes(
  volumes: readonly ServiceVolumeConfiguration[] = [],
  definition: RegisteredTaskDefinition | undefined,
): void {
  const known = new Set(definition?.volumes.map(({ name }) => name));
  const unknown = definition && volumes.find(({ name }) => !known.has(name));
  if (unknown) {
    throw invalidParameter(
      `The volume name '${unknown.name}' in your request does not have a matching volume in your Task Definition`,
    );
  }
}

/** @throws InvalidParameterException for an alias that is not a DNS name. */
export function checkServiceConnect(configuration: ServiceConnectConfiguration | undefined): void {
  const aliases = configuration?.services?.flatMap(({ clientAliases = [] }) => clientAliases) ?? [];
  const wrong = aliases.some(({ dnsName }) => dnsName !== undefined && !DNS_NAME.test(dnsName));
  if (wrong) throw invalidParameter("The DNS name that you provided is invalid");
}

/** @throws InvalidParameterException when ExecuteCommand is wanted for tasks without a role of their own. */
export function checkTaskRole(
  definition: RegisteredTaskDefinition | undefined,
  change: "created" | "updated",
): void {
  if (definition?.taskRoleArn) return;
  throw invalidParameter(
    `The service couldn't be ${change} because a valid taskRoleArn is not being used. Specify a valid task role in your task definition and try again.`,
  );
}

import { firstUnknown } from "../../../network/subnets.js";
import type { Context } from "../../../runtime/context.js";
import { checkedStrategy } from "../capacity-provider-strategy.js";
import {
  incompatibleLaunchType,
  invalidParameter,
  launchTypeAndStrategy,
  networkConfigurationMissing,
  networkConfigurationNotValid,
  noContainerInstances,
  platformUnknown,
  securityGroupUnknown,
  subnetUnknown,
  unknownContainerOverride,
} from "../errors.js";
import type {
  CapacityProviderStrategyItem,
  LaunchType,
  NetworkConfiguration,
  TaskOverride,
} from "../generated/types.js";
import type { ClusterRow } from "../state/clusters.js";
import type { RegisteredTaskDefinition } from "../state/task-definitions.js";

const PLATFORM_VERSIONS = new Set(["LATEST", "1.4.0", "1.3.0", "1.2.0", "1.1.0", "1.0.0"]);
const MOST_SUBNETS = 16;
const MOST_SECURITY_GROUPS = 5;
const MOST_OVERRIDE_CHARACTERS = 8192;

/** Where tasks run. */
export interface Placement {
  readonly launchType: LaunchType;
  /** The capacity providers to choose from; empty with a launch type. */
  readonly strategy: readonly CapacityProviderStrategyItem[];
}

/** The placement members of a request. */
interface PlacementRequest {
  readonly launchType?: LaunchType;
  readonly capacityProviderStrategy?: readonly CapacityProviderStrategyItem[];
  readonly platformVersion?: string;
  readonly networkConfiguration?: NetworkConfiguration;
}

/**
 * Determines where tasks run: as requested, else by the cluster's default strategy, else on EC2.
 *
 * @throws InvalidParameterException, PlatformUnknownException as AWS does.
 */
export function placementFor(
  cluster: ClusterRow,
  definition: RegisteredTaskDefinition,
  request: PlacementRequest,
): Placement {
  const { launchType, capacityProviderStrategy = [], platformVersion } = request;
  if (launchType && capacityProviderStrategy.length > 0) throw launchTypeAndStrategy();
  const strategy = launchType
    ? []
    : capacityProviderStrategy.length > 0
      ? capacityProviderStrategy
      : cluster.defaultCapacityProviderStrategy;
  checkedStrategy(strategy, cluster.capacityProviders);
  const chosen: LaunchType = strategy.length > 0 ? "FARGATE" : (launchType ?? "EC2");
  if (chosen === "FARGATE" && !definition.compatibilities.includes("FARGATE"))
    throw incompatibleLaunchType(chosen);
  if (platformVersion !== undefined && !PLATFORM_VERSIONS.has(platformVersion)) throw platformUnknown();
  checkNetwork(definition, request.networkConfiguration);
  return { launchType: chosen, strategy };
}

/**
 * RunTask rejects launch types without instances; a service waits for them.
 *
 * @throws InvalidParameterException
 */
export function checkInstances({ launchType }: Placement): void {
  if (launchType !== "FARGATE") throw noContainerInstances();
}

/** @throws InvalidParameterException for a network configuration that does not fit the network mode. */
export function checkNetwork(
  definition: RegisteredTaskDefinition,
  network: NetworkConfiguration | undefined,
): void {
  const vpc = network?.awsvpcConfiguration;
  if (definition.networkMode !== "awsvpc") {
    if (vpc) throw networkConfigurationNotValid();
    return;
  }
  if (!vpc) throw networkConfigurationMissing();
  if (vpc.subnets.length === 0) throw invalidParameter("subnets can not be empty.");
  if (vpc.subnets.length > MOST_SUBNETS)
    throw invalidParameter(`subnets can have at most ${MOST_SUBNETS} items.`);
  if ((vpc.securityGroups?.length ?? 0) > MOST_SECURITY_GROUPS) {
    throw invalidParameter(`securityGroups can have at most ${MOST_SECURITY_GROUPS} items.`);
  }
}

/**
 * With `strictNetwork`, rejects subnets and security groups that do not exist in EC2.
 *
 * @throws InvalidParameterException
 */
export function checkKnownNetwork(ctx: Context, network: NetworkConfiguration | undefined): void {
  const vpc = network?.awsvpcConfiguration;
  const unknown = vpc && firstUnknown(ctx, vpc.subnets, vpc.securityGroups ?? []);
  if (!unknown) return;
  throw "subnetId" in unknown ? subnetUnknown(unknown.subnetId) : securityGroupUnknown(unknown.groupId);
}

/** @throws InvalidParameterException when overrides name a container that is not there, or are too long. */
export function checkOverrides(
  definition: RegisteredTaskDefinition,
  overrides: TaskOverride | undefined,
): void {
  const names = new Set(definition.containerDefinitions.map(({ name }) => name));
  const unknown = overrides?.containerOverrides?.find(({ name }) => name === undefined || !names.has(name));
  if (unknown) throw unknownContainerOverride(unknown.name ?? "null");
  if (overrides && JSON.stringify(overrides).length > MOST_OVERRIDE_CHARACTERS) {
    throw invalidParameter(`Container Overrides length must be at most ${MOST_OVERRIDE_CHARACTERS}`);
  }
}

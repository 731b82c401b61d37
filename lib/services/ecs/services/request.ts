import type { Context } from "../../../runtime/context.js";
import { iamArn } from "../../../shared/arn.js";
import { invalidParameter } from "../errors.js";
import type {
  CreateServiceRequest,
  DeploymentConfiguration,
  SchedulingStrategy,
} from "../generated/types.js";
import { findTaskDefinition } from "../references.js";
import type { ClusterRow } from "../state/clusters.js";
import type { RevisionSettings, ServiceSettings } from "../state/services.js";
import type { TaskDefinitionRow } from "../state/task-definitions.js";
import { platformFamilyOf } from "../tasks/launch.js";
import { checkKnownNetwork, placementFor } from "../tasks/run-request.js";
import {
  checkDeploymentBounds,
  checkLoadBalancers,
  checkRegistries,
  checkScheduling,
  checkServiceConnect,
  checkVolumes,
} from "./rules.js";
import { checkNamespace } from "./service-connect.js";

/** The service-linked role of ECS. */
const SERVICE_ROLE = "role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS";

/** The request members for tasks of a service or task set. */
type RevisionRequest = Pick<
  CreateServiceRequest,
  | "taskDefinition"
  | "launchType"
  | "capacityProviderStrategy"
  | "platformVersion"
  | "networkConfiguration"
  | "loadBalancers"
  | "serviceRegistries"
  | "serviceConnectConfiguration"
  | "volumeConfigurations"
  | "vpcLatticeConfigurations"
>;

/**
 * The settings from which tasks are started, with AWS's defaults.
 *
 * @throws ClientException, InvalidParameterException, PlatformUnknownException as AWS does.
 */
export function revisionFor(ctx: Context, cluster: ClusterRow, request: RevisionRequest): RevisionSettings {
  const { loadBalancers = [], serviceRegistries = [] } = request;
  const { serviceConnectConfiguration, volumeConfigurations, vpcLatticeConfigurations } = request;
  checkServiceConnect(serviceConnectConfiguration);
  checkNamespace(ctx, cluster.clusterName, serviceConnectConfiguration);
  const shared = {
    networkConfiguration: completeNetwork(request.networkConfiguration),
    loadBalancers,
    serviceRegistries,
    ...(serviceConnectConfiguration && { serviceConnectConfiguration }),
    ...(volumeConfigurations && { volumeConfigurations }),
    ...(vpcLatticeConfigurations && { vpcLatticeConfigurations }),
  };
  if (request.taskDefinition === undefined) return { ...shared, launchType: request.launchType };
  const definition = findTaskDefinition(ctx, request.taskDefinition);
  checkKnownNetwork(ctx, request.networkConfiguration);
  return { ...shared, ...placed(ctx, cluster, definition, request) };
}

function placed(
  ctx: Context,
  cluster: ClusterRow,
  { taskDefinition }: TaskDefinitionRow,
  request: RevisionRequest,
) {
  const { platformVersion } = request;
  const isOnEc2 = request.launchType === "EC2" || request.launchType === "EXTERNAL";
  if (isOnEc2 && platformVersion !== undefined) {
    throw invalidParameter("The platform version must be null when specifying an EC2 launch type.");
  }
  const { launchType, strategy } = placementFor(cluster, taskDefinition, request);
  const isFargate = launchType === "FARGATE";
  checkLoadBalancers(request.loadBalancers ?? [], taskDefinition, isFargate);
  checkRegistries(ctx, request.serviceRegistries ?? [], taskDefinition);
  checkVolumes(request.volumeConfigurations, taskDefinition);
  return {
    taskDefinition: taskDefinition.taskDefinitionArn,
    ...(strategy.length > 0 ? { capacityProviderStrategy: strategy } : { launchType }),
    ...(isFargate && {
      platformVersion: platformVersion ?? "LATEST",
      platformFamily: platformFamilyOf(taskDefinition.runtimePlatform?.operatingSystemFamily),
    }),
  };
}

/** Unlike tasks, services return a network configuration with its defaults. */
function completeNetwork(
  network: RevisionRequest["networkConfiguration"],
): RevisionRequest["networkConfiguration"] {
  const vpc = network?.awsvpcConfiguration;
  if (!vpc) return network;
  return {
    awsvpcConfiguration: {
      ...vpc,
      securityGroups: vpc.securityGroups ?? [],
      assignPublicIp: vpc.assignPublicIp ?? "DISABLED",
    },
  };
}

/**
 * The other settings of a new service, with AWS's defaults.
 *
 * @throws InvalidParameterException as AWS does.
 */
export function settingsFor(ctx: Context, request: CreateServiceRequest): ServiceSettings {
  const {
    schedulingStrategy = "REPLICA",
    deploymentController = { type: "ECS" },
    loadBalancers = [],
  } = request;
  checkScheduling(request);
  if (deploymentController.type === "CODE_DEPLOY" && loadBalancers.length === 0) {
    throw invalidParameter(
      "To use the CODE_DEPLOY deployment controller, the service requires an Application Load Balancer or Network Load Balancer.",
    );
  }
  if (request.healthCheckGracePeriodSeconds !== undefined && loadBalancers.length === 0) {
    throw invalidParameter(
      "Health check grace period is only valid for services configured to use load balancers",
    );
  }
  return {
    deploymentConfiguration: deploymentConfigurationFor(
      request.deploymentConfiguration,
      undefined,
      schedulingStrategy,
    ),
    deploymentController,
    schedulingStrategy,
    placementConstraints: request.placementConstraints ?? [],
    placementStrategy: request.placementStrategy ?? [],
    healthCheckGracePeriodSeconds:
      request.healthCheckGracePeriodSeconds ?? (loadBalancers.length > 0 ? 0 : undefined),
    enableECSManagedTags: request.enableECSManagedTags ?? false,
    propagateTags: request.propagateTags ?? "NONE",
    enableExecuteCommand: request.enableExecuteCommand ?? false,
    availabilityZoneRebalancing: request.availabilityZoneRebalancing ?? "DISABLED",
    roleArn: request.role ?? iamArn(ctx, SERVICE_ROLE),
  };
}

/**
 * A deployment configuration after a change; omitted members keep their values, or get AWS's defaults.
 *
 * @throws InvalidParameterException
 */
export function deploymentConfigurationFor(
  change: DeploymentConfiguration = {},
  before: DeploymentConfiguration | undefined,
  strategy: SchedulingStrategy,
): DeploymentConfiguration {
  const isDaemon = strategy === "DAEMON";
  const configuration: DeploymentConfiguration = {
    deploymentCircuitBreaker: { enable: false, rollback: false },
    maximumPercent: isDaemon ? 100 : 200,
    minimumHealthyPercent: isDaemon ? 0 : 100,
    strategy: "ROLLING",
    bakeTimeInMinutes: 0,
    ...before,
    ...Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)),
  };
  checkDeploymentBounds(configuration);
  return configuration;
}

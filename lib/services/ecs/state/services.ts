import { defineTable, key } from "../../../runtime/store/store.js";
import type {
  AvailabilityZoneRebalancing,
  CapacityProviderStrategyItem,
  DeploymentConfiguration,
  DeploymentController,
  DeploymentRolloutState,
  LaunchType,
  LoadBalancer,
  NetworkConfiguration,
  PlacementConstraint,
  PlacementStrategy,
  PropagateTags,
  SchedulingStrategy,
  ServiceConnectConfiguration,
  ServiceConnectServiceResource,
  ServiceEvent,
  ServiceRegistry,
  ServiceVolumeConfiguration,
  Tag,
  VpcLatticeConfiguration,
} from "../generated/types.js";

/**
 * The settings from which the tasks of a deployment are started. A change of any of them creates a new
 * deployment.
 */
export interface RevisionSettings {
  /** ARN; omitted for services whose task sets have their own. */
  readonly taskDefinition?: string;
  readonly launchType?: LaunchType;
  readonly capacityProviderStrategy?: readonly CapacityProviderStrategyItem[];
  readonly platformVersion?: string;
  readonly platformFamily?: string;
  readonly networkConfiguration?: NetworkConfiguration;
  readonly loadBalancers: readonly LoadBalancer[];
  readonly serviceRegistries: readonly ServiceRegistry[];
  readonly serviceConnectConfiguration?: ServiceConnectConfiguration;
  readonly volumeConfigurations?: readonly ServiceVolumeConfiguration[];
  readonly vpcLatticeConfigurations?: readonly VpcLatticeConfiguration[];
}

/** Settings of a service that change without a new deployment. */
export interface ServiceSettings {
  readonly deploymentConfiguration: DeploymentConfiguration;
  readonly deploymentController: DeploymentController;
  readonly schedulingStrategy: SchedulingStrategy;
  readonly placementConstraints: readonly PlacementConstraint[];
  readonly placementStrategy: readonly PlacementStrategy[];
  readonly healthCheckGracePeriodSeconds?: number;
  readonly enableECSManagedTags: boolean;
  readonly propagateTags: PropagateTags;
  readonly enableExecuteCommand: boolean;
  readonly availabilityZoneRebalancing: AvailabilityZoneRebalancing;
  readonly roleArn: string;
}

/** Failed starts of a deployment or task set. */
export interface Attempts {
  /** Consecutive failed starts, which determine the pause before the next one. */
  readonly streak: number;
  /** No task is started before this time, in milliseconds since the epoch. */
  readonly retryAt?: number;
}

/** A deployment of a service. Its tasks have its id in `startedBy`. */
export interface DeploymentRow extends Attempts {
  /** `ecs-svc/` and 19 digits. */
  readonly id: string;
  readonly status: "PRIMARY" | "ACTIVE";
  readonly revision: RevisionSettings;
  readonly revisionArn: string;
  readonly serviceDeploymentArn: string;
  /** The Cloud Map services in which Service Connect registers its tasks. */
  readonly connectResources: readonly ServiceConnectServiceResource[];
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly rolloutState: DeploymentRolloutState;
  readonly rolloutStateReason: string;
  /** Failed starts since a task last ran. */
  readonly failedTasks: number;
}

/** A service. Its task counts are computed on demand. */
export interface ServiceRow {
  /** Its key in {@link SERVICES}. */
  readonly key: string;
  readonly serviceName: string;
  readonly serviceArn: string;
  readonly clusterName: string;
  readonly clusterArn: string;
  readonly status: "ACTIVE" | "DRAINING" | "INACTIVE";
  readonly desiredCount: number;
  readonly settings: ServiceSettings;
  /** The initial settings of a service without deployments (controller EXTERNAL). */
  readonly revision: RevisionSettings;
  /** The PRIMARY one comes first. */
  readonly deployments: readonly DeploymentRow[];
  /** The target of a rollback. */
  readonly lastCompleted?: DeploymentRow;
  /** Newest first. */
  readonly events: readonly ServiceEvent[];
  readonly createdAt: Date;
  readonly createdBy: string;
  readonly tags: readonly Tag[];
  /** The request that created it, to distinguish a repetition from another service of the same name. */
  readonly request: string;
  /** The steady state event was added, and nothing has changed since. */
  readonly steady: boolean;
  /** A run of the scheduler is pending. */
  readonly scheduled: boolean;
}

/** Services by {@link serviceKey}. Deleted ones can be described as INACTIVE until their name is reused. */
export const SERVICES = defineTable<ServiceRow>({
  name: "ecs.services",
  key: ["clusterName", "serviceName"],
});

/** Keys of INACTIVE {@link SERVICES} in order of deletion. */
export const DELETED_SERVICES = defineTable<true>({
  name: "ecs.deleted-services",
  key: ["clusterName", "serviceName"],
});

export function serviceKey(clusterName: string, serviceName: string): string {
  return key(clusterName, serviceName);
}

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

/** What the tasks of one deployment are started from. A change of any of it makes a new deployment. */
export interface RevisionSettings {
  /** ARN; left out for services whose task sets have their own. */
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

/** How a deployment or a task set fares with starting tasks. */
export interface Attempts {
  /** Failures to start without a success between them, which space out the next attempts. */
  readonly streak: number;
  /** No task is started before this moment, in milliseconds since the epoch. */
  readonly retryAt?: number;
}

/** One deployment of a service: the tasks that carry its id in `startedBy`. */
export interface DeploymentRow extends Attempts {
  /** `ecs-svc/` and 19 digits. */
  readonly id: string;
  readonly status: "PRIMARY" | "ACTIVE";
  readonly revision: RevisionSettings;
  readonly revisionArn: string;
  readonly serviceDeploymentArn: string;
  /** The services of Cloud Map that Service Connect registers its tasks in. */
  readonly connectResources: readonly ServiceConnectServiceResource[];
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly rolloutState: DeploymentRolloutState;
  readonly rolloutStateReason: string;
  /** Tasks that failed to start since one last ran. */
  readonly failedTasks: number;
}

/** A service. Its counts of tasks are not stored: they are counted when asked for. */
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
  /** What a service without deployments (controller EXTERNAL) was created with. */
  readonly revision: RevisionSettings;
  /** The PRIMARY one first. */
  readonly deployments: readonly DeploymentRow[];
  /** The deployment to go back to when another fails. */
  readonly lastCompleted?: DeploymentRow;
  /** Newest first. */
  readonly events: readonly ServiceEvent[];
  readonly createdAt: Date;
  readonly createdBy: string;
  readonly tags: readonly Tag[];
  /** The request that created it, to tell a repetition from another service of the same name. */
  readonly request: string;
  /** ECS has said that the service reached a steady state, and nothing has happened since. */
  readonly steady: boolean;
  /** The scheduler is about to act. */
  readonly scheduled: boolean;
}

/** Services by {@link serviceKey}. Deleted ones stay describable as INACTIVE until their name is used again. */
export const SERVICES = defineTable<ServiceRow>({
  name: "ecs.services",
  key: ["clusterName", "serviceName"],
});

/** Keys of {@link SERVICES} that are INACTIVE, in the order in which they were deleted. */
export const DELETED_SERVICES = defineTable<true>({
  name: "ecs.deleted-services",
  key: ["clusterName", "serviceName"],
});

export function serviceKey(clusterName: string, serviceName: string): string {
  return key(clusterName, serviceName);
}

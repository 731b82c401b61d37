import { defineTable, descending, keyBelow } from "../../../runtime/store/store.js";
import type {
  ContainerImage,
  DeploymentConfiguration,
  Rollback,
  ServiceDeploymentStatus,
} from "../generated/types.js";
import type { RevisionSettings } from "./services.js";

/** The record of a deployment of a service, kept after the deployment has ended. */
export interface ServiceDeploymentRow {
  readonly serviceDeploymentArn: string;
  readonly serviceKey: string;
  /** Its position in {@link SERVICE_DEPLOYMENT_LISTING}. */
  readonly order: number;
  readonly serviceArn: string;
  readonly clusterArn: string;
  readonly status: ServiceDeploymentStatus;
  readonly statusReason?: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly startedAt?: Date;
  readonly finishedAt?: Date;
  readonly stoppedAt?: Date;
  readonly sourceRevisionArns: readonly string[];
  readonly targetRevisionArn: string;
  readonly deploymentConfiguration: DeploymentConfiguration;
  readonly rollback?: Rollback;
  /** Number of failed tasks at its end; during the deployment, its own row has the number. */
  readonly failureCount?: number;
  readonly threshold: number;
}

/** Records of deployments by ARN. */
export const SERVICE_DEPLOYMENTS = defineTable<ServiceDeploymentRow>({
  name: "ecs.service-deployments",
  key: "arn",
});

/** ARNs of {@link SERVICE_DEPLOYMENTS} by {@link deploymentListingKey}. */
export const SERVICE_DEPLOYMENT_LISTING = defineTable<string>({
  name: "ecs.service-deployment-listings",
  key: ["clusterName", "serviceName", "newestFirst"],
});

/** An immutable revision of a service, created by one of its deployments. */
export interface ServiceRevisionRow {
  readonly serviceRevisionArn: string;
  readonly serviceArn: string;
  readonly clusterArn: string;
  readonly createdAt: Date;
  readonly settings: RevisionSettings;
  readonly containerImages: readonly ContainerImage[];
}

/** Revisions by ARN. */
export const SERVICE_REVISIONS = defineTable<ServiceRevisionRow>({
  name: "ecs.service-revisions",
  key: "arn",
});

/** Newest deployments first; without `order`, the prefix of all deployments of a service. */
export function deploymentListingKey(serviceKey: string, order?: number): string {
  return keyBelow(serviceKey, order === undefined ? "" : descending(order));
}

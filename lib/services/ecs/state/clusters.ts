import { defineTable } from "../../../runtime/store/store.js";
import type {
  Attachment,
  CapacityProviderStrategyItem,
  ClusterConfiguration,
  ClusterServiceConnectDefaults,
  ClusterSetting,
  Tag,
} from "../generated/types.js";

/** A cluster. Its counts of tasks and services are not stored: they are counted when asked for. */
export interface ClusterRow {
  readonly clusterName: string;
  readonly clusterArn: string;
  /** A deleted cluster stays describable as INACTIVE for an hour. */
  readonly status: "ACTIVE" | "INACTIVE";
  /** When it was deleted, in milliseconds since the epoch. */
  readonly deletedAt?: number;
  readonly tags: readonly Tag[];
  readonly settings: readonly ClusterSetting[];
  readonly configuration?: ClusterConfiguration;
  readonly serviceConnectDefaults?: ClusterServiceConnectDefaults;
  readonly capacityProviders: readonly string[];
  readonly defaultCapacityProviderStrategy: readonly CapacityProviderStrategyItem[];
  /** What ECS attached to Auto Scaling groups; left out while only Fargate's providers are associated. */
  readonly attachments?: readonly Attachment[];
  readonly attachmentsStatus?: "UPDATE_IN_PROGRESS" | "UPDATE_COMPLETE";
}

/** Clusters by name. */
export const CLUSTERS = defineTable<ClusterRow>({ name: "ecs.clusters", key: "clusterName" });

/** Keys of {@link CLUSTERS} that were deleted, in that order; some may have been made anew. */
export const DELETED_CLUSTERS = defineTable<true>({ name: "ecs.deleted-clusters", key: "clusterName" });

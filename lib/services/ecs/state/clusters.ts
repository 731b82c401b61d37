import { defineTable } from "../../../runtime/store/store.js";
import type {
  Attachment,
  CapacityProviderStrategyItem,
  ClusterConfiguration,
  ClusterServiceConnectDefaults,
  ClusterSetting,
  Tag,
} from "../generated/types.js";

/** A cluster. Its counts of tasks and services are computed on demand. */
export interface ClusterRow {
  readonly clusterName: string;
  readonly clusterArn: string;
  /** A deleted cluster can be described as INACTIVE for an hour. */
  readonly status: "ACTIVE" | "INACTIVE";
  /** Time of deletion, in milliseconds since the epoch. */
  readonly deletedAt?: number;
  readonly tags: readonly Tag[];
  readonly settings: readonly ClusterSetting[];
  readonly configuration?: ClusterConfiguration;
  readonly serviceConnectDefaults?: ClusterServiceConnectDefaults;
  readonly capacityProviders: readonly string[];
  readonly defaultCapacityProviderStrategy: readonly CapacityProviderStrategyItem[];
  /** Attachments to Auto Scaling groups; omitted if only Fargate's providers are associated. */
  readonly attachments?: readonly Attachment[];
  readonly attachmentsStatus?: "UPDATE_IN_PROGRESS" | "UPDATE_COMPLETE";
}

/** Clusters by name. */
export const CLUSTERS = defineTable<ClusterRow>({ name: "ecs.clusters", key: "clusterName" });

/** Keys of deleted {@link CLUSTERS} in order of deletion; some may have been created again. */
export const DELETED_CLUSTERS = defineTable<true>({ name: "ecs.deleted-clusters", key: "clusterName" });

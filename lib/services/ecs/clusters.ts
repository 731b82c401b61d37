import type { Context } from "../../runtime/context.js";
import { type ClusterCounts, clusterCounts } from "./cluster-counts.js";
import { invalidParameter } from "./errors.js";
import type { Cluster, ClusterField, ClusterSetting, KeyValuePair } from "./generated/types.js";
import type { ClusterRow } from "./state/clusters.js";

/** The fields in responses to requests that change a cluster. */
export const EVERYTHING_BUT_STATISTICS: readonly ClusterField[] = [
  "ATTACHMENTS",
  "CONFIGURATIONS",
  "SETTINGS",
  "TAGS",
];

/** The fields in the control object. */
export const EVERYTHING: readonly ClusterField[] = [...EVERYTHING_BUT_STATISTICS, "STATISTICS"];

/** A cluster as responses have it: settings, statistics and tags are empty lists unless requested. */
export function describeCluster(ctx: Context, row: ClusterRow, include: readonly ClusterField[]): Cluster {
  const counts = clusterCounts(ctx, row.clusterName);
  const { attachments, attachmentsStatus, configuration, deletedAt, ...rest } = row;
  return {
    ...rest,
    ...totals(counts),
    statistics: include.includes("STATISTICS") ? statistics(counts) : [],
    tags: include.includes("TAGS") ? row.tags : [],
    settings: include.includes("SETTINGS") ? row.settings : [],
    ...(include.includes("CONFIGURATIONS") ? { configuration } : {}),
    ...(include.includes("ATTACHMENTS") ? { attachments, attachmentsStatus } : {}),
  };
}

/** The counts in a cluster description. */
export function totals({ tasks, services, registeredContainerInstances }: ClusterCounts) {
  return {
    registeredContainerInstancesCount: registeredContainerInstances,
    runningTasksCount: sum(Object.values(tasks).map(({ running }) => running)),
    pendingTasksCount: sum(Object.values(tasks).map(({ pending }) => pending)),
    activeServicesCount: sum(Object.values(services).map(({ active }) => active)),
  };
}

/** Merges settings by name. */
export function mergedSettings(
  settings: readonly ClusterSetting[],
  changes: readonly ClusterSetting[] = [],
): readonly ClusterSetting[] {
  for (const { value } of changes) {
    if (value === undefined || !["enabled", "disabled", "enhanced"].includes(value)) {
      throw invalidParameter(
        "Invalid value for the cluster setting containerInsights. Use enabled, disabled or enhanced.",
      );
    }
  }
  return [...new Map([...settings, ...changes].map((setting) => [setting.name, setting])).values()];
}

/** AWS spells these names with `Service` in the singular. */
function statistics({ tasks, services }: ClusterCounts): KeyValuePair[] {
  const launchTypes = ["EC2", "Fargate", "External"] as const;
  const line = (name: string, value: number) => ({ name, value: String(value) });
  return [
    ...launchTypes.map((type) => line(`running${type}TasksCount`, tasks[type].running)),
    ...launchTypes.map((type) => line(`pending${type}TasksCount`, tasks[type].pending)),
    ...launchTypes.map((type) => line(`active${type}ServiceCount`, services[type].active)),
    ...launchTypes.map((type) => line(`draining${type}ServiceCount`, services[type].draining)),
  ];
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

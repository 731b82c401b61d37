import type { Context } from "../../runtime/context.js";
import type { LaunchType } from "./generated/types.js";
import { servicesOf } from "./services/store.js";
import { tasksOf } from "./task-store.js";

/** The launch types of cluster statistics. */
export type CountedLaunchType = "EC2" | "Fargate" | "External";

const COUNTED: Readonly<Record<LaunchType, CountedLaunchType>> = {
  EC2: "EC2",
  FARGATE: "Fargate",
  EXTERNAL: "External",
  MANAGED_INSTANCES: "EC2",
};

/** The counts of a cluster, computed from the rows, so that they are always consistent. */
export interface ClusterCounts {
  readonly registeredContainerInstances: number;
  readonly tasks: Readonly<Record<CountedLaunchType, { readonly running: number; readonly pending: number }>>;
  readonly services: Readonly<
    Record<CountedLaunchType, { readonly active: number; readonly draining: number }>
  >;
}

/** Counts the tasks, services and instances of the cluster `name`. */
export function clusterCounts(ctx: Context, name: string): ClusterCounts {
  const tasks = {
    EC2: { running: 0, pending: 0 },
    Fargate: { running: 0, pending: 0 },
    External: { running: 0, pending: 0 },
  };
  for (const status of ["RUNNING", "STOPPED"]) {
    for (const { task } of tasksOf(ctx, name, status)) {
      if (task.lastStatus === "STOPPED") continue;
      const count = tasks[COUNTED[task.launchType ?? "FARGATE"]];
      if (task.lastStatus === "PROVISIONING" || task.lastStatus === "PENDING") count.pending++;
      else if (task.lastStatus !== "DEPROVISIONING") count.running++;
    }
  }
  const services = {
    EC2: { active: 0, draining: 0 },
    Fargate: { active: 0, draining: 0 },
    External: { active: 0, draining: 0 },
  };
  for (const { status, revision } of servicesOf(ctx, name)) {
    const count = services[COUNTED[revision.launchType ?? "FARGATE"]];
    if (status === "ACTIVE") count.active++;
    else if (status === "DRAINING") count.draining++;
  }
  return { registeredContainerInstances: 0, tasks, services };
}

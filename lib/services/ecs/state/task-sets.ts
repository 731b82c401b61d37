import { defineTable, keyBelow } from "../../../runtime/store/store.js";
import type { Scale, Tag } from "../generated/types.js";
import type { Attempts, RevisionSettings } from "./services.js";

/** A task set of a service with an external deployment controller. */
export interface TaskSetRow extends Attempts {
  /** Its key in {@link TASK_SETS}. */
  readonly key: string;
  /** `ecs-svc/` and 19 digits; its tasks have it in `startedBy`. */
  readonly id: string;
  readonly taskSetArn: string;
  readonly externalId?: string;
  readonly status: "PRIMARY" | "ACTIVE" | "DRAINING";
  readonly revision: RevisionSettings;
  readonly scale: Required<Scale>;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** Time of the last change of its stability. */
  readonly stableAt: Date;
  readonly isStable: boolean;
  readonly tags: readonly Tag[];
}

/** Task sets by service and id. */
export const TASK_SETS = defineTable<TaskSetRow>({
  name: "ecs.task-sets",
  key: ["clusterName", "serviceName", "id"],
});

/** Key in {@link TASK_SETS}; without `id`, the prefix of all task sets of a service. */
export function taskSetKey(serviceKey: string, id = ""): string {
  return keyBelow(serviceKey, id);
}

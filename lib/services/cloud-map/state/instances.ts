import { defineTable, key } from "../../../runtime/store/store.js";
import type { HealthStatus } from "../generated/types.js";

/** An instance. It exists once the operation that registers it has succeeded. */
export interface InstanceRow {
  readonly serviceId: string;
  readonly id: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly creatorRequestId?: string;
  /** Its explicitly set health. Default that of the service's health check. */
  readonly health?: HealthStatus;
  /** The operation that registered it. */
  readonly operationId: string;
}

/** Instances by {@link instanceKey}, grouped by service. */
export const INSTANCES = defineTable<InstanceRow>({
  name: "cloud-map.instances",
  key: ["serviceId", "instanceId"],
});

/** Without `instanceId`, the prefix of all instances of a service. */
export function instanceKey(serviceId: string, instanceId = ""): string {
  return key(serviceId, instanceId);
}

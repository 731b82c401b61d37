import { defineTable, key } from "../../../runtime/store/store.js";
import type { HealthStatus } from "../generated/types.js";

/** An instance. It is there once the operation that registers it has succeeded. */
export interface InstanceRow {
  readonly serviceId: string;
  readonly id: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly creatorRequestId?: string;
  /** How it was said to be; left out, as the service's health check has it. */
  readonly health?: HealthStatus;
  /** The operation that registered it. */
  readonly operationId: string;
}

/** Instances by {@link instanceKey}, so that those of a service stand together. */
export const INSTANCES = defineTable<InstanceRow>({
  name: "cloud-map.instances",
  key: ["serviceId", "instanceId"],
});

/** Without `instanceId`, what the keys of all instances of a service begin with. */
export function instanceKey(serviceId: string, instanceId = ""): string {
  return key(serviceId, instanceId);
}

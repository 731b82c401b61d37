import type { Context } from "../../runtime/context.js";
import type { DelayDefaults } from "../../runtime/delays.js";
import type { TimerHandler } from "../../runtime/service.js";
import { keyBelow, keyParts } from "../../runtime/store/store.js";
import type { CustomHealthStatus, HealthStatus } from "./generated/types.js";
import { INSTANCES, type InstanceRow, instanceKey } from "./state/instances.js";
import type { ServiceRow } from "./state/services.js";

/** The health statuses of an instance. */
export const HEALTH_STATUSES: readonly HealthStatus[] = ["HEALTHY", "UNHEALTHY", "UNKNOWN"];

const CHANGE = "cloud-map.custom-health";

/** Default delay of a custom health status. On AWS it takes about half a minute. */
export const healthDelays = { customHealth: 100 } satisfies DelayDefaults;

/** Without a health check, the health of instances is unknown; the simulator does not check endpoints. */
export function healthOf(service: ServiceRow, instance: InstanceRow): HealthStatus {
  return instance.health ?? (isChecked(service) ? "HEALTHY" : "UNKNOWN");
}

/** Whether a service has a health check, of Route 53 or custom. */
export function isChecked(service: ServiceRow): boolean {
  return service.customHealth || service.healthCheck !== undefined;
}

export function setHealth(ctx: Context, instance: InstanceRow, health: HealthStatus): void {
  ctx.table(INSTANCES).put(instanceKey(instance.serviceId, instance.id), { ...instance, health });
}

/** The timer key contains the new status, so that two pending changes each apply at their own time. */
export function changeHealthLater(ctx: Context, instance: InstanceRow, status: CustomHealthStatus): void {
  ctx.later("customHealth", CHANGE, keyBelow(instanceKey(instance.serviceId, instance.id), status));
}

export const healthTimers: Readonly<Record<string, TimerHandler>> = {
  [CHANGE](key, ctx) {
    const [serviceId = "", instanceId = "", status] = keyParts(key);
    const instance = ctx.table(INSTANCES).get(instanceKey(serviceId, instanceId));
    if (instance) setHealth(ctx, instance, status === "HEALTHY" ? "HEALTHY" : "UNHEALTHY");
  },
};

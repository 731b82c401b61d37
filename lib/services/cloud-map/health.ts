import type { Context } from "../../runtime/context.js";
import type { DelayDefaults } from "../../runtime/delays.js";
import type { TimerHandler } from "../../runtime/service.js";
import { keyBelow, keyParts } from "../../runtime/store/store.js";
import type { CustomHealthStatus, HealthStatus } from "./generated/types.js";
import { INSTANCES, type InstanceRow, instanceKey } from "./state/instances.js";
import type { ServiceRow } from "./state/services.js";

/** What an instance can be. */
export const HEALTH_STATUSES: readonly HealthStatus[] = ["HEALTHY", "UNHEALTHY", "UNKNOWN"];

const CHANGE = "cloud-map.custom-health";

/** How long a custom health status takes to show, unless a test says otherwise. Really about half a minute. */
export const healthDelays = { customHealth: 100 } satisfies DelayDefaults;

/** Instances of services that check nothing are neither healthy nor not; nobody looks at the endpoints of the others. */
export function healthOf(service: ServiceRow, instance: InstanceRow): HealthStatus {
  return instance.health ?? (isChecked(service) ? "HEALTHY" : "UNKNOWN");
}

/** Whether a service has a health check, of Route 53 or of its own. */
export function isChecked(service: ServiceRow): boolean {
  return service.customHealth || service.healthCheck !== undefined;
}

export function setHealth(ctx: Context, instance: InstanceRow, health: HealthStatus): void {
  ctx.table(INSTANCES).put(instanceKey(instance.serviceId, instance.id), { ...instance, health });
}

/** A status says itself what it changes to, so that two changes under way each come at their time. */
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

import type { Context } from "../../runtime/context.js";
import type { DelayDefaults } from "../../runtime/delays.js";
import type { TimerHandler } from "../../runtime/service.js";
import type { CapacityProviderStatus, CapacityProviderUpdateStatus } from "./generated/types.js";
import { CAPACITY_PROVIDERS, type CapacityProviderRow } from "./state/capacity-providers.js";

const CHANGED = "ecs.capacity-provider";

/** Default durations of capacity provider changes. */
export const capacityProviderDelays = {
  /** From creating, updating or deleting a capacity provider to completion. */
  capacityProvider: "2s",
} satisfies DelayDefaults;

/** The final row of each change; none for a deletion. */
const ENDS: Partial<
  Record<
    CapacityProviderUpdateStatus,
    { status: CapacityProviderStatus; updateStatus: CapacityProviderUpdateStatus }
  >
> = {
  CREATE_IN_PROGRESS: { status: "ACTIVE", updateStatus: "CREATE_COMPLETE" },
  UPDATE_IN_PROGRESS: { status: "ACTIVE", updateStatus: "UPDATE_COMPLETE" },
};

/** Whether a change of a capacity provider is in progress. */
export function isChanging({ provider }: CapacityProviderRow): boolean {
  return provider.updateStatus?.endsWith("_IN_PROGRESS") ?? false;
}

/** Writes a capacity provider and, if the row has a change in progress, schedules its end. */
export function saveCapacityProvider(ctx: Context, row: CapacityProviderRow): void {
  ctx.table(CAPACITY_PROVIDERS).put(row.provider.name, row);
  if (isChanging(row)) ctx.later("capacityProvider", CHANGED, row.provider.name);
}

/** Counts a describe call of a capacity provider. */
export function capacityProviderDescribed(ctx: Context, row: CapacityProviderRow): void {
  ctx.described(CHANGED, row.provider.name);
}

/** Run when changes of capacity providers end. */
export const capacityProviderTimers: Readonly<Record<string, TimerHandler>> = {
  [CHANGED](name, ctx) {
    const row = ctx.table(CAPACITY_PROVIDERS).get(name);
    if (!row?.provider.updateStatus) return;
    const end = ENDS[row.provider.updateStatus];
    if (end) ctx.table(CAPACITY_PROVIDERS).put(name, { ...row, provider: { ...row.provider, ...end } });
    else if (row.provider.updateStatus === "DELETE_IN_PROGRESS") ctx.table(CAPACITY_PROVIDERS).delete(name);
  },
};

import type { Context } from "../../../runtime/context.js";
import { key as joinKey } from "../../../runtime/store/store.js";
import type { InventoryConfiguration } from "../generated/types.js";
import type { BucketRow } from "../state/buckets.js";
import { INVENTORY_REPORTS } from "../state/reports.js";

/** The timer of a report. Its key has the bucket, the id and the time. */
export const INVENTORY = "s3.inventory-report";

const DAY = 86_400_000;
/** 1970-01-01 was a Thursday, so the first Sunday was day 3 after it. */
const FIRST_SUNDAY = 3;

/** Schedules the next report of an inventory: midnight UTC, daily or on Sundays. */
export function planReport(ctx: Context, bucket: BucketRow, inventory: InventoryConfiguration): void {
  const key = joinKey(bucket.name, inventory.Id);
  const reports = ctx.table(INVENTORY_REPORTS);
  if (!inventory.IsEnabled) {
    reports.delete(key);
    return;
  }
  const at = nextReport(ctx.now(), inventory.Schedule.Frequency === "Weekly");
  if (reports.get(key) === at) return;
  reports.put(key, at);
  const there = ctx.elsewhere({ account: bucket.owner, region: bucket.region });
  there.after(at - ctx.now(), INVENTORY, joinKey(bucket.name, inventory.Id, at), { background: true });
}

function nextReport(now: number, weekly: boolean): number {
  const tomorrow = Math.floor(now / DAY) + 1;
  return (weekly ? tomorrow + ((((FIRST_SUNDAY - tomorrow) % 7) + 7) % 7) : tomorrow) * DAY;
}

import type { Context } from "../../../runtime/context.js";
import type { TimerHandler } from "../../../runtime/service.js";
import { keyPrefix } from "../../../runtime/store/store.js";
import type { LoggingEnabled } from "../generated/types.js";
import { writeObject } from "../objects/write.js";
import { BUCKETS, type BucketRow } from "../state/buckets.js";
import { ACCESS_RECORDS, type AccessRecord, LOGGED_BUCKETS } from "../state/reports.js";
import { LOG_DELIVERY } from "./records.js";

/** Writes the access records of a bucket of the last hour to an object in its target. */
const deliver: TimerHandler = (name, ctx) => {
  const records = takeRecords(ctx, name);
  if (ctx.table(LOGGED_BUCKETS).has(name)) ctx.table(LOGGED_BUCKETS).put(name, { pending: false });
  const source = ctx.table(BUCKETS).get(name);
  const logging = source?.configuration.logging;
  const target = logging && ctx.table(BUCKETS).get(logging.TargetBucket);
  if (!source || !logging || !target || records.length === 0) return;
  const lines = records.map(({ line }) => `${line}\n`).join("");
  writeObject(ctx, target, keyOf(ctx, source, logging, records), lines, "text/plain");
};

export const LOG_TIMERS: Readonly<Record<string, TimerHandler>> = { [LOG_DELIVERY]: deliver };

/** Updates whether the requests to a bucket are logged. */
export function rememberLogging(ctx: Context, { name, configuration }: BucketRow): void {
  if (configuration.logging) ctx.table(LOGGED_BUCKETS).put(name, { pending: false });
  else ctx.table(LOGGED_BUCKETS).delete(name);
}

function takeRecords(ctx: Context, bucket: string): AccessRecord[] {
  const table = ctx.table(ACCESS_RECORDS);
  const start = keyPrefix(bucket);
  const taken: [string, AccessRecord][] = [];
  for (const entry of table.range({ from: start })) {
    if (!entry[0].startsWith(start)) break;
    taken.push(entry);
  }
  for (const [key] of taken) table.delete(key);
  return taken.map(([, record]) => record);
}

function byEventTime(format: LoggingEnabled["TargetObjectKeyFormat"]): boolean {
  const { PartitionedPrefix } = format ?? {};
  return PartitionedPrefix !== undefined && PartitionedPrefix.PartitionDateSource !== "DeliveryTime";
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html */
function keyOf(
  ctx: Context,
  { name, owner, region }: BucketRow,
  { TargetPrefix, TargetObjectKeyFormat }: LoggingEnabled,
  [first]: readonly AccessRecord[],
): string {
  const unique = ctx.ids.hex(16).toUpperCase();
  const ofEvents = byEventTime(TargetObjectKeyFormat);
  const [day = "", time = ""] = (ofEvents && first ? first.time : ctx.date()).toISOString().split("T");
  const moment = `${day}-${ofEvents ? "00-00-00" : time.slice(0, 8).replaceAll(":", "-")}`;
  if (!TargetObjectKeyFormat?.PartitionedPrefix) return `${TargetPrefix}${moment}-${unique}`;
  return `${TargetPrefix}${owner}/${region}/${name}/${day.replaceAll("-", "/")}/${moment}-${unique}`;
}

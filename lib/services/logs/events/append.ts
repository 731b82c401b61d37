import type { Context } from "../../../runtime/context.js";
import type { LogEvent } from "../../../runtime/ports/logs.js";
import { createGroup } from "../groups.js";
import { LOG_GROUPS } from "../state/groups.js";
import { LOG_STREAMS, streamKey } from "../state/streams.js";
import { createStream } from "../streams.js";
import { ingest } from "./ingest.js";

/** Appends events of any age; creates missing groups and streams. */
export function append(ctx: Context, group: string, stream: string, events: readonly LogEvent[]): void {
  if (!ctx.table(LOG_GROUPS).has(group)) createGroup(ctx, group);
  const row = ctx.table(LOG_STREAMS).get(streamKey(group, stream)) ?? createStream(ctx, group, stream);
  ingest(ctx, row, events);
}

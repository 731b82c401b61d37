import type { Context } from "../../runtime/context.js";
import type { LogEvent, LogSink } from "../../runtime/ports.js";
import type { AccountRegion } from "../../runtime/store/store.js";
import { ingest } from "./events/ingest.js";
import { createGroup } from "./groups.js";
import { LOG_GROUPS } from "./state/groups.js";
import { LOG_STREAMS, streamKey } from "./state/streams.js";
import { createStream } from "./streams.js";

/** CloudWatch Logs as the services see it that write to it. */
export function logSink(contextAt: (at: AccountRegion) => Context): LogSink {
  return {
    hasGroup: (at, group) => contextAt(at).table(LOG_GROUPS).has(group),
    write: (at, group, stream, events) => append(contextAt(at), group, stream, events),
  };
}

/** Appends events, whatever their age; the group and the stream are made when they are not there. */
export function append(ctx: Context, group: string, stream: string, events: readonly LogEvent[]): void {
  ctx.transaction(() => {
    if (!ctx.table(LOG_GROUPS).has(group)) createGroup(ctx, group);
    const row = ctx.table(LOG_STREAMS).get(streamKey(group, stream)) ?? createStream(ctx, group, stream);
    ingest(ctx, row, events);
  });
}

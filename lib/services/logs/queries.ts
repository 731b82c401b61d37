import type { Context } from "../../runtime/context.js";
import { keyPrefix, withPrefix } from "../../runtime/store/store.js";
import { digitsOf, startOf } from "./events/position.js";
import { oldestKept } from "./events/retention.js";
import { search } from "./events/search.js";
import { sizeOf } from "./events/sizes.js";
import type { QueryStatistics } from "./generated/types.js";
import { readQuery } from "./insights/query.js";
import { QueryRecord } from "./insights/record.js";
import { resultsOf } from "./insights/results.js";
import { encodePointer } from "./pointers.js";
import { LOG_GROUPS } from "./state/groups.js";
import { QUERIES, type QueryRow } from "./state/queries.js";
import { LOG_STREAMS } from "./state/streams.js";

const RUNNING = "logs.query-running";
const COMPLETE = "logs.query-complete";

export const NO_STATISTICS: QueryStatistics = {
  recordsMatched: 0,
  recordsScanned: 0,
  estimatedRecordsSkipped: 0,
  bytesScanned: 0,
  estimatedBytesSkipped: 0,
  logGroupsScanned: 0,
};

export function beginQuery(ctx: Context, queryId: string): void {
  ctx.later("queryRunning", RUNNING, queryId);
}

/** Counts a describe call of a query. */
export function queryDescribed(ctx: Context, { queryId, status }: QueryRow): void {
  if (status === "Scheduled") ctx.described(RUNNING, queryId);
  if (status === "Running") ctx.described(COMPLETE, queryId);
}

/** Whether a query has not ended yet. */
export function isUnderWay({ status }: QueryRow): boolean {
  return status === "Scheduled" || status === "Running";
}

export const QUERY_TIMERS = {
  [RUNNING]: (queryId: string, ctx: Context) => {
    const row = ctx.table(QUERIES).get(queryId);
    if (row?.status !== "Scheduled") return;
    ctx.table(QUERIES).put(queryId, { ...row, status: "Running" });
    ctx.later("queryComplete", COMPLETE, queryId);
  },
  [COMPLETE]: (queryId: string, ctx: Context) => {
    const row = ctx.table(QUERIES).get(queryId);
    if (row?.status !== "Running") return;
    ctx.table(QUERIES).put(queryId, { ...row, ...evaluate(ctx, row), status: "Complete" });
  },
};

/** The result of a query on the current events. */
function evaluate(ctx: Context, row: QueryRow): Pick<QueryRow, "results" | "statistics"> {
  const { records, bytes } = scannedRecords(ctx, row);
  const query = readQuery(row.queryString);
  const outcome = query.run(records);
  const results = resultsOf(outcome);
  return {
    results: query.limited ? results : results.slice(0, row.limit),
    statistics: {
      ...NO_STATISTICS,
      recordsMatched: outcome.matched,
      recordsScanned: records.length,
      bytesScanned: bytes,
      logGroupsScanned: row.groups.length,
    },
  };
}

/** The events of the queried groups in the queried time range, newest first. */
function scannedRecords(
  ctx: Context,
  { groups, from, until }: QueryRow,
): { records: QueryRecord[]; bytes: number } {
  const records: QueryRecord[] = [];
  let bytes = 0;
  for (const name of groups) {
    const group = ctx.table(LOG_GROUPS).get(name);
    if (!group) continue;
    const streams = [...withPrefix(ctx.table(LOG_STREAMS), keyPrefix(name))];
    const start = startOf(Math.max(from, oldestKept(ctx, group)));
    for (const { stream, event } of search(ctx, { streams, from: start, until, matches: () => true })) {
      const { logStreamName } = stream;
      const source = { account: ctx.account, group: name, stream: logStreamName };
      const pointer = encodePointer({ group: name, stream: logStreamName, digits: digitsOf(event) });
      records.push(new QueryRecord({ ...event, ...source }, pointer));
      bytes += sizeOf(event);
    }
  }
  const newestFirst = records.reverse();
  return { records: groups.length > 1 ? newestFirst.sort(byTime) : newestFirst, bytes };
}

function byTime(a: QueryRecord, b: QueryRecord): number {
  return b.timestamp - a.timestamp;
}

import type { Context } from "../../../runtime/context.js";
import { nextNumber, trimHistory } from "../../../runtime/store/records.js";
import { invalidParameter, queriedGroupNotFound, queryNotFound } from "../errors.js";
import { MOST_EVENTS } from "../events/sizes.js";
import type {
  DescribeQueriesRequest,
  DescribeQueriesResponse,
  GetQueryResultsRequest,
  GetQueryResultsResponse,
  QueryInfo,
  StartQueryRequest,
  StartQueryResponse,
  StopQueryRequest,
  StopQueryResponse,
} from "../generated/types.js";
import { groupNameOf } from "../groups.js";
import { readQuery } from "../insights/query.js";
import { queryPager } from "../paging.js";
import { beginQuery, isUnderWay, NO_STATISTICS, queryDescribed } from "../queries.js";
import { LOG_GROUPS } from "../state/groups.js";
import { QUERIES, QUERY_ORDER, type QueryRow } from "../state/queries.js";

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartQuery.html */
export function startQuery(input: StartQueryRequest, ctx: Context): StartQueryResponse {
  const { startTime, endTime, queryString, limit = MOST_EVENTS, queryLanguage = "CWLI" } = input;
  if (queryLanguage !== "CWLI") {
    throw invalidParameter(`The query language ${queryLanguage} is not simulated. Write the query in CWLI.`);
  }
  const groups = queriedGroups(ctx, input);
  if (startTime > endTime) throw invalidParameter("End time should be greater than or equal to start time.");
  readQuery(queryString);
  const queryId = ctx.ids.uuid();
  const order = nextNumber(ctx.table(QUERY_ORDER));
  ctx.table(QUERY_ORDER).put(order, queryId);
  ctx.table(QUERIES).put(queryId, {
    queryId,
    groups,
    queryString,
    from: startTime * 1000,
    until: endTime * 1000,
    limit,
    createTime: ctx.now(),
    order,
    status: "Scheduled",
    results: [],
    statistics: NO_STATISTICS,
  });
  trimHistory(
    ctx,
    QUERIES,
    (row) => {
      ctx.table(QUERIES).delete(row.queryId);
      ctx.table(QUERY_ORDER).delete(row.order);
    },
    (row) => !isUnderWay(row),
  );
  beginQuery(ctx, queryId);
  return { queryId };
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetQueryResults.html */
export function getQueryResults({ queryId }: GetQueryResultsRequest, ctx: Context): GetQueryResultsResponse {
  const row = existingQuery(ctx, queryId);
  queryDescribed(ctx, row);
  const { results, statistics, status } = row;
  return { queryLanguage: "CWLI", results, statistics, status };
}

export function stopQuery({ queryId }: StopQueryRequest, ctx: Context): StopQueryResponse {
  const row = existingQuery(ctx, queryId);
  if (!isUnderWay(row)) {
    throw invalidParameter(`Query is not in a state that allows stopping: it is ${row.status}.`);
  }
  ctx.table(QUERIES).put(queryId, { ...row, status: "Cancelled" });
  return { success: true };
}

/** The latest query comes first. */
export function describeQueries(input: DescribeQueriesRequest, ctx: Context): DescribeQueriesResponse {
  const { logGroupName, status } = input;
  const { items, next } = queryPager.page(input, {
    name: ["DescribeQueries", logGroupName, status],
    after: function* (position) {
      const range = position === undefined ? {} : { after: Number(position) };
      for (const id of ctx.table(QUERY_ORDER).values({ ...range, reverse: true })) {
        const row = ctx.table(QUERIES).get(id);
        if (!row || (status ?? row.status) !== row.status) continue;
        if (logGroupName === undefined || row.groups.includes(logGroupName)) yield row;
      }
    },
    position: ({ order }) => String(order),
  });
  return { queries: items.map(describeQuery), nextToken: next };
}

function describeQuery({
  queryId,
  groups,
  queryString,
  from,
  until,
  status,
  createTime,
}: QueryRow): QueryInfo {
  const sources = groups.map((group) => `"${group}"`).join(", ");
  return {
    queryLanguage: "CWLI",
    queryId,
    queryString: `SOURCE ${sources} START=${from} END=${until} | ${queryString}`,
    status,
    createTime,
    ...(groups.length === 1 && { logGroupName: groups[0] }),
  };
}

/** @throws InvalidParameterException unless groups are named in one way, ResourceNotFoundException */
function queriedGroups(ctx: Context, input: StartQueryRequest): string[] {
  const { logGroupName, logGroupNames, logGroupIdentifiers } = input;
  const ways = [logGroupName, logGroupNames, logGroupIdentifiers].filter((way) => way !== undefined);
  if (ways.length !== 1) {
    throw invalidParameter(
      "Exactly one of logGroupName, logGroupNames or logGroupIdentifiers must be specified.",
    );
  }
  const named = logGroupName === undefined ? (logGroupNames ?? logGroupIdentifiers ?? []) : [logGroupName];
  return named.map((identifier) => {
    const name = groupNameOf(ctx, identifier);
    if (name !== undefined && ctx.table(LOG_GROUPS).has(name)) return name;
    throw queriedGroupNotFound(name ?? identifier, ctx.account, ctx.requestId);
  });
}

/** @throws ResourceNotFoundException */
function existingQuery(ctx: Context, queryId: string): QueryRow {
  const row = ctx.table(QUERIES).get(queryId);
  if (!row) throw queryNotFound();
  return row;
}

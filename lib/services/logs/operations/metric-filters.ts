import type { Context } from "../../../runtime/context.js";
import { key, withPrefix } from "../../../runtime/store/store.js";
import { passing } from "../../../shared/pager.js";
import { invalidParameter, limitExceeded, metricFilterNotFound, standardClassOnly } from "../errors.js";
import { readPattern } from "../filter-pattern/read-pattern.js";
import type {
  DeleteMetricFilterRequest,
  DescribeMetricFiltersRequest,
  DescribeMetricFiltersResponse,
  PutMetricFilterRequest,
  TestMetricFilterRequest,
  TestMetricFilterResponse,
} from "../generated/types.js";
import { existingGroup } from "../groups.js";
import { metricFiltersOf, removeMetricFilter, saveMetricFilter } from "../metric-filters.js";
import { checkTransformation } from "../metric-transformations.js";
import { pager } from "../paging.js";
import {
  filterKey,
  filterNameKey,
  METRIC_FILTER_NAMES,
  METRIC_FILTERS,
  type MetricFilterRow,
} from "../state/filters.js";

const MOST_FILTERS = 100;

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html */
export function putMetricFilter(input: PutMetricFilterRequest, ctx: Context): object {
  const { logGroupName, filterName, filterPattern } = input;
  const group = existingGroup(ctx, logGroupName);
  if (group.logGroupClass !== "STANDARD") throw standardClassOnly();
  const pattern = readPattern(filterPattern);
  for (const transformation of input.metricTransformations) checkTransformation(transformation, pattern);
  const before = ctx.table(METRIC_FILTERS).get(filterKey(logGroupName, filterName));
  if (!before && metricFiltersOf(ctx, logGroupName).length >= MOST_FILTERS) throw limitExceeded();
  saveMetricFilter(ctx, {
    ...input,
    creationTime: before?.creationTime ?? ctx.now(),
    applyOnTransformedLogs: input.applyOnTransformedLogs ?? false,
  });
  return {};
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeMetricFilters.html */
export function describeMetricFilters(
  input: DescribeMetricFiltersRequest,
  ctx: Context,
): DescribeMetricFiltersResponse {
  const { logGroupName, filterNamePrefix = "", metricName, metricNamespace } = input;
  if ((metricName === undefined) !== (metricNamespace === undefined)) {
    throw invalidParameter("metricName and metricNamespace must be given together.");
  }
  if (logGroupName !== undefined) existingGroup(ctx, logGroupName);
  const { items, next } = pager.page(input, {
    name: ["DescribeMetricFilters", logGroupName, filterNamePrefix, metricName, metricNamespace],
    after: (position) =>
      passing(
        logGroupName === undefined
          ? filtersByName(ctx, filterNamePrefix, position)
          : withPrefix(ctx.table(METRIC_FILTERS), filterKey(logGroupName, filterNamePrefix), position),
        (row) => feeds(row, metricName, metricNamespace),
      ),
    position: (row) =>
      (logGroupName === undefined ? filterNameKey : filterKey)(row.logGroupName, row.filterName),
  });
  return { metricFilters: items, nextToken: next };
}

export function deleteMetricFilter(input: DeleteMetricFilterRequest, ctx: Context): object {
  existingGroup(ctx, input.logGroupName);
  if (!removeMetricFilter(ctx, input.logGroupName, input.filterName)) throw metricFilterNotFound();
  return {};
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_TestMetricFilter.html */
export function testMetricFilter(input: TestMetricFilterRequest): TestMetricFilterResponse {
  const pattern = readPattern(input.filterPattern);
  const matches = input.logEventMessages.flatMap((eventMessage, i) =>
    pattern.matches(eventMessage)
      ? [{ eventNumber: i + 1, eventMessage, extractedValues: pattern.extract(eventMessage) }]
      : [],
  );
  return { matches };
}

/** The filters of all groups by their own names; AWS does not sort by group. */
function* filtersByName(ctx: Context, prefix: string, position?: string): Generator<MetricFilterRow> {
  for (const rowKey of withPrefix(ctx.table(METRIC_FILTER_NAMES), key(prefix), position)) {
    const row = ctx.table(METRIC_FILTERS).get(rowKey);
    if (row) yield row;
  }
}

/** Whether a filter contributes to a metric; any metric if none is given. */
function feeds(
  { metricTransformations = [] }: MetricFilterRow,
  name: string | undefined,
  namespace: string | undefined,
): boolean {
  return (
    name === undefined ||
    metricTransformations.some(
      ({ metricName, metricNamespace }) => metricName === name && metricNamespace === namespace,
    )
  );
}

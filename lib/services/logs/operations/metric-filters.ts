import type { Context } from "../../../core/context.js";
import { withPrefix } from "../../../core/store.js";
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
import { checkTransformation } from "../metric-transformations.js";
import { listPage, only, rowsWithPrefix } from "../paging.js";
import { filterKey, METRIC_FILTERS, type MetricFilterRow } from "../state/filters.js";

const MOST_FILTERS = 100;

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html */
export function putMetricFilter(input: PutMetricFilterRequest, ctx: Context): object {
  const { logGroupName, filterName, filterPattern } = input;
  const group = existingGroup(ctx, logGroupName);
  if (group.logGroupClass !== "STANDARD") throw standardClassOnly();
  const pattern = readPattern(filterPattern);
  for (const transformation of input.metricTransformations) checkTransformation(transformation, pattern);
  const filters = ctx.table(METRIC_FILTERS);
  const key = filterKey(logGroupName, filterName);
  const before = filters.get(key);
  if (!before && [...withPrefix(filters, `${logGroupName}:`)].length >= MOST_FILTERS) throw limitExceeded();
  filters.put(key, {
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
  const prefix = logGroupName === undefined ? "" : filterKey(logGroupName, filterNamePrefix);
  const { items, next } = listPage<MetricFilterRow>({
    name: JSON.stringify(["DescribeMetricFilters", prefix, filterNamePrefix, metricName, metricNamespace]),
    limit: input.limit,
    token: input.nextToken,
    after: (position) =>
      only(
        rowsWithPrefix(ctx, METRIC_FILTERS, prefix, position),
        (row) => row.filterName.startsWith(filterNamePrefix) && feeds(row, metricName, metricNamespace),
      ),
    position: (row) => filterKey(row.logGroupName, row.filterName),
  });
  return { metricFilters: items, ...(next !== undefined && { nextToken: next }) };
}

export function deleteMetricFilter(input: DeleteMetricFilterRequest, ctx: Context): object {
  existingGroup(ctx, input.logGroupName);
  const deleted = ctx.table(METRIC_FILTERS).delete(filterKey(input.logGroupName, input.filterName));
  if (!deleted) throw metricFilterNotFound();
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

/** Whether a filter counts towards a metric; towards any when none is named. */
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

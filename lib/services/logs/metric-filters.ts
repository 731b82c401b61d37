import type { Context } from "../../runtime/context.js";
import { keyPrefix, withPrefix } from "../../runtime/store/store.js";
import {
  filterKey,
  filterNameKey,
  METRIC_FILTER_NAMES,
  METRIC_FILTERS,
  type MetricFilterRow,
} from "./state/filters.js";

/** Stores a metric filter, and its index entry by name across groups. */
export function saveMetricFilter(ctx: Context, row: MetricFilterRow): void {
  const key = filterKey(row.logGroupName, row.filterName);
  ctx.table(METRIC_FILTERS).put(key, row);
  ctx.table(METRIC_FILTER_NAMES).put(filterNameKey(row.logGroupName, row.filterName), key);
}

/** Removes a metric filter; returns `false` if it did not exist. */
export function removeMetricFilter(ctx: Context, group: string, filter: string): boolean {
  ctx.table(METRIC_FILTER_NAMES).delete(filterNameKey(group, filter));
  return ctx.table(METRIC_FILTERS).delete(filterKey(group, filter));
}

/** The metric filters of a group, by name. */
export function metricFiltersOf(ctx: Context, group: string): MetricFilterRow[] {
  return [...withPrefix(ctx.table(METRIC_FILTERS), keyPrefix(group))];
}

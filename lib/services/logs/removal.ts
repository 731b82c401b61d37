import type { Context } from "../../core/context.js";
import { withPrefix } from "../../core/store.js";
import { metricFiltersOf, removeMetricFilter } from "./metric-filters.js";
import { filterKey, SUBSCRIPTION_FILTERS } from "./state/filters.js";
import { LOG_GROUPS, type LogGroupRow } from "./state/groups.js";
import { LOG_STREAMS } from "./state/streams.js";
import { removeStream } from "./streams.js";

/** Removes a group with its streams, their events, and its filters. */
export function removeGroup(ctx: Context, { logGroupName }: LogGroupRow): void {
  for (const stream of [...withPrefix(ctx.table(LOG_STREAMS), `${logGroupName}:`)]) removeStream(ctx, stream);
  for (const { filterName } of metricFiltersOf(ctx, logGroupName)) {
    removeMetricFilter(ctx, logGroupName, filterName);
  }
  removeSubscriptionFilters(ctx, logGroupName);
  ctx.table(LOG_GROUPS).delete(logGroupName);
}

function removeSubscriptionFilters(ctx: Context, group: string): void {
  const filters = ctx.table(SUBSCRIPTION_FILTERS);
  for (const { filterName } of [...withPrefix(filters, `${group}:`)]) {
    filters.delete(filterKey(group, filterName));
  }
}

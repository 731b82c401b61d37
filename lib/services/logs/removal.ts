import type { Context } from "../../runtime/context.js";
import { keyPrefix, withPrefix } from "../../runtime/store/store.js";
import { metricFiltersOf, removeMetricFilter } from "./metric-filters.js";
import { filterKey, SUBSCRIPTION_FILTERS } from "./state/filters.js";
import { LOG_GROUPS, type LogGroupRow } from "./state/groups.js";
import { DATA_PROTECTION_POLICIES, INDEX_POLICIES, TRANSFORMERS } from "./state/policies.js";
import { LOG_STREAMS } from "./state/streams.js";
import { removeStream } from "./streams.js";

/** Removes a group with its streams, their events, its filters and its policies. */
export function removeGroup(ctx: Context, { logGroupName }: LogGroupRow): void {
  for (const stream of [...withPrefix(ctx.table(LOG_STREAMS), keyPrefix(logGroupName))])
    removeStream(ctx, stream);
  for (const { filterName } of metricFiltersOf(ctx, logGroupName)) {
    removeMetricFilter(ctx, logGroupName, filterName);
  }
  removeSubscriptionFilters(ctx, logGroupName);
  for (const policies of [DATA_PROTECTION_POLICIES, INDEX_POLICIES, TRANSFORMERS]) {
    ctx.table<unknown>(policies).delete(logGroupName);
  }
  ctx.table(LOG_GROUPS).delete(logGroupName);
}

function removeSubscriptionFilters(ctx: Context, group: string): void {
  const filters = ctx.table(SUBSCRIPTION_FILTERS);
  for (const { filterName } of [...withPrefix(filters, keyPrefix(group))]) {
    filters.delete(filterKey(group, filterName));
  }
}

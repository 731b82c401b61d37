import type { Context } from "../../core/context.js";
import { type TableDefinition, withPrefix } from "../../core/store.js";
import { filterKey, METRIC_FILTERS, SUBSCRIPTION_FILTERS } from "./state/filters.js";
import { LOG_GROUPS, type LogGroupRow } from "./state/groups.js";
import { LOG_STREAMS } from "./state/streams.js";
import { removeStream } from "./streams.js";

/** Removes a group with its streams, their events, and its filters. */
export function removeGroup(ctx: Context, { logGroupName }: LogGroupRow): void {
  for (const stream of [...withPrefix(ctx.table(LOG_STREAMS), `${logGroupName}:`)]) removeStream(ctx, stream);
  removeFilters(ctx, METRIC_FILTERS, logGroupName);
  removeFilters(ctx, SUBSCRIPTION_FILTERS, logGroupName);
  ctx.table(LOG_GROUPS).delete(logGroupName);
}

function removeFilters<Row extends { readonly filterName: string }>(
  ctx: Context,
  definition: TableDefinition<Row>,
  group: string,
): void {
  const filters = ctx.table(definition);
  for (const { filterName } of [...withPrefix(filters, `${group}:`)]) {
    filters.delete(filterKey(group, filterName));
  }
}

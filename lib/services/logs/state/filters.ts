import { defineTable, key } from "../../../runtime/store/store.js";
import type { MetricFilter, SubscriptionFilter } from "../generated/types.js";

/** Common members of stored filters. */
interface Named {
  readonly logGroupName: string;
  readonly filterName: string;
  readonly filterPattern: string;
}

export type MetricFilterRow = MetricFilter & Named;

/** Metric filters, by {@link filterKey}. */
export const METRIC_FILTERS = defineTable<MetricFilterRow>({
  name: "logs.metric-filters",
  key: ["logGroupName", "filterName"],
});

/** Keys of the metric filters of all groups in name order, by {@link filterNameKey}. */
export const METRIC_FILTER_NAMES = defineTable<string>({
  name: "logs.metric-filter-names",
  key: ["filterName", "logGroupName"],
});

export type SubscriptionFilterRow = SubscriptionFilter & Named & { readonly destinationArn: string };

/** Subscription filters, by {@link filterKey}. */
export const SUBSCRIPTION_FILTERS = defineTable<SubscriptionFilterRow>({
  name: "logs.subscription-filters",
  key: ["logGroupName", "filterName"],
});

/** Key of a metric filter in {@link METRIC_FILTER_NAMES}. */
export function filterNameKey(group: string, filter: string): string {
  return key(filter, group);
}

export function filterKey(group: string, filter: string): string {
  return key(group, filter);
}

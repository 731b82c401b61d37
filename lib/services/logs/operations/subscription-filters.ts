import type { Context } from "../../../runtime/context.js";
import { keyPrefix, withPrefix } from "../../../runtime/store/store.js";
import { limitExceeded, standardClassOnly, subscriptionFilterNotFound } from "../errors.js";
import { readPattern } from "../filter-pattern/read-pattern.js";
import type {
  DeleteSubscriptionFilterRequest,
  DescribeSubscriptionFiltersRequest,
  DescribeSubscriptionFiltersResponse,
  PutSubscriptionFilterRequest,
} from "../generated/types.js";
import { existingGroup } from "../groups.js";
import { pager } from "../paging.js";
import { filterKey, SUBSCRIPTION_FILTERS } from "../state/filters.js";
import { checkDestination } from "../subscription-destinations.js";

const MOST_FILTERS = 2;

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutSubscriptionFilter.html */
export function putSubscriptionFilter(input: PutSubscriptionFilterRequest, ctx: Context): object {
  const { logGroupName, filterName } = input;
  const group = existingGroup(ctx, logGroupName);
  if (group.logGroupClass !== "STANDARD") throw standardClassOnly();
  readPattern(input.filterPattern);
  const filters = ctx.table(SUBSCRIPTION_FILTERS);
  const key = filterKey(logGroupName, filterName);
  const before = filters.get(key);
  if (!before && [...withPrefix(filters, keyPrefix(logGroupName))].length >= MOST_FILTERS)
    throw limitExceeded();
  checkDestination(ctx, input);
  filters.put(key, {
    ...input,
    distribution: input.distribution ?? "ByLogStream",
    applyOnTransformedLogs: input.applyOnTransformedLogs ?? false,
    creationTime: before?.creationTime ?? ctx.now(),
  });
  return {};
}

export function describeSubscriptionFilters(
  input: DescribeSubscriptionFiltersRequest,
  ctx: Context,
): DescribeSubscriptionFiltersResponse {
  const { logGroupName, filterNamePrefix = "" } = input;
  existingGroup(ctx, logGroupName);
  const prefix = filterKey(logGroupName, filterNamePrefix);
  const { items, next } = pager.rows(
    input,
    `DescribeSubscriptionFilters ${prefix}`,
    ctx.table(SUBSCRIPTION_FILTERS),
    { prefix },
  );
  return { subscriptionFilters: items, nextToken: next };
}

export function deleteSubscriptionFilter(input: DeleteSubscriptionFilterRequest, ctx: Context): object {
  existingGroup(ctx, input.logGroupName);
  const deleted = ctx.table(SUBSCRIPTION_FILTERS).delete(filterKey(input.logGroupName, input.filterName));
  if (!deleted) throw subscriptionFilterNotFound();
  return {};
}

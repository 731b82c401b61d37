import { EventPattern } from "../../../event-patterns/pattern.js";
import { isObject } from "../../../policies/document.js";
import type { Context } from "../../../runtime/context.js";
import { defineTransient } from "../../../runtime/transient-state.js";
import type { Notification } from "../state/messages.js";
import type { SubscriptionRow } from "../state/subscriptions.js";
import { AttributeFilter } from "./attribute-filter.js";
import { parsedPolicy } from "./filter-policy.js";

/** Whether a message matches the filter policy of a subscription. */
type Filter = (notification: Notification) => boolean;

const PASSES: Filter = () => true;

/** Parsed filters, by their rows. Rows are immutable. */
export const FILTERS = defineTransient("sns.filters", () => new WeakMap<SubscriptionRow, Filter>());

/** Whether a subscription receives a message. */
export function accepts(ctx: Context, subscription: SubscriptionRow, notification: Notification): boolean {
  if (!subscription.attributes.has("FilterPolicy")) return true;
  const filters = ctx.transient(FILTERS);
  let filter = filters.get(subscription);
  if (!filter) {
    filter = filterOf(subscription);
    filters.set(subscription, filter);
  }
  return filter(notification);
}

function filterOf({ attributes }: SubscriptionRow): Filter {
  const policy = parsedPolicy(attributes.get("FilterPolicy") ?? "{}");
  if (Object.keys(policy).length === 0) return PASSES;
  if (attributes.get("FilterPolicyScope") === "MessageBody") {
    const pattern = EventPattern.of(policy);
    return ({ message }) => {
      const body = bodyOf(message);
      return body !== undefined && pattern.matches(body);
    };
  }
  const filter = new AttributeFilter(policy);
  return (notification) => filter.matches(notification.attributes ?? {});
}

/** A message parsed as a JSON object; `undefined` for other messages. */
function bodyOf(message: string): object | undefined {
  try {
    const body: unknown = JSON.parse(message);
    return isObject(body) ? body : undefined;
  } catch {
    return undefined;
  }
}

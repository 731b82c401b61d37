import type { Context } from "../../runtime/context.js";
import { COUNTERS } from "./state/tasks.js";

/** The next position of a kind of rows in creation order. */
export function nextOrder(ctx: Context, kind: "tasks" | "service-deployments" | "outputs"): number {
  const counters = ctx.table(COUNTERS);
  const order = (counters.get(kind) ?? 0) + 1;
  counters.put(kind, order);
  return order;
}

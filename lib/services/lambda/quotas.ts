import type { Context } from "../../runtime/context.js";
import { keyPrefix, withPrefix } from "../../runtime/store/store.js";
import { FUNCTIONS, PROVISIONED } from "./state.js";

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
export const ACCOUNT_CONCURRENCY = 1000;
/** Minimum concurrency that reservations must leave unreserved. */
export const LEAST_UNRESERVED = 100;

/** Concurrency that functions without a reservation share, ignoring that of `except`. */
export function unreservedConcurrency(ctx: Context, except?: string): number {
  let reserved = 0;
  for (const row of ctx.table(FUNCTIONS).values())
    if (row.name !== except) reserved += row.reservedConcurrency ?? 0;
  return ACCOUNT_CONCURRENCY - reserved;
}

/** Provisioned concurrency of a function, without that of one qualifier. */
export function provisionedConcurrency(ctx: Context, name: string, except?: string): number {
  let total = 0;
  for (const row of withPrefix(ctx.table(PROVISIONED), keyPrefix(name))) {
    if (row.qualifier !== except) total += row.requested;
  }
  return total;
}

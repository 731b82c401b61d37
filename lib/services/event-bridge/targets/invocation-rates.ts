import type { Context } from "../../../runtime/context.js";
import { apiDestinationOfArn } from "../connections/lookup.js";
import { INVOCATION_SLOTS } from "../state/connections.js";

const SECOND = 1_000;

/**
 * The delay of a request to an API destination, in milliseconds, that keeps each second within
 * `InvocationRateLimitPerSecond`. 0 for other targets.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-api-destination-create.html
 */
export function waitFor(ctx: Context, targetArn: string): number | undefined {
  if (!targetArn.includes(":api-destination/")) return undefined;
  const destination = apiDestinationOfArn(ctx, targetArn);
  if (!destination) return undefined;
  const { name, rateLimit } = destination;
  const now = ctx.now();
  let { start, count } = ctx.table(INVOCATION_SLOTS).get(name) ?? { start: now, count: 0 };
  if (start + SECOND <= now) [start, count] = [now, 0];
  else if (count >= rateLimit) [start, count] = [start + SECOND, 0];
  ctx.table(INVOCATION_SLOTS).put(name, { start, count: count + 1 });
  return Math.max(0, start - now);
}

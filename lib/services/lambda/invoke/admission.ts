import type { Context } from "../../../runtime/context.js";
import { keyPrefix, withPrefix } from "../../../runtime/store/store.js";
import { rateExceeded } from "../errors/invocations.js";
import { versionOf } from "../lookup.js";
import { provisionedConcurrency } from "../quotas.js";
import { FUNCTIONS, PROVISIONED } from "../state.js";
import type { InvocationTarget } from "./attempt.js";
import { runningByVersion } from "./environments.js";

/**
 * Admits an invocation within the function's reserved concurrency. Provisioned concurrency of a version is
 * its own; the rest of the reservation is shared:
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html
 *
 * @throws TooManyRequestsException if the concurrency is exhausted.
 */
export function admit(ctx: Context, { name, version }: InvocationTarget): void {
  const reserved = ctx.table(FUNCTIONS).get(name)?.reservedConcurrency;
  if (reserved === undefined) return;
  const running = runningByVersion(ctx, name);
  const provisioned = provisionedByVersion(ctx, name);
  if ((running.get(version) ?? 0) < (provisioned.get(version) ?? 0)) return;
  let shared = 0;
  for (const [other, count] of running) shared += Math.max(0, count - (provisioned.get(other) ?? 0));
  if (shared >= reserved - provisionedConcurrency(ctx, name)) {
    throw rateExceeded("ReservedFunctionConcurrentInvocationLimitExceeded");
  }
}

function provisionedByVersion(ctx: Context, name: string): Map<string, number> {
  const byVersion = new Map<string, number>();
  for (const { qualifier, allocated } of withPrefix(ctx.table(PROVISIONED), keyPrefix(name))) {
    const version = versionOf(ctx, { name, qualifier })?.version;
    if (version !== undefined) byVersion.set(version, (byVersion.get(version) ?? 0) + allocated);
  }
  return byVersion;
}

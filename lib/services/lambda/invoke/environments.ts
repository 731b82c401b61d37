import type { Context } from "../../../runtime/context.js";
import { defineTable, keyPrefix, withPrefix } from "../../../runtime/store/store.js";
import { qualifiedKey } from "../state.js";
import type { InvocationTarget } from "./attempt.js";

/** Where a version runs. Each runs one event at a time and writes one log stream. */
export interface ExecutionEnvironment {
  readonly logStream: string;
  readonly busy: boolean;
  /** No event has run in it yet. */
  readonly cold: boolean;
}

/** The execution environments of a version. */
interface EnvironmentsRow {
  readonly version: string;
  readonly revision: string;
  readonly environments: readonly ExecutionEnvironment[];
}

/** Execution environments by function and version, reused as Lambda reuses them. */
export const ENVIRONMENTS = defineTable<EnvironmentsRow>({
  name: "lambda.execution-environments",
  key: ["name", "version"],
});

/** Begins to use an idle environment of a version, or a new one. A changed version starts over. */
export function acquireEnvironment(
  ctx: Context,
  { name, version, revision }: InvocationTarget,
): ExecutionEnvironment {
  const key = qualifiedKey(name, version);
  const row = ctx.table(ENVIRONMENTS).get(key);
  // Those of an earlier revision that still run finish, and count, among the new ones.
  const known = row?.environments.filter(({ busy }) => busy || row.revision === revision) ?? [];
  const idle = known.find(({ busy }) => !busy) ?? { logStream: streamName(ctx, version), cold: true };
  const acquired = { ...idle, busy: true };
  const environments = [...known.filter((other) => other !== idle), acquired];
  ctx.table(ENVIRONMENTS).put(key, { version, revision, environments });
  return acquired;
}

/** Ends the use of an environment: it is idle and warm. */
export function releaseEnvironment(
  ctx: Context,
  { name, version }: InvocationTarget,
  logStream: string,
): void {
  const key = qualifiedKey(name, version);
  const row = ctx.table(ENVIRONMENTS).get(key);
  if (!row) return;
  const environments = row.environments.map((other) =>
    other.logStream === logStream ? { logStream, busy: false, cold: false } : other,
  );
  ctx.table(ENVIRONMENTS).put(key, { ...row, environments });
}

/** How many events every version of a function is running. */
export function runningByVersion(ctx: Context, name: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { version, environments } of withPrefix(ctx.table(ENVIRONMENTS), keyPrefix(name)))
    counts.set(version, environments.filter(({ busy }) => busy).length);
  return counts;
}

/** `2024/05/01/[$LATEST]<32 hex>`: the day on which the environment was made. */
function streamName(ctx: Context, version: string): string {
  return `${ctx.date().toISOString().slice(0, 10).replaceAll("-", "/")}/[${version}]${ctx.ids.hex(32)}`;
}

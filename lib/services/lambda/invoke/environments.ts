import type { Context } from "../../../runtime/context.js";
import { defineTable, keyBelow, keyPrefix, withPrefix } from "../../../runtime/store/store.js";
import { qualifiedKey } from "../state.js";
import type { InvocationTarget } from "./attempt.js";

/** An execution environment. Each runs one event at a time and writes one log stream. */
export interface ExecutionEnvironment {
  readonly logStream: string;
  /** No event has run in it yet. */
  readonly cold: boolean;
}

/** The execution environments of a version. */
interface EnvironmentsRow {
  readonly version: string;
  readonly revision: string;
  /** Number of environments that run an event. */
  readonly busy: number;
  /** Number of releases so far. */
  readonly released: number;
}

/** The execution environments of function versions. */
export const ENVIRONMENTS = defineTable<EnvironmentsRow>({
  name: "lambda.execution-environments",
  key: ["name", "version"],
  version: 2,
});

/** The log streams of idle environments in the order of their release, in which Lambda reuses them. */
export const IDLE_ENVIRONMENTS = defineTable<string>({
  name: "lambda.idle-environments",
  key: ["name", "version", "released"],
});

/** Acquires an idle environment of a version, or a new one. A changed version gets new ones. */
export function acquireEnvironment(
  ctx: Context,
  { name, version, revision }: InvocationTarget,
): ExecutionEnvironment {
  const key = qualifiedKey(name, version);
  // Running environments of an earlier revision finish, and count among the new ones.
  const row = ctx.table(ENVIRONMENTS).get(key) ?? { version, revision, busy: 0, released: 0 };
  if (row.revision !== revision) forgetIdle(ctx, key);
  ctx.table(ENVIRONMENTS).put(key, { ...row, revision, busy: row.busy + 1 });
  const logStream = takeIdle(ctx, key);
  return logStream === undefined
    ? { logStream: streamName(ctx, version), cold: true }
    : { logStream, cold: false };
}

/** Releases an environment: it is idle and warm. */
export function releaseEnvironment(
  ctx: Context,
  { name, version }: InvocationTarget,
  logStream: string,
): void {
  const key = qualifiedKey(name, version);
  const row = ctx.table(ENVIRONMENTS).get(key);
  if (!row) return;
  ctx.table(IDLE_ENVIRONMENTS).put(keyBelow(key, row.released), logStream);
  ctx.table(ENVIRONMENTS).put(key, { ...row, busy: row.busy - 1, released: row.released + 1 });
}

/** Number of running events by version of a function. */
export function runningByVersion(ctx: Context, name: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { version, busy } of withPrefix(ctx.table(ENVIRONMENTS), keyPrefix(name)))
    counts.set(version, busy);
  return counts;
}

function takeIdle(ctx: Context, environments: string): string | undefined {
  const idle = ctx.table(IDLE_ENVIRONMENTS);
  for (const [key, logStream] of idle.range({ from: `${environments} ` })) {
    if (!key.startsWith(`${environments} `)) return undefined;
    idle.delete(key);
    return logStream;
  }
  return undefined;
}

function forgetIdle(ctx: Context, environments: string): void {
  while (takeIdle(ctx, environments) !== undefined);
}

/** `2024/05/01/[$LATEST]<32 hex>`: the day on which the environment was created. */
function streamName(ctx: Context, version: string): string {
  return `${ctx.date().toISOString().slice(0, 10).replaceAll("-", "/")}/[${version}]${ctx.ids.hex(32)}`;
}

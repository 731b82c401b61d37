import type { Context } from "../../../runtime/context.js";
import { functionArn } from "../references.js";
import type { InvocationTarget } from "./attempt.js";

/** Where a version runs. Each runs one event at a time and writes one log stream. */
export interface ExecutionEnvironment {
  readonly logStream: string;
  busy: boolean;
  /** No event has run in it yet. */
  cold: boolean;
}

interface Pool {
  readonly revision: string;
  readonly environments: ExecutionEnvironment[];
}

/** The execution environments of every version, reused as Lambda reuses them. */
export class Environments {
  /** By unqualified ARN, then by version. */
  private readonly pools = new Map<string, Map<string, Pool>>();

  /** An idle environment of a version, or a new one. A changed version starts over. */
  acquire(ctx: Context, { name, version, revision }: InvocationTarget): ExecutionEnvironment {
    const { environments } = this.pool(functionArn(ctx, { name }), version, revision);
    const idle = environments.find((environment) => !environment.busy);
    if (idle) {
      idle.busy = true;
      return idle;
    }
    const fresh = { logStream: streamName(ctx, version), busy: true, cold: true };
    environments.push(fresh);
    return fresh;
  }

  /** How many events every version of a function is running. */
  running(arn: string): Map<string, number> {
    const counts = new Map<string, number>();
    for (const [version, { environments }] of this.pools.get(arn) ?? []) {
      counts.set(version, environments.filter(({ busy }) => busy).length);
    }
    return counts;
  }

  /** The function is gone. */
  forget(arn: string): void {
    this.pools.delete(arn);
  }

  private pool(arn: string, version: string, revision: string): Pool {
    const versions = this.pools.get(arn) ?? new Map<string, Pool>();
    this.pools.set(arn, versions);
    let pool = versions.get(version);
    if (pool?.revision !== revision) {
      // Those that still run finish, and count, among the new ones.
      pool = { revision, environments: pool?.environments.filter(({ busy }) => busy) ?? [] };
      versions.set(version, pool);
    }
    return pool;
  }
}

/** `2024/05/01/[$LATEST]<32 hex>`: the day on which the environment was made. */
function streamName(ctx: Context, version: string): string {
  return `${ctx.date().toISOString().slice(0, 10).replaceAll("-", "/")}/[${version}]${ctx.ids.hex(32)}`;
}

import type { Context } from "../../runtime/context.js";
import { defineTable, ONLY_ROW } from "../../runtime/store/store.js";

/** https://docs.aws.amazon.com/cloud-map/latest/dg/cloud-map-limits.html */
export interface CloudMapQuotas {
  /** Namespaces in an account and region. Default 50. */
  readonly namespaces: number;
  /** Instances of one service. Default 1,000. */
  readonly instancesPerService: number;
  /** Instances of all services of a namespace. Default 2,000. */
  readonly instancesPerNamespace: number;
}

const DEFAULTS: CloudMapQuotas = { namespaces: 50, instancesPerService: 1_000, instancesPerNamespace: 2_000 };

/** Quotas that a test has changed; one row. */
export const QUOTAS = defineTable<CloudMapQuotas>({ name: "cloud-map.quotas", key: [] });

export function quotas(ctx: Context): CloudMapQuotas {
  return ctx.table(QUOTAS).get(ONLY_ROW) ?? DEFAULTS;
}

/** Changes quotas and returns the current ones. */
export function changeQuotas(ctx: Context, change: Partial<CloudMapQuotas>): CloudMapQuotas {
  const changed = { ...quotas(ctx), ...change };
  ctx.table(QUOTAS).put(ONLY_ROW, changed);
  return changed;
}

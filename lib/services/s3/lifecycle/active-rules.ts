import type { LifecycleRule, TransitionDefaultMinimumObjectSize } from "../generated/types.js";
import type { BucketRow } from "../state/buckets.js";
import { filterOf, type RuleFilter } from "./filters.js";

/** An enabled rule with its parsed filter. */
export interface ActiveRule {
  readonly rule: LifecycleRule;
  readonly filter: RuleFilter;
}

/** The active lifecycle of a bucket. */
export interface ActiveLifecycle {
  readonly rules: readonly ActiveRule[];
  readonly minimumSize: TransitionDefaultMinimumObjectSize;
  /** Whether expiring a current version removes it without a delete marker. */
  readonly unversioned: boolean;
}

/** The enabled rules of a bucket; `undefined` without a lifecycle. */
export function activeLifecycle({ configuration, versioning }: BucketRow): ActiveLifecycle | undefined {
  const { lifecycle } = configuration;
  if (!lifecycle) return undefined;
  const rules: ActiveRule[] = [];
  for (const rule of lifecycle.rules)
    if (rule.Status === "Enabled") rules.push({ rule, filter: filterOf(rule) });
  return { rules, minimumSize: lifecycle.minimumSize, unversioned: versioning === undefined };
}

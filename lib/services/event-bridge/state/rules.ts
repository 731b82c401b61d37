import { defineTable, key, keyPrefix } from "../../../runtime/store/store.js";
import type { RuleState, Tag, Target } from "../generated/types.js";

/** A running schedule. */
export interface Scheduled {
  /** Distinguishes its timer from those of earlier schedules of the rule. */
  readonly id: string;
  /** Start of the intervals of a rate, in milliseconds since the epoch. */
  readonly start: number;
}

/** A rule of a bus, with its targets. */
export interface RuleRow {
  readonly bus: string;
  readonly name: string;
  readonly description?: string;
  /** JSON. */
  readonly pattern?: string;
  readonly schedule?: string;
  /** Present while the schedule is running. */
  readonly scheduled?: Scheduled;
  readonly state: RuleState;
  readonly roleArn?: string;
  /** The AWS service that created the rule, for managed rules. */
  readonly managedBy?: string;
  /** The archive that stores matching events. Such a rule has no targets. */
  readonly archive?: string;
  readonly targets: readonly Target[];
  readonly tags: readonly Required<Tag>[];
}

/** Rules by bus and name. */
export const RULES = defineTable<RuleRow>({ name: "event-bridge.rules", key: ["bus", "name"] });

export function ruleKey({ bus, name }: Pick<RuleRow, "bus" | "name">): string {
  return key(bus, name);
}

/** The prefix of the keys of a bus's rules. */
export function rulesOf(bus: string): string {
  return keyPrefix(bus);
}

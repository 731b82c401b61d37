import type { Row } from "./types.js";

/** A rule, as returned by `sim.eventBridge.rules()`. */
export interface Rule {
  readonly bus: string;
  readonly name: string;
  readonly arn: string;
  readonly state: string;
  readonly eventPattern?: unknown;
  readonly scheduleExpression?: string;
  readonly targets: readonly unknown[];
}

/** An event with its matching rules, as returned by `sim.eventBridge.events()`. */
export interface BusEvent {
  readonly bus: string;
  readonly event: Row;
  readonly ingested: number;
  readonly matched: readonly {
    readonly rule: string;
    readonly targets: readonly { readonly id: string; readonly status: string }[];
  }[];
}

/** A rule with its matched events. */
export interface RuleMatches {
  readonly id: string;
  readonly name: string;
  /** Omitted for events that matched no rule. */
  readonly rule?: Rule;
  readonly events: readonly BusEvent[];
  /** Failed deliveries to its targets. */
  readonly failed: number;
}

/** All rules with their matched events; at the end the events that matched no rule, if there are any. */
export function matchesOf(rules: readonly Rule[], events: readonly BusEvent[]): RuleMatches[] {
  const byRule = new Map(rules.map(({ arn }) => [arn, [] as BusEvent[]]));
  const named = new Map(rules.map(({ bus, name, arn }) => [`${bus}\n${name}`, arn]));
  const unmatched: BusEvent[] = [];
  for (const event of events) {
    if (event.matched.length === 0) unmatched.push(event);
    for (const { rule } of event.matched) byRule.get(named.get(`${event.bus}\n${rule}`) ?? "")?.push(event);
  }
  const rows = rules.map((rule): RuleMatches => {
    const own = byRule.get(rule.arn) ?? [];
    return { id: rule.arn, name: rule.name, rule, events: own, failed: failuresIn(own, rule.name) };
  });
  if (unmatched.length > 0)
    rows.push({ id: "none", name: "matched by no rule", events: unmatched, failed: 0 });
  return rows;
}

function failuresIn(events: readonly BusEvent[], name: string): number {
  const targets = events.flatMap(({ matched }) =>
    matched.filter(({ rule }) => rule === name).flatMap(({ targets }) => targets),
  );
  return targets.filter(({ status }) => status === "failed").length;
}

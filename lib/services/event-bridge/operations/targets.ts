import type { Context } from "../../../runtime/context.js";
import { limitExceeded } from "../errors/buses.js";
import { managedRule } from "../errors/rules.js";
import type {
  ListTargetsByRuleRequest,
  ListTargetsByRuleResponse,
  PutTargetsRequest,
  PutTargetsResponse,
  RemoveTargetsRequest,
  RemoveTargetsResponse,
} from "../generated/types.js";
import { pager } from "../paging.js";
import { existingRule } from "../rules/lookup.js";
import { RULES, ruleKey } from "../state/rules.js";
import { checkBusTarget } from "../targets/buses.js";
import { checkTarget } from "../targets/validation.js";

const MOST_TARGETS = 5;

/** Replaces existing targets with the same ids. */
export function putTargets(input: PutTargetsRequest, ctx: Context): PutTargetsResponse {
  const { ctx: there, rule } = existingRule(ctx, input.Rule, input.EventBusName);
  if (rule.managedBy !== undefined) throw managedRule(rule.name);
  for (const target of input.Targets) {
    checkTarget(target);
    checkBusTarget(there, target);
  }
  const targets = new Map([...rule.targets, ...input.Targets].map((target) => [target.Id, target]));
  if (targets.size > MOST_TARGETS) throw limitExceeded();
  there.table(RULES).put(ruleKey(rule), { ...rule, targets: [...targets.values()] });
  return { FailedEntryCount: 0, FailedEntries: [] };
}

/** Ignores unknown ids. */
export function removeTargets(input: RemoveTargetsRequest, ctx: Context): RemoveTargetsResponse {
  const { ctx: there, rule } = existingRule(ctx, input.Rule, input.EventBusName);
  if (rule.managedBy !== undefined && input.Force !== true) throw managedRule(rule.name);
  const targets = rule.targets.filter(({ Id }) => !input.Ids.includes(Id));
  there.table(RULES).put(ruleKey(rule), { ...rule, targets });
  return { FailedEntryCount: 0, FailedEntries: [] };
}

export function listTargetsByRule(input: ListTargetsByRuleRequest, ctx: Context): ListTargetsByRuleResponse {
  const { rule } = existingRule(ctx, input.Rule, input.EventBusName);
  const targets = rule.targets.toSorted((a, b) => (a.Id < b.Id ? -1 : 1));
  const name = ["ListTargetsByRule", rule.bus, rule.name];
  const { items, next } = pager.list(input, name, targets, ({ Id }) => Id);
  return { Targets: items, NextToken: next };
}

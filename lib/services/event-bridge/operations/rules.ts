import type { Context } from "../../../runtime/context.js";
import { DEFAULT_BUS, existingBus } from "../buses/lookup.js";
import { limitExceeded } from "../errors/buses.js";
import {
  managedRule,
  neitherPatternNorSchedule,
  ruleHasTargets,
  scheduleNotOnDefaultBus,
} from "../errors/rules.js";
import type {
  DeleteRuleRequest,
  DescribeRuleRequest,
  DescribeRuleResponse,
  DisableRuleRequest,
  EnableRuleRequest,
  ListRuleNamesByTargetRequest,
  ListRuleNamesByTargetResponse,
  ListRulesRequest,
  ListRulesResponse,
  PutRuleRequest,
  PutRuleResponse,
  Rule,
  RuleState,
} from "../generated/types.js";
import { pager } from "../paging.js";
import { existingRule, ruleArn, rulesOnBus } from "../rules/lookup.js";
import { readPattern } from "../rules/patterns.js";
import { checkSchedule, startSchedule } from "../rules/schedules.js";
import { RULES, type RuleRow, ruleKey, rulesOf } from "../state/rules.js";
import { tagging } from "../tags.js";

const MOST_RULES = 300;

/** Replaces a rule except for its targets and tags. */
export function putRule(input: PutRuleRequest, ctx: Context): PutRuleResponse {
  const { ctx: there, bus } = existingBus(ctx, input.EventBusName);
  checkRule(input, bus.name);
  const before = there.table(RULES).get(ruleKey({ bus: bus.name, name: input.Name }));
  if (before?.managedBy !== undefined) throw managedRule(before.name);
  if (!before) checkCount(there, bus.name);
  const rule: RuleRow = {
    bus: bus.name,
    name: input.Name,
    ...(input.Description !== undefined && { description: input.Description }),
    ...(input.EventPattern && { pattern: input.EventPattern }),
    ...(input.ScheduleExpression && { schedule: input.ScheduleExpression }),
    ...(input.RoleArn !== undefined && { roleArn: input.RoleArn }),
    state: input.State ?? "ENABLED",
    targets: before?.targets ?? [],
    tags: before?.tags ?? tagging.checked(input.Tags),
  };
  putScheduled(there, rule, before);
  return { RuleArn: ruleArn(there, rule) };
}

export function describeRule(input: DescribeRuleRequest, ctx: Context): DescribeRuleResponse {
  const { ctx: there, rule } = existingRule(ctx, input.Name, input.EventBusName);
  return { ...describe(there, rule), CreatedBy: there.account };
}

export function listRules(input: ListRulesRequest, ctx: Context): ListRulesResponse {
  const { ctx: there, bus } = existingBus(ctx, input.EventBusName);
  const prefix = rulesOf(bus.name) + (input.NamePrefix ?? "");
  const { items, next } = pager.rows(input, ["ListRules", prefix], there.table(RULES), { prefix });
  return { Rules: items.map((rule) => describe(there, rule)), NextToken: next };
}

export function listRuleNamesByTarget(
  input: ListRuleNamesByTargetRequest,
  ctx: Context,
): ListRuleNamesByTargetResponse {
  const { ctx: there, bus } = existingBus(ctx, input.EventBusName);
  const { items, next } = pager.rows(
    input,
    ["ListRuleNamesByTarget", bus.name, input.TargetArn],
    there.table(RULES),
    {
      prefix: rulesOf(bus.name),
      wanted: ({ targets }) => targets.some(({ Arn }) => Arn === input.TargetArn),
    },
  );
  return { RuleNames: items.map(({ name }) => name), NextToken: next };
}

export function enableRule(input: EnableRuleRequest, ctx: Context): object {
  return setState(ctx, input, "ENABLED");
}

export function disableRule(input: DisableRuleRequest, ctx: Context): object {
  return setState(ctx, input, "DISABLED");
}

/** Succeeds for a rule that does not exist. */
export function deleteRule(input: DeleteRuleRequest, ctx: Context): object {
  const { ctx: there, bus } = existingBus(ctx, input.EventBusName);
  const id = ruleKey({ bus: bus.name, name: input.Name });
  const rule = there.table(RULES).get(id);
  if (!rule) return {};
  if (rule.managedBy !== undefined && input.Force !== true) throw managedRule(rule.name);
  if (rule.targets.length > 0) throw ruleHasTargets();
  there.table(RULES).delete(id);
  return {};
}

function checkRule({ EventPattern, ScheduleExpression }: PutRuleRequest, bus: string): void {
  if (ScheduleExpression !== undefined && bus !== DEFAULT_BUS) throw scheduleNotOnDefaultBus();
  if (!EventPattern && !ScheduleExpression) throw neitherPatternNorSchedule();
  if (EventPattern) readPattern(EventPattern);
  if (ScheduleExpression) checkSchedule(ScheduleExpression);
}

function checkCount(ctx: Context, bus: string): void {
  let count = 0;
  for (const _ of rulesOnBus(ctx, bus)) if (++count === MOST_RULES) throw limitExceeded();
}

function setState(
  ctx: Context,
  { Name, EventBusName }: Pick<EnableRuleRequest, "Name" | "EventBusName">,
  state: RuleState,
): object {
  const { ctx: there, rule } = existingRule(ctx, Name, EventBusName);
  if (rule.managedBy !== undefined) throw managedRule(rule.name);
  putScheduled(there, { ...rule, state }, rule);
  return {};
}

/** Stores a rule. An unchanged schedule continues; a changed one starts again. */
function putScheduled(ctx: Context, rule: RuleRow, before: RuleRow | undefined): void {
  const { scheduled: _, ...row } = rule;
  const runs = before?.scheduled && before.schedule === rule.schedule && rule.state !== "DISABLED";
  const scheduled = runs ? before.scheduled : startSchedule(ctx, rule);
  ctx.table(RULES).put(ruleKey(rule), { ...(scheduled && { scheduled }), ...row });
}

function describe(ctx: Context, rule: RuleRow): Rule {
  return {
    Name: rule.name,
    Arn: ruleArn(ctx, rule),
    EventPattern: rule.pattern,
    ScheduleExpression: rule.schedule,
    State: rule.state,
    Description: rule.description,
    RoleArn: rule.roleArn,
    ManagedBy: rule.managedBy,
    EventBusName: rule.bus,
  };
}

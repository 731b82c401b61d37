import type { Context } from "../../../runtime/context.js";
import { withPrefix } from "../../../runtime/store/store.js";
import { parseArn } from "../../../shared/arn.js";
import { DEFAULT_BUS, existingBus } from "../buses/lookup.js";
import { ruleNotFound } from "../errors/rules.js";
import { RULES, type RuleRow, ruleKey, rulesOf } from "../state/rules.js";

/** A rule, and the context of its account and region. */
export interface LocatedRule {
  readonly ctx: Context;
  readonly rule: RuleRow;
}

/** The ARN of a rule. It contains the name of the bus, except for the default bus. */
export function ruleArn(ctx: Context, { bus, name }: Pick<RuleRow, "bus" | "name">): string {
  return ctx.arn(bus === DEFAULT_BUS ? `rule/${name}` : `rule/${bus}/${name}`);
}

/** @throws ResourceNotFoundException */
export function existingRule(ctx: Context, name: string, nameOrArnOfBus?: string): LocatedRule {
  const { ctx: there, bus } = existingBus(ctx, nameOrArnOfBus);
  const rule = there.table(RULES).get(ruleKey({ bus: bus.name, name }));
  if (!rule) throw ruleNotFound(name, bus.name);
  return { ctx: there, rule };
}

/** The bus and name in the ARN of a rule; `undefined` for other ARNs. */
export function ruleInArn(arn: string): Pick<RuleRow, "bus" | "name"> | undefined {
  const [type, ...path] = parseArn(arn)?.resource.split("/") ?? [];
  const name = path.pop();
  if (type !== "rule" || name === undefined) return undefined;
  return { bus: path.length === 0 ? DEFAULT_BUS : path.join("/"), name };
}

/** The rules of a bus, sorted by name. */
export function rulesOnBus(ctx: Context, bus: string): Iterable<RuleRow> {
  return withPrefix(ctx.table(RULES), rulesOf(bus));
}

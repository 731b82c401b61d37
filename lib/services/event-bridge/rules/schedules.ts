import type { Context } from "../../../runtime/context.js";
import { keyAbove, keyBelow } from "../../../runtime/store/store.js";
import { defineTransient } from "../../../runtime/transient-state.js";
import { nextDue, readSchedule, type Schedule } from "../../../schedules/expression.js";
import { invalidSchedule } from "../errors/rules.js";
import { RULES, type RuleRow, ruleKey, type Scheduled } from "../state/rules.js";

/** The timer of a rule's schedule. Its key contains the bus, the rule and the id of the schedule. */
export const SCHEDULE_TIMER = "event-bridge.schedule";

/** Schedules by their expressions. */
export const COMPILED_SCHEDULES = defineTransient(
  "event-bridge.compiled-schedules",
  () => new Map<string, Schedule>(),
);

/** @throws ValidationException for an expression that is not valid, or of a schedule that is due only once */
export function checkSchedule(expression: string): void {
  const schedule = readSchedule(expression);
  if (!schedule || schedule.kind === "at") throw invalidSchedule();
}

/** Starts the schedule of an enabled rule. @returns the schedule's part of the rule's row */
export function startSchedule(ctx: Context, rule: RuleRow): Scheduled | undefined {
  if (rule.schedule === undefined || rule.state === "DISABLED") return undefined;
  const scheduled = { id: ctx.ids.hex(8), start: ctx.now() };
  setTimer(ctx, rule.schedule, scheduled, keyBelow(ruleKey(rule), scheduled.id));
  return scheduled;
}

/** The rule of a due timer, after its next timer is set; `undefined` if the schedule has ended. */
export function dueRule(ctx: Context, timerKey: string): RuleRow | undefined {
  const [place, id] = keyAbove(timerKey);
  const rule = ctx.table(RULES).get(place);
  const { schedule, scheduled } = rule ?? {};
  if (!rule || schedule === undefined || !scheduled || scheduled.id !== id) return undefined;
  setTimer(ctx, schedule, scheduled, timerKey);
  return rule;
}

function setTimer(ctx: Context, expression: string, { start }: Scheduled, timerKey: string): void {
  const due = nextDue(scheduleOf(ctx, expression), { after: ctx.now(), start });
  if (due === undefined) return;
  ctx.after(due - ctx.now(), SCHEDULE_TIMER, timerKey, { background: true });
}

/** @throws Error for an expression that is not valid: rules have none */
function scheduleOf(ctx: Context, expression: string): Schedule {
  const compiled = ctx.transient(COMPILED_SCHEDULES);
  const known = compiled.get(expression) ?? readSchedule(expression);
  if (!known) throw new Error(`Not a schedule expression: ${expression}.`);
  compiled.set(expression, known);
  return known;
}

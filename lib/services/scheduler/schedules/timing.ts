import type { Context } from "../../../runtime/context.js";
import type { TimerHandler } from "../../../runtime/service.js";
import { keyAbove, keyBelow } from "../../../runtime/store/store.js";
import { nextDue, readSchedule, type Schedule } from "../../../schedules/expression.js";
import { TimeZone } from "../../../schedules/time-zone.js";
import { COMPILED, SCHEDULES, type ScheduleRow, type ScheduleSettings, scheduleKey } from "../state.js";
import { invokeTarget } from "../targets/deliveries.js";

/** The timer for the next due time of a schedule. */
const DUE = "scheduler.due";
/** The timer of an invocation within the flexible time window of its schedule. */
const INVOCATION = "scheduler.invocation";

const MINUTE = 60_000;

/** Sets the timer of a new or changed schedule. */
export function startSchedule(ctx: Context, row: ScheduleRow): void {
  // A rate without a start date is due immediately.
  setTimer(ctx, row, row.start - 1, keyBelow(scheduleKey(row), row.run));
}

/** Parses an expression; `undefined` if it is invalid. */
export function expressionOf(ctx: Context, text: string): Schedule | undefined {
  const { schedules } = ctx.transient(COMPILED);
  const known = schedules.get(text);
  if (known) return known;
  const schedule = readSchedule(text, { anyNumber: true });
  if (schedule) schedules.set(text, schedule);
  return schedule;
}

/** A time zone; `undefined` if the name is unknown. */
export function zoneOf(ctx: Context, name: string): TimeZone | undefined {
  const { zones } = ctx.transient(COMPILED);
  const known = zones.get(name);
  if (known) return known;
  const zone = TimeZone.named(name);
  if (zone) zones.set(name, zone);
  return zone;
}

/** The next due time of a schedule after a given time. */
function dueAfter(ctx: Context, { settings, start }: ScheduleRow, after: number): number | undefined {
  const { ScheduleExpression, ScheduleExpressionTimezone: name, EndDate } = settings;
  const schedule = expressionOf(ctx, ScheduleExpression);
  const zone = name === "UTC" ? undefined : zoneOf(ctx, name);
  const due = schedule && nextDue(schedule, { after, start, zone });
  return due === undefined || (EndDate && due > EndDate.getTime()) ? undefined : due;
}

/** @returns whether the schedule is due again */
function setTimer(ctx: Context, row: ScheduleRow, after: number, timerKey: string): boolean {
  if (row.settings.State === "DISABLED") return true;
  const due = dueAfter(ctx, row, after);
  if (due === undefined) return false;
  // Recurring schedules never end: runUntilIdle does not wait for them.
  const background = !row.settings.ScheduleExpression.startsWith("at(");
  ctx.after(due - ctx.now(), DUE, timerKey, { background });
  return true;
}

const onDue: TimerHandler = (timerKey, ctx) => {
  const row = rowOf(ctx, timerKey);
  if (!row) return;
  const { FlexibleTimeWindow: window, ActionAfterCompletion } = row.settings;
  const isOver = !setTimer(ctx, row, ctx.now(), timerKey);
  const wait = windowOf(ctx, window);
  if (wait > 0) {
    ctx.after(wait, INVOCATION, keyBelow(timerKey, ctx.now()));
    return;
  }
  // The target may be an operation on this schedule: it is invoked last.
  if (isOver && ActionAfterCompletion === "DELETE") ctx.table(SCHEDULES).delete(scheduleKey(row));
  invokeTarget(ctx, row, ctx.now());
};

const onInvocation: TimerHandler = (timerKey, ctx) => {
  const [ofRun, moment] = keyAbove(timerKey);
  const scheduled = Number(moment);
  const row = rowOf(ctx, ofRun);
  if (!row) return;
  const isOver = dueAfter(ctx, row, scheduled) === undefined;
  if (isOver && row.settings.ActionAfterCompletion === "DELETE")
    ctx.table(SCHEDULES).delete(scheduleKey(row));
  invokeTarget(ctx, row, scheduled);
};

/** The schedule of a timer; `undefined` if it was deleted or changed. */
function rowOf(ctx: Context, timerKey: string): ScheduleRow | undefined {
  const [schedule, run] = keyAbove(timerKey);
  const row = ctx.table(SCHEDULES).get(schedule);
  return row?.run === run ? row : undefined;
}

/** The delay of an invocation within the window, from the seed of the simulator. */
function windowOf(
  ctx: Context,
  { Mode, MaximumWindowInMinutes = 0 }: ScheduleSettings["FlexibleTimeWindow"],
) {
  return Mode === "OFF" ? 0 : ctx.ids.integer(MaximumWindowInMinutes * MINUTE);
}

export const SCHEDULE_TIMERS: Readonly<Record<string, TimerHandler>> = {
  [DUE]: onDue,
  [INVOCATION]: onInvocation,
};

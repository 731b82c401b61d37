import { type DayRule, monthOf, readDays } from "./cron-days.js";
import { HOURS, MINUTES, MONTHS, readField, YEARS } from "./cron-fields.js";

const MINUTE = 60_000;

/** The values of the fields of a cron expression, in order. */
interface CronFields {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly days: DayRule;
  readonly months: readonly number[];
  readonly years: readonly number[];
}

/**
 * A cron expression of AWS, with six fields: `0 10 ? * MON-FRI *`.
 *
 * Its times are local times, as milliseconds since the epoch as if they were UTC.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
 */
export class CronSchedule {
  private constructor(private readonly fields: CronFields) {}

  /** Parses six fields; `undefined` for an invalid string. */
  static read(text: string): CronSchedule | undefined {
    const parts = text.toUpperCase().split(" ");
    if (parts.length !== 6) return undefined;
    const [minute = "", hour = "", dayOfMonth = "", month = "", dayOfWeek = "", year = ""] = parts;
    const minutes = readField(minute, MINUTES);
    const hours = readField(hour, HOURS);
    const days = readDays(dayOfMonth, dayOfWeek);
    const months = readField(month, MONTHS);
    const years = readField(year, YEARS);
    if (!minutes || !hours || !days || !months || !years) return undefined;
    return new CronSchedule({ minutes, hours, days, months, years });
  }

  /** The first due minute after a time; `undefined` if there is none. */
  next(after: number): number | undefined {
    const first = new Date((Math.floor(after / MINUTE) + 1) * MINUTE);
    const day = Date.UTC(first.getUTCFullYear(), first.getUTCMonth(), first.getUTCDate());
    const today = this.timeFrom(first.getUTCHours(), first.getUTCMinutes());
    for (const due of this.daysFrom(first)) {
      if (due > day) return due + (this.timeFrom(0, 0) ?? 0);
      if (today !== undefined) return due + today;
    }
    return undefined;
  }

  /** The first time of a day at or after an hour and minute, in milliseconds. */
  private timeFrom(hour: number, minute: number): number | undefined {
    const { hours, minutes } = this.fields;
    const [earliest = 0] = minutes;
    for (const due of hours) {
      if (due > hour) return (due * 60 + earliest) * MINUTE;
      if (due < hour) continue;
      const later = minutes.find((value) => value >= minute);
      if (later !== undefined) return (due * 60 + later) * MINUTE;
    }
    return undefined;
  }

  /** The due days from a day on, as their midnights. */
  private *daysFrom(first: Date): Generator<number> {
    const { years, months, days } = this.fields;
    const firstYear = first.getUTCFullYear();
    const firstMonth = first.getUTCMonth() + 1;
    for (const year of years) {
      if (year < firstYear) continue;
      for (const month of months) {
        const isFirst = year === firstYear && month === firstMonth;
        if (year === firstYear && month < firstMonth) continue;
        for (const day of days(monthOf(year, month)))
          if (!isFirst || day >= first.getUTCDate()) yield Date.UTC(year, month - 1, day);
      }
    }
  }
}

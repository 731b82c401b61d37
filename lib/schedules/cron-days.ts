import { DAYS_OF_MONTH, DAYS_OF_WEEK, readField, readValue } from "./cron-fields.js";

/** The properties of a month that day rules depend on. */
export interface Month {
  /** Number of days. */
  readonly length: number;
  /** Day of the week of its first day; Sunday is 1. */
  readonly firstWeekday: number;
}

/** Returns the days of a month on which a schedule is due, in order. */
export type DayRule = (month: Month) => readonly number[];

const SATURDAY = 7;
const SUNDAY = 1;
const WEEK = 7;

/** @param month from 1 */
export function monthOf(year: number, month: number): Month {
  return {
    length: new Date(Date.UTC(year, month, 0)).getUTCDate(),
    firstWeekday: new Date(Date.UTC(year, month - 1, 1)).getUTCDay() + 1,
  };
}

/**
 * Parses the day fields, exactly one of which is `?`.
 *
 * @returns `undefined` for invalid fields.
 */
export function readDays(dayOfMonth: string, dayOfWeek: string): DayRule | undefined {
  if ((dayOfMonth === "?") === (dayOfWeek === "?")) return undefined;
  const [text, readOne] = dayOfMonth === "?" ? [dayOfWeek, readDayOfWeek] : [dayOfMonth, readDayOfMonth];
  const rules = text.split(",").map(readOne);
  const known = rules.filter((rule) => rule !== undefined);
  if (known.length < rules.length) return undefined;
  const [only] = known;
  if (only && known.length === 1) return only;
  return (month) => [...new Set(known.flatMap((rule) => rule(month)))].sort((a, b) => a - b);
}

/** `15`, `1-5`, `L` (the last day), `L-3` (three days before it), `15W` (the weekday nearest to it), `LW`. */
function readDayOfMonth(item: string): DayRule | undefined {
  if (item === "LW") return (month) => [nearestWeekday(month.length, month)];
  const [, before] = /^L(?:-(\d{1,2}))?$/.exec(item) ?? [];
  if (item.startsWith("L")) {
    if (item !== "L" && !(Number(before) <= 30)) return undefined;
    const distance = Number(before ?? 0);
    return ({ length }) => (length > distance ? [length - distance] : []);
  }
  if (item.endsWith("W")) {
    const day = readValue(item.slice(0, -1), DAYS_OF_MONTH);
    return day === undefined
      ? undefined
      : (month) => (day > month.length ? [] : [nearestWeekday(day, month)]);
  }
  const days = readField(item, DAYS_OF_MONTH);
  return days && (({ length }) => days.filter((day) => day <= length));
}

/** `MON`, `2-6`, `L` (Saturday), `6L` (the last Friday), `SAT#3` (the third Saturday). */
function readDayOfWeek(item: string): DayRule | undefined {
  if (item === "L") return (month) => daysOf(SATURDAY, month);
  if (item.endsWith("L")) {
    const weekday = readValue(item.slice(0, -1), DAYS_OF_WEEK);
    return weekday === undefined ? undefined : (month) => daysOf(weekday, month).slice(-1);
  }
  const [, day, place] = /^(.+)#([1-5])$/.exec(item) ?? [];
  if (day !== undefined) {
    const weekday = readValue(day, DAYS_OF_WEEK);
    const index = Number(place) - 1;
    return weekday === undefined ? undefined : (month) => daysOf(weekday, month).slice(index, index + 1);
  }
  const weekdays = readField(item, DAYS_OF_WEEK);
  return weekdays && ((month) => weekdays.flatMap((weekday) => daysOf(weekday, month)).sort((a, b) => a - b));
}

function daysOf(weekday: number, { length, firstWeekday }: Month): readonly number[] {
  const first = 1 + ((weekday - firstWeekday + WEEK) % WEEK);
  return Array.from({ length: Math.floor((length - first) / WEEK) + 1 }, (_, week) => first + week * WEEK);
}

/** The weekday nearest to a day, in the same month. */
function nearestWeekday(day: number, { length, firstWeekday }: Month): number {
  const weekday = ((firstWeekday - 1 + day - 1) % WEEK) + 1;
  if (weekday === SATURDAY) return day === 1 ? day + 2 : day - 1;
  if (weekday === SUNDAY) return day === length ? day - 2 : day + 1;
  return day;
}

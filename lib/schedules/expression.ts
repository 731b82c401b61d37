import { CronSchedule } from "./cron.js";
import type { TimeZone } from "./time-zone.js";

/** A recurring or one-time schedule. */
export type Schedule =
  | {
      readonly kind: "rate";
      /** Milliseconds. */
      readonly interval: number;
    }
  | { readonly kind: "cron"; readonly cron: CronSchedule }
  | {
      readonly kind: "at";
      /** A local time, in milliseconds as if it were UTC. */
      readonly wall: number;
    };

const MINUTE = 60_000;
const UNITS: ReadonlyMap<string, number> = new Map([
  ["minute", MINUTE],
  ["hour", 60 * MINUTE],
  ["day", 24 * 60 * MINUTE],
]);

/** Whether `rate(1 minutes)` and `rate(5 minute)` are valid. */
export interface ExpressionRules {
  readonly anyNumber?: boolean;
}

/**
 * Parses `rate(…)`, `cron(…)` or `at(…)`.
 *
 * @returns `undefined` for an invalid string.
 */
export function readSchedule(text: string, rules: ExpressionRules = {}): Schedule | undefined {
  const [, kind, argument = ""] = /^(rate|cron|at)\((.*)\)$/.exec(text) ?? [];
  if (kind === "rate") return readRate(argument, rules);
  if (kind === "at") return readAt(argument);
  const cron = kind === "cron" ? CronSchedule.read(argument) : undefined;
  return cron && { kind: "cron", cron };
}

function readRate(text: string, { anyNumber = false }: ExpressionRules): Schedule | undefined {
  const [, digits, unit = "", plural] = /^(\d{1,9}) (minute|hour|day)(s?)$/.exec(text) ?? [];
  const value = Number(digits);
  const length = UNITS.get(unit);
  if (!length || !(value >= 1)) return undefined;
  if (!anyNumber && (value === 1) === (plural === "s")) return undefined;
  return { kind: "rate", interval: value * length };
}

function readAt(text: string): Schedule | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(text)) return undefined;
  const wall = Date.parse(`${text}Z`);
  // `Date` parses a day that the month does not have as one of the next month, or not at all.
  if (Number.isNaN(wall) || new Date(wall).toISOString().slice(0, 19) !== text) return undefined;
  return { kind: "at", wall };
}

/** The start and time zone of a schedule. */
export interface Occurrence {
  /** Milliseconds since the epoch; due times must be later. */
  readonly after: number;
  /** Time from which the intervals of a rate are counted. */
  readonly start: number;
  /** Default UTC. */
  readonly zone?: TimeZone | undefined;
}

/** The first due time of a schedule after another time; `undefined` if there is none. */
export function nextDue(schedule: Schedule, { after, start, zone }: Occurrence): number | undefined {
  switch (schedule.kind) {
    case "rate":
      return after < start
        ? start
        : start + (Math.floor((after - start) / schedule.interval) + 1) * schedule.interval;
    case "at": {
      const moment = zone ? zone.moment(schedule.wall) : schedule.wall;
      return moment !== undefined && moment > after ? moment : undefined;
    }
    case "cron":
      return zone ? nextInZone(schedule.cron, after, zone) : schedule.cron.next(after);
  }
}

/** Local times that the zone skips are skipped; repeated ones count once. */
function nextInZone(cron: CronSchedule, after: number, zone: TimeZone): number | undefined {
  let wall = cron.next(zone.wallTime(after));
  for (; wall !== undefined; wall = cron.next(wall)) {
    const moment = zone.moment(wall);
    if (moment !== undefined && moment > after) return moment;
  }
  return undefined;
}

import { castFailed, invalidArguments, selectError } from "../errors/select.js";
import { offsetText, Timestamp } from "./values.js";

const FORM =
  /^(\d{4})(?:T|-(\d\d)(?:T|-(\d\d)(?:T(?:(\d\d):(\d\d)(?::(\d\d)(\.\d+)?)?(Z|[+-]\d\d:\d\d))?)?))$/;

/** Parses a timestamp: `2007T`, `2007-04-05T14:30Z`. @throws CastFailed */
export function parseTimestamp(text: string): Timestamp {
  const match = FORM.exec(text);
  if (!match) throw castFailed(text, "TIMESTAMP");
  const [
    ,
    year = "",
    month = "01",
    day = "01",
    hour = "00",
    minute = "00",
    second = "00",
    fraction = "",
    zone = "Z",
  ] = match;
  const local = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}${fraction.slice(0, 4)}Z`);
  if (Number.isNaN(local)) throw castFailed(text, "TIMESTAMP");
  const offset =
    zone === "Z" ? 0 : Number(`${zone[0]}1`) * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4, 6)));
  return new Timestamp(local - offset * 60_000, offset);
}

/** A `Date` whose UTC parts are the local parts of the timestamp. */
function local({ time, offset }: Timestamp): Date {
  return new Date(time + offset * 60_000);
}

export function extract(part: string, timestamp: Timestamp): number {
  const date = local(timestamp);
  switch (part) {
    case "YEAR":
      return date.getUTCFullYear();
    case "MONTH":
      return date.getUTCMonth() + 1;
    case "DAY":
      return date.getUTCDate();
    case "HOUR":
      return date.getUTCHours();
    case "MINUTE":
      return date.getUTCMinutes();
    case "SECOND":
      return date.getUTCSeconds();
    case "TIMEZONE_HOUR":
      return Math.trunc(timestamp.offset / 60);
    default:
      return timestamp.offset % 60;
  }
}

const UNITS: ReadonlyMap<string, number> = new Map([
  ["DAY", 86_400_000],
  ["HOUR", 3_600_000],
  ["MINUTE", 60_000],
  ["SECOND", 1_000],
]);

/** @throws EvaluatorInvalidArguments for a moment that no date has */
export function dateAdd(part: string, quantity: number, timestamp: Timestamp): Timestamp {
  const unit = UNITS.get(part);
  if (unit !== undefined) return valid(new Timestamp(timestamp.time + quantity * unit, timestamp.offset));
  const date = local(timestamp);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + quantity * (part === "YEAR" ? 12 : 1));
  // If the month is too short, its last day is used.
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, last));
  return valid(new Timestamp(date.getTime() - timestamp.offset * 60_000, timestamp.offset));
}

function valid(timestamp: Timestamp): Timestamp {
  if (Math.abs(timestamp.time) <= 8.64e15) return timestamp;
  throw invalidArguments("DATE_ADD");
}

/** Number of whole parts between two timestamps. */
export function dateDiff(part: string, from: Timestamp, to: Timestamp): number {
  const unit = UNITS.get(part);
  if (unit !== undefined) return Math.trunc((to.time - from.time) / unit);
  const months = monthsOf(to) - monthsOf(from);
  const early = dateAdd("MONTH", months, from).time > to.time;
  const late = dateAdd("MONTH", months, from).time < to.time;
  const whole = months > 0 && early ? months - 1 : months < 0 && late ? months + 1 : months;
  return part === "YEAR" ? Math.trunc(whole / 12) : whole;
}

function monthsOf(timestamp: Timestamp): number {
  return extract("YEAR", timestamp) * 12 + extract("MONTH", timestamp);
}

const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

/** Formats a timestamp by a pattern such as `y-MM-dd''T''H:m:ssX`. */
export function formatTimestamp(timestamp: Timestamp, pattern: string): string {
  return pattern.replace(/'([^']*)'|([A-Za-z])\2*/g, (run: string, literal: string | undefined) =>
    literal === undefined ? formatted(timestamp, run) : literal || "'",
  );
}

function formatted(timestamp: Timestamp, run: string): string {
  const date = local(timestamp);
  const padded = (number: number) => String(number).padStart(run.length, "0");
  const month = MONTHS[date.getUTCMonth()] ?? "";
  switch (run.charAt(0)) {
    case "y":
      return run === "yy" ? String(date.getUTCFullYear()).slice(-2) : padded(date.getUTCFullYear());
    case "M":
      if (run.length < 3) return padded(date.getUTCMonth() + 1);
      return run.length === 3 ? month.slice(0, 3) : run.length === 4 ? month : month.slice(0, 1);
    case "d":
      return padded(date.getUTCDate());
    case "a":
      return date.getUTCHours() < 12 ? "AM" : "PM";
    case "h":
      return padded(date.getUTCHours() % 12 || 12);
    case "H":
      return padded(date.getUTCHours());
    case "m":
      return padded(date.getUTCMinutes());
    case "s":
      return padded(date.getUTCSeconds());
    case "S":
      return String(date.getUTCMilliseconds()).padStart(3, "0").padEnd(run.length, "0").slice(0, run.length);
    case "n":
      return String(date.getUTCMilliseconds() * 1_000_000);
    case "X":
    case "x":
      return zoneText(timestamp, run);
    default:
      throw selectError(
        "InvalidTimestampFormatPattern",
        `The timestamp format pattern contains an invalid symbol: ${run}.`,
      );
  }
}

/** `X` writes UTC as `Z`; one letter has hours, two have minutes without a colon, three with one. */
function zoneText({ offset }: Timestamp, run: string): string {
  if (offset === 0 && run.startsWith("X")) return "Z";
  const text = offset === 0 ? "+00:00" : offsetText(offset);
  if (run.length >= 3) return text;
  const [hours = "", minutes = ""] = text.split(":");
  return run.length === 1 && minutes === "00" ? hours : hours + minutes;
}

import { compareValues, Moment, toNumber, toText, type Value } from "./values.js";

/** A function of the query language. */
export type QueryFunction = (...values: Value[]) => Value;

const numeric =
  (compute: (...numbers: number[]) => number): QueryFunction =>
  (...values) => {
    const result = compute(...values.map(toNumber));
    return Number.isNaN(result) ? undefined : result;
  };

const textual =
  (compute: (...texts: string[]) => Value): QueryFunction =>
  (...values) =>
    values[0] === undefined ? undefined : compute(...values.map(text));

function text(value: Value): string {
  return value === undefined ? "" : toText(value);
}

function isEmpty(value: Value): boolean {
  return value === undefined || text(value) === "";
}

/** Without characters to remove, spaces are removed. */
function trimmed(value: string, characters: string | undefined, sides: "both" | "left" | "right"): string {
  const unwanted = new Set(characters ?? " \t\r\n");
  let [start, end] = [0, value.length];
  if (sides !== "right") while (start < end && unwanted.has(value.charAt(start))) start++;
  if (sides !== "left") while (end > start && unwanted.has(value.charAt(end - 1))) end--;
  return value.slice(start, end);
}

function rounded(value: Value, period: Value, round: (count: number) => number): Value {
  const [moment, length] = [toNumber(value), toNumber(period)];
  return Number.isNaN(moment) || !(length > 0) ? undefined : new Moment(round(moment / length) * length);
}

/** A time, rounded down to a multiple of a duration. */
export function datefloor(value: Value, period: Value): Value {
  return rounded(value, period, Math.floor);
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-operations-functions.html */
export const FUNCTIONS: ReadonlyMap<string, QueryFunction> = new Map(
  Object.entries<QueryFunction>({
    abs: numeric(Math.abs),
    ceil: numeric(Math.ceil),
    floor: numeric(Math.floor),
    greatest: numeric(Math.max),
    least: numeric(Math.min),
    log: numeric(Math.log),
    sqrt: numeric(Math.sqrt),

    isempty: (value) => value !== undefined && text(value) === "",
    isblank: (value) => value === undefined || text(value).trim() === "",
    ispresent: (value) => value !== undefined,
    coalesce: (...values) => values.find((value) => value !== undefined),

    concat: (...values) => values.map(text).join(""),
    strlen: textual((value) => [...value].length),
    toupper: textual((value) => value.toUpperCase()),
    tolower: textual((value) => value.toLowerCase()),
    trim: textual((value, characters) => trimmed(value, characters, "both")),
    ltrim: textual((value, characters) => trimmed(value, characters, "left")),
    rtrim: textual((value, characters) => trimmed(value, characters, "right")),
    substr: textual((value, start = "0", length) =>
      value.slice(Number(start), length === undefined ? undefined : Number(start) + Number(length)),
    ),
    replace: textual((value, from = "", to = "") => (from === "" ? value : value.replaceAll(from, to))),
    strcontains: textual((value, part = "") => Number(value.includes(part))),

    datefloor,
    dateceil: (value, period) => rounded(value, period, Math.ceil),
    frommillis: (value) => (isEmpty(value) ? undefined : new Moment(toNumber(value))),
    tomillis: (value) => (isEmpty(value) ? undefined : toNumber(value)),

    isvalidip: textual((value) => isIpv4(value) || isIpv6(value)),
    isvalidipv4: textual(isIpv4),
    isvalidipv6: textual(isIpv6),
  }),
);

function isIpv4(value: string): boolean {
  const parts = value.split(".");
  return parts.length === 4 && parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256);
}

function isIpv6(value: string): boolean {
  return /^[\da-f:]+$/i.test(value) && value.includes(":") && URL.canParse(`http://[${value}]`);
}

interface Comparison {
  readonly sign: string;
  readonly holds: (a: Value, b: Value) => boolean;
}

/** Comparison operators, longer ones first. If a side is missing, only `!=` can be true. */
export const COMPARISONS: readonly Comparison[] = [
  { sign: "!=", holds: (a, b) => compareValues(a, b) !== 0 },
  { sign: "<=", holds: (a, b) => alike(a, b) && compareValues(a, b) <= 0 },
  { sign: ">=", holds: (a, b) => alike(a, b) && compareValues(a, b) >= 0 },
  { sign: "=", holds: (a, b) => both(a, b) && compareValues(a, b) === 0 },
  { sign: "<", holds: (a, b) => alike(a, b) && compareValues(a, b) < 0 },
  { sign: ">", holds: (a, b) => alike(a, b) && compareValues(a, b) > 0 },
];

/** A number and a string cannot be ordered. */
function alike(a: Value, b: Value): boolean {
  return both(a, b) && Number.isNaN(toNumber(a)) === Number.isNaN(toNumber(b));
}

function both(a: Value, b: Value): boolean {
  return a !== undefined && b !== undefined;
}

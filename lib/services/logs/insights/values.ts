/** A time, which is shown as a date and computed in milliseconds. */
export class Moment {
  constructor(readonly milliseconds: number) {}
}

/** The value of a field or expression in a record; `undefined` if missing. */
export type Value = string | number | boolean | Moment | undefined;

/** `2024-05-01 12:00:00.000`, numbers with at most four decimals. */
export function toText(value: Exclude<Value, undefined>): string {
  if (value instanceof Moment)
    return new Date(value.milliseconds).toISOString().replace("T", " ").slice(0, -1);
  if (typeof value === "number") return String(Number(value.toFixed(4)));
  return typeof value === "boolean" ? String(Number(value)) : value;
}

/** The numeric value, or NaN. */
export function toNumber(value: Value): number {
  if (typeof value === "number") return value;
  if (value instanceof Moment) return value.milliseconds;
  if (typeof value === "boolean") return Number(value);
  return value === undefined || value.trim() === "" ? Number.NaN : Number(value);
}

export function isTrue(value: Value): boolean {
  return typeof value === "string"
    ? value === "true" || value === "1"
    : toNumber(value) !== 0 && value !== undefined;
}

/** Orders numbers numerically, everything else as strings, and missing values first. */
export function compareValues(a: Value, b: Value): number {
  if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined);
  const [x, y] = [toNumber(a), toNumber(b)];
  if (!Number.isNaN(x) && !Number.isNaN(y)) return x - y;
  const [left, right] = [toText(a), toText(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

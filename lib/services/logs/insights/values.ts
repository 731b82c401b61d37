/** A moment, which is shown as a date and reckoned with in milliseconds. */
export class Moment {
  constructor(readonly milliseconds: number) {}
}

/** What a field or an expression is in a record; `undefined` where there is nothing. */
export type Value = string | number | boolean | Moment | undefined;

/** `2024-05-01 12:00:00.000`, numbers with at most four decimals. */
export function toText(value: Exclude<Value, undefined>): string {
  if (value instanceof Moment)
    return new Date(value.milliseconds).toISOString().replace("T", " ").slice(0, -1);
  if (typeof value === "number") return String(Number(value.toFixed(4)));
  return typeof value === "boolean" ? String(Number(value)) : value;
}

/** The number that a value is or reads as; otherwise NaN. */
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

/** Orders numbers as numbers, everything else as text, and nothing before something. */
export function compareValues(a: Value, b: Value): number {
  if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined);
  const [x, y] = [toNumber(a), toNumber(b)];
  if (!Number.isNaN(x) && !Number.isNaN(y)) return x - y;
  const [left, right] = [toText(a), toText(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The valid values of a field of a cron expression. */
export interface FieldRange {
  readonly least: number;
  readonly most: number;
  /** Names of values in upper case: `JAN` is 1. */
  readonly names?: ReadonlyMap<string, number>;
}

export const MINUTES: FieldRange = { least: 0, most: 59 };
export const HOURS: FieldRange = { least: 0, most: 23 };
export const DAYS_OF_MONTH: FieldRange = { least: 1, most: 31 };
export const MONTHS: FieldRange = {
  least: 1,
  most: 12,
  names: numbered("JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC"),
};
/** Sunday is 1. */
export const DAYS_OF_WEEK: FieldRange = { least: 1, most: 7, names: numbered("SUN MON TUE WED THU FRI SAT") };
export const YEARS: FieldRange = { least: 1970, most: 2199 };

function numbered(names: string): ReadonlyMap<string, number> {
  return new Map(names.split(" ").map((name, index) => [name, index + 1]));
}

const ITEM = /^(?:\*|([A-Z]{3}|\d{1,4})(?:-([A-Z]{3}|\d{1,4}))?)(?:\/(\d{1,4}))?$/;

/**
 * The values of a field, in order: a comma-separated list of `*`, values, ranges and increments.
 *
 * @returns `undefined` for an invalid string.
 */
export function readField(text: string, range: FieldRange): readonly number[] | undefined {
  const values = new Set<number>();
  for (const item of text.split(",")) {
    const read = readItem(item, range);
    if (!read) return undefined;
    for (const value of read) values.add(value);
  }
  return [...values].sort((a, b) => a - b);
}

/** One value; `undefined` for an invalid string. */
export function readValue(text: string, { least, most, names }: FieldRange): number | undefined {
  const value = names?.get(text) ?? (/^\d+$/.test(text) ? Number(text) : Number.NaN);
  return value >= least && value <= most ? value : undefined;
}

function readItem(item: string, range: FieldRange): readonly number[] | undefined {
  const match = ITEM.exec(item);
  if (!match) return undefined;
  const [, first, last, increment] = match;
  const from = first === undefined ? range.least : readValue(first, range);
  // `5/10` continues to the end of the range, as `5-59/10` does.
  const isOpen = first === undefined || (last === undefined && increment !== undefined);
  const to = isOpen ? range.most : readValue(last ?? first ?? "", range);
  const step = increment === undefined ? 1 : Number(increment);
  if (from === undefined || to === undefined || step < 1) return undefined;
  return from <= to ? stepped(from, to, step) : wrapped(from, to, step, range);
}

function stepped(from: number, to: number, step: number): readonly number[] {
  return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, index) => from + index * step);
}

/** A range that wraps around the end of its field: `FRI-MON`. */
function wrapped(from: number, to: number, step: number, { least, most }: FieldRange): readonly number[] {
  const size = most - least + 1;
  return stepped(from, to + size, step).map((value) => (value > most ? value - size : value));
}

import type { Expression } from "./expression.js";
import type { QueryRecord } from "./record.js";
import { compareValues, toNumber, toText, type Value } from "./values.js";

/** An aggregate function, computed by `stats` for each group. */
export interface Aggregate {
  /** As written: `count(*)`. Its result is a field of that name. */
  readonly text: string;
  compute(records: readonly QueryRecord[]): Value;
}

type Compute = (
  records: readonly QueryRecord[],
  of: (record: QueryRecord) => Value,
  options: readonly Value[],
) => Value;

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Stats.html */
const AGGREGATES: ReadonlyMap<string, Compute> = new Map(
  Object.entries<Compute>({
    count: (records, of) => present(records, of).length,
    count_distinct: (records, of) => new Set(present(records, of).map(toText)).size,
    sum: (records, of) => numbers(records, of).reduce((sum, number) => sum + number, 0),
    avg: (records, of) => mean(numbers(records, of)),
    min: (records, of) => extreme(numeric(records, of), -1),
    max: (records, of) => extreme(numeric(records, of), 1),
    stddev: (records, of) => deviation(numbers(records, of)),
    pct: (records, of, [percent]) => percentile(numbers(records, of), toNumber(percent)),
    median: (records, of) => percentile(numbers(records, of), 50),
    earliest: (records, of) => inOrderOf("@timestamp", records, of)[0],
    latest: (records, of) => inOrderOf("@timestamp", records, of).at(-1),
    sortsfirst: (records, of) => extreme(present(records, of), -1),
    sortslast: (records, of) => extreme(present(records, of), 1),
  }),
);

export function isAggregate(name: string): boolean {
  return AGGREGATES.has(name.toLowerCase());
}

/** @param of what is counted or reckoned with; left out, records themselves: `count(*)`. */
export function aggregate(
  name: string,
  text: string,
  of: Expression | undefined,
  options: readonly Expression[],
): Aggregate {
  const compute = AGGREGATES.get(name.toLowerCase());
  return {
    text,
    compute(records) {
      const [first] = records;
      const values = first ? options.map((option) => option(first)) : [];
      return compute?.(records, of ?? (() => true), values);
    },
  };
}

type Present = Exclude<Value, undefined>;

function present(records: readonly QueryRecord[], of: (record: QueryRecord) => Value): Present[] {
  return records.flatMap((record) => of(record) ?? []);
}

function numeric(records: readonly QueryRecord[], of: (record: QueryRecord) => Value): Present[] {
  return present(records, of).filter((value) => !Number.isNaN(toNumber(value)));
}

function numbers(records: readonly QueryRecord[], of: (record: QueryRecord) => Value): number[] {
  return numeric(records, of).map(toNumber);
}

function extreme(values: readonly Present[], sign: 1 | -1): Value {
  return values.reduce<Value>(
    (best, value) => (best === undefined || compareValues(value, best) * sign > 0 ? value : best),
    undefined,
  );
}

function mean(values: readonly number[]): Value {
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function deviation(values: readonly number[]): Value {
  const average = mean(values);
  if (typeof average !== "number") return undefined;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - average) ** 2, 0) / values.length);
}

/** The smallest value that a percentage of the values does not exceed. */
function percentile(values: readonly number[], percent: number): Value {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)];
}

function inOrderOf(
  field: string,
  records: readonly QueryRecord[],
  of: (record: QueryRecord) => Value,
): Present[] {
  const ordered = [...records].sort((a, b) => compareValues(a.get(field), b.get(field)));
  return present(ordered, of);
}

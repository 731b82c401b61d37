import { invalidInput } from "./errors.js";
import type { FilterCondition } from "./generated/types.js";

/** A filter of a List operation. */
interface Filter<Name extends string> {
  readonly Name: Name;
  readonly Values: readonly string[];
  readonly Condition?: FilterCondition;
}

/** The conditions that each filter of an operation supports. */
type FilterRules<Name extends string> = Readonly<Record<Name, readonly FilterCondition[]>>;

/** Number of values of a condition; omitted for any number. */
const VALUES: Readonly<Partial<Record<FilterCondition, number>>> = { EQ: 1, BEGINS_WITH: 1, BETWEEN: 2 };

/**
 * Creates a test whether a row passes all filters, given functions that read the filtered members. A row
 * without the member does not pass.
 *
 * @throws InvalidInput for an unsupported condition, or an invalid number of values.
 */
export function filterBy<Name extends string, Row>(
  filters: readonly Filter<Name>[] = [],
  rules: FilterRules<Name>,
  read: (row: Row, name: Name) => string | undefined,
): (row: Row) => boolean {
  for (const filter of filters) check(filter, rules[filter.Name]);
  return (row) =>
    filters.every((filter) => {
      const value = read(row, filter.Name);
      return value !== undefined && passes(value, filter);
    });
}

/** The matching rows, evaluated lazily. */
/** The values of the filter with a name; `undefined` if there is none. */
export function valuesOf<Name extends string>(
  filters: readonly Filter<Name>[] = [],
  name: Name,
): readonly string[] | undefined {
  return filters.find((filter) => filter.Name === name)?.Values;
}

function check(
  { Name, Values, Condition = "EQ" }: Filter<string>,
  allowed: readonly FilterCondition[],
): void {
  if (!allowed.includes(Condition))
    throw invalidInput(`Filter ${Name} does not support the condition ${Condition}.`);
  const count = VALUES[Condition];
  if (Values.length === 0 || (count !== undefined && Values.length !== count))
    throw invalidInput(`Condition ${Condition} of filter ${Name} takes ${count ?? "at least 1"} value(s).`);
  if (Condition === "BETWEEN" && Values.some((value) => Number.isNaN(Number(value))))
    throw invalidInput(`Filter ${Name} takes dates as seconds since the epoch.`);
}

function passes(value: string, { Values, Condition = "EQ" }: Filter<string>): boolean {
  const [first = "", second = ""] = Values;
  if (Condition === "BEGINS_WITH") return value.startsWith(first);
  if (Condition === "BETWEEN") return Number(first) <= Number(value) && Number(value) <= Number(second);
  return Values.includes(value);
}

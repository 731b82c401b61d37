import { wildcardMatcher } from "../../text/wildcards.js";
import { own } from "../../values/own.js";
import { invalidFilter } from "./errors.js";
import type { Filter, Tag } from "./generated/types.js";

/** The compared values of a resource, by filter. */
export type FilterValues<Item> = Readonly<Record<string, (item: Item) => readonly FilterValue[]>>;

/** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Filtering.html */
const SYNTAX = { questionMark: true, escapes: true } as const;

export type FilterValue = string | number | boolean | undefined;

/**
 * A test for items that match all filters; any value of a filter is sufficient. Values may have `*` and `?`.
 *
 * @throws InvalidParameterValue for an unknown filter.
 */
export function passing<Item>(
  filters: readonly Filter[] | undefined,
  known: FilterValues<Item>,
  tagsOf: (item: Item) => readonly Tag[],
): (item: Item) => boolean {
  const tests = (filters ?? []).map(({ Name = "", Values = [] }) => {
    const valuesOf = own(known, Name) ?? tagFilter(Name, tagsOf);
    if (!valuesOf) throw invalidFilter(Name);
    const patterns = Values.map((value) => wildcardMatcher(value, SYNTAX));
    return (item: Item) =>
      valuesOf(item).some(
        (value) => value !== undefined && patterns.some((matches) => matches(String(value))),
      );
  });
  return (item) => tests.every((test) => test(item));
}

function tagFilter<Item>(
  name: string,
  tagsOf: (item: Item) => readonly Tag[],
): ((item: Item) => readonly FilterValue[]) | undefined {
  if (name === "tag-key") return (item) => tagsOf(item).map(({ Key }) => Key);
  if (name === "tag-value") return (item) => tagsOf(item).map(({ Value }) => Value);
  if (!name.startsWith("tag:")) return undefined;
  const key = name.slice("tag:".length);
  return (item) =>
    tagsOf(item)
      .filter(({ Key }) => Key === key)
      .map(({ Value }) => Value);
}

import type { Aggregate } from "./aggregates.js";
import { type Column, readColumns } from "./columns.js";
import { ExpressionReader } from "./expression-reader.js";
import { QueryRecord } from "./record.js";
import type { QueryScanner } from "./scanner.js";
import type { Command } from "./stage.js";
import { toText } from "./values.js";

/** `stats count(*) as n, avg(duration) by bin(5m), service` */
export function stats(scanner: QueryScanner): Command {
  const aggregates: Aggregate[] = [];
  const results = readColumns(scanner, new ExpressionReader(scanner, aggregates));
  const keys = scanner.keyword("by") ? readColumns(scanner, new ExpressionReader(scanner)) : [];
  const columns = [...keys, ...results].map(({ name }) => name);
  return ({ records }) => ({
    records: groups(records, keys).map((group) => {
      const row = new QueryRecord();
      const [first] = group;
      if (first) for (const { name, value } of keys) row.set(name, value(first));
      for (const { text, compute } of aggregates) row.set(text, compute(group));
      for (const { name, value } of results) row.set(name, value(row));
      return row;
    }),
    columns,
  });
}

/** Records grouped by their keys, in the order of first occurrence; without keys, one group. */
function groups(records: readonly QueryRecord[], keys: readonly Column[]): QueryRecord[][] {
  if (keys.length === 0) return [[...records]];
  const byKey = new Map<string, QueryRecord[]>();
  for (const record of records) {
    const values = keys.map(({ value }) => value(record));
    const key = JSON.stringify(values.map((value) => (value === undefined ? null : toText(value))));
    const group = byKey.get(key);
    if (group) group.push(record);
    else byKey.set(key, [record]);
  }
  return [...byKey.values()];
}

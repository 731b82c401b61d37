import type { Expression } from "./expression.js";
import { ExpressionReader } from "./expression-reader.js";
import type { QueryRecord } from "./record.js";
import type { QueryScanner } from "./scanner.js";
import type { Command } from "./stage.js";
import { compareValues, isTrue, toText } from "./values.js";

/** `filter level = "ERROR"` */
export function filter(scanner: QueryScanner): Command {
  const holds = new ExpressionReader(scanner).read();
  return (stage) => ({ ...stage, records: stage.records.filter((record) => isTrue(holds(record))) });
}

/** `sort a desc, b` */
export function sort(scanner: QueryScanner): Command {
  const keys: { readonly value: Expression; readonly sign: number }[] = [];
  do {
    const start = scanner.here;
    const computed = new ExpressionReader(scanner, []).read();
    const name = scanner.textSince(start);
    // A field of stats has its expression as its name: `sort count(*) desc`.
    const value: Expression = (record) => record.get(name) ?? computed(record);
    const descending = scanner.keyword("desc");
    if (!descending) scanner.keyword("asc");
    keys.push({ value, sign: descending ? -1 : 1 });
  } while (scanner.sign(","));
  const compare = (a: QueryRecord, b: QueryRecord) => {
    for (const { value, sign } of keys) {
      const order = compareValues(value(a), value(b));
      if (order !== 0) return order * sign;
    }
    return 0;
  };
  return (stage) => ({ ...stage, records: [...stage.records].sort(compare) });
}

/** `limit 20` */
export function limit(scanner: QueryScanner): Command {
  const count = scanner.number();
  if (count === undefined) throw scanner.unexpected("expecting a number");
  return (stage) => ({ ...stage, records: stage.records.slice(0, count) });
}

/** `dedup host, service`: records without one of the fields are all kept. */
export function dedup(scanner: QueryScanner): Command {
  const fields: string[] = [];
  do {
    const field = scanner.name();
    if (field === undefined) throw scanner.unexpected("expecting a field");
    fields.push(field);
  } while (scanner.sign(","));
  return (stage) => {
    const seen = new Set<string>();
    const records = stage.records.filter((record) => {
      const values = fields.map((field) => record.get(field));
      if (values.includes(undefined)) return true;
      const key = JSON.stringify(values.map((value) => (value === undefined ? "" : toText(value))));
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    });
    return { ...stage, records };
  };
}

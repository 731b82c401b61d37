import type { Expression } from "./expression.js";
import type { ExpressionReader } from "./expression-reader.js";
import type { QueryScanner } from "./scanner.js";
import type { Command, Stage } from "./stage.js";

/** An expression and the name of its field: the alias, or the expression as written. */
export interface Column {
  readonly name: string;
  readonly value: Expression;
}

/** `a, b + 1 as c` */
export function readColumns(scanner: QueryScanner, reader: ExpressionReader): Column[] {
  const columns: Column[] = [];
  do {
    const start = scanner.here;
    const value = reader.read();
    const text = scanner.textSince(start);
    const alias = scanner.keyword("as") ? scanner.name() : text.replace(/^`([^`]+)`$/, "$1");
    if (alias === undefined) throw scanner.unexpected("expecting a name");
    columns.push({ name: alias, value });
  } while (scanner.sign(","));
  return columns;
}

/** Computes fields and shows them in addition to or instead of the current ones. */
export function show(made: readonly Column[], how: "too" | "only"): Command {
  const names = made.map(({ name }) => name);
  return ({ records, columns = [] }) => {
    for (const record of records) for (const { name, value } of made) record.set(name, value(record));
    return { records, columns: how === "only" ? names : [...new Set([...columns, ...names])] };
  };
}

/** The default columns of a query. */
export const DEFAULT_COLUMNS: readonly string[] = ["@timestamp", "@message"];

/** The same stage with more columns. */
export function showing({ records, columns = DEFAULT_COLUMNS }: Stage, more: readonly string[]): Stage {
  return { records, columns: [...new Set([...columns, ...more])] };
}

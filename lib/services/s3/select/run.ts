import type { OutputSerialization } from "../generated/types.js";
import { Aggregate } from "./aggregates.js";
import { evaluate, holds, type Scope } from "./evaluate.js";
import { type ResultRow, serializeRow } from "./output.js";
import type { Row } from "./paths.js";
import type { Column, Query } from "./syntax.js";
import { isStructure, MISSING, type SqlValue } from "./values.js";

/** Runs a query over rows, and returns the serialized result row by row. */
export function* runQuery(
  query: Query,
  rows: Iterable<Row>,
  output: OutputSerialization,
  now: number,
): Generator<string> {
  const { where, limit = Number.POSITIVE_INFINITY, aggregates, columns } = query;
  const totals = aggregates.map(({ name }) => new Aggregate(name));
  let count = 0;
  if (limit === 0 && totals.length === 0) return;
  for (const row of rows) {
    const scope: Scope = { row, query, now };
    if (where && !holds(where, scope)) continue;
    if (totals.length === 0) yield serializeRow(resultOf(columns, scope), output);
    else
      for (const [index, { of }] of aggregates.entries()) totals[index]?.add(of ? evaluate(of, scope) : true);
    if (++count >= limit) break;
  }
  if (totals.length === 0) return;
  const results = totals.map((total) => total.result());
  const scope: Scope = { row: { value: MISSING }, query, now, aggregates: results };
  yield serializeRow(resultOf(columns, scope), output);
}

function resultOf(columns: readonly Column[] | undefined, scope: Scope): ResultRow {
  if (!columns) return membersOf(scope.row.value, scope.query);
  return columns.flatMap((column, index): ResultRow => {
    const { of, alias } = column;
    const value = evaluate(of, scope);
    if (of.kind === "path" && of.steps.at(-1)?.kind === "all") return membersOf(value, scope.query);
    return [[alias ?? nameOf(column) ?? `_${index + 1}`, value]];
  });
}

/** The columns of `*`: the members of a structure, or the value itself under the last name of its path. */
function membersOf(value: SqlValue, { from }: Query): ResultRow {
  if (value === MISSING) return [];
  if (isStructure(value)) return [...value];
  const last = from.findLast((step) => step.kind === "name");
  return [[last?.kind === "name" ? last.name : "_1", value]];
}

/** A path without an alias is named after its last name. */
function nameOf({ of }: Column): string | undefined {
  const last = of.kind === "path" ? of.steps.at(-1) : undefined;
  return last?.kind === "name" ? last.name : undefined;
}

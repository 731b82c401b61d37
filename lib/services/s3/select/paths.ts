import { missingBinding, selectError } from "../errors/select.js";
import type { PathStep } from "./syntax.js";
import { isList, isStructure, MISSING, type SqlStructure, type SqlValue } from "./values.js";

/** The row that a query is evaluated for. */
export interface Row {
  readonly value: SqlValue;
  /** The fields of a CSV line, by column number. Their values are strings. */
  readonly fields?: readonly string[];
}

/** The value at a path of a row; the first step may be a name of the row itself. */
export function valueAt(row: Row, steps: readonly PathStep[], rowNames: ReadonlySet<string>): SqlValue {
  const [first, ...rest] = steps;
  if (!first) return row.value;
  if (first.kind === "name" && rowNames.has(first.name.toLowerCase()))
    return rest.length === 0 ? row.value : below(row, rest);
  return below(row, steps);
}

function below(row: Row, [first, ...rest]: readonly PathStep[]): SqlValue {
  if (!first) return row.value;
  const value =
    row.fields && first.kind === "name" ? columnOf(row, row.fields, first) : step(row.value, first);
  return rest.reduce(step, value);
}

/** A CSV column, by its header or as `_1`. @throws errors for one that does not exist */
function columnOf(
  { value }: Row,
  fields: readonly string[],
  { name, exact }: Extract<PathStep, { kind: "name" }>,
): SqlValue {
  const named = isStructure(value) ? member(value, name, exact) : MISSING;
  if (named !== MISSING) return named;
  const position = /^_([1-9]\d*)$/.exec(name)?.[1];
  const field = position === undefined ? undefined : fields[Number(position) - 1];
  if (field !== undefined) return field;
  if (position !== undefined)
    throw selectError("InvalidColumnIndex", `The column index in the SQL expression is not valid: ${name}.`);
  throw exact
    ? selectError("MissingHeaders", `Some headers in the query are missing from the file: ${name}.`)
    : missingBinding(name);
}

function step(value: SqlValue, of: PathStep): SqlValue {
  if (of.kind === "name") return isStructure(value) ? member(value, of.name, of.exact) : MISSING;
  if (of.kind === "index") return isList(value) ? (value.at(of.index) ?? MISSING) : MISSING;
  return isList(value) || isStructure(value) ? value : MISSING;
}

/** Unquoted names are case-insensitive. @throws AmbiguousFieldName */
function member(structure: SqlStructure, name: string, exact: boolean): SqlValue {
  const own = structure.get(name);
  if (exact) return own ?? (structure.has(name) ? null : MISSING);
  const lower = name.toLowerCase();
  const candidates = [...structure].filter(([known]) => known.toLowerCase() === lower);
  if (candidates.length > 1)
    throw selectError("AmbiguousFieldName", `Field name matches to multiple fields in the file: ${name}.`);
  const [only] = candidates;
  return only ? only[1] : MISSING;
}

/** The rows below a JSON value: elements where the path has `[*]`. */
export function rowsBelow(value: SqlValue, steps: readonly PathStep[]): SqlValue[] {
  let rows = [value];
  for (const of of steps) {
    rows = rows.flatMap((row) => {
      if (of.kind !== "all") return [step(row, of)];
      if (isList(row)) return [...row];
      return isStructure(row) ? [...row.values()] : [MISSING];
    });
  }
  return rows;
}

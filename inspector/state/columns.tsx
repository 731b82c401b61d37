import type { Column } from "../parts/virtual-table.js";
import { isRow, type Row } from "./types.js";

const MOST_COLUMNS = 6;
/** Rows that the columns are chosen by. */
const SAMPLE = 50;
/** Members that tell most, in this order. */
const TELLING = [
  /^(name|.*Name|family|event|id|.*Id)$/,
  /status|state|code/i,
  /(At|Date|time)$/i,
  /count|size|version/i,
  /arn/i,
];

/**
 * The columns of rows of any kind: the members that tell most.
 *
 * @param list the name of the list: of tasks, `taskArn` is their own name.
 */
export function columnsOf(rows: readonly Row[], list = ""): Column<Row>[] {
  const own = `${list.replace(/s$/, "")}arn`.toLowerCase();
  const sample = rows.slice(0, SAMPLE);
  const members = [...new Set(sample.flatMap((row) => Object.keys(row)))].filter((name) =>
    sample.some((row) => row[name] !== undefined && typeof row[name] !== "object"),
  );
  const rank = (name: string) => {
    if (name.toLowerCase() === own) return 0;
    const found = TELLING.findIndex((pattern) => pattern.test(name));
    return found < 0 ? TELLING.length : found;
  };
  const chosen = members.sort((a, b) => rank(a) - rank(b)).slice(0, MOST_COLUMNS);
  return chosen.map((name, place) => ({
    name,
    width: rank(name) === 1 ? "minmax(70px, 0.6fr)" : "minmax(80px, 1fr)",
    narrow: place > 2 ? "none" : "minmax(0, 1fr)",
    cell: (row) => <span title={textOf(row[name])}>{shortText(textOf(row[name]))}</span>,
  }));
}

/** The distinguishing part of an ARN; the title has all of it. */
function shortText(text: string): string {
  return text.startsWith("arn:")
    ? text.slice(Math.max(text.lastIndexOf("/"), text.lastIndexOf(":")) + 1)
    : text;
}

/** A value on one line. */
export function textOf(value: unknown): string {
  if (value === undefined || value === null) return "";
  if (typeof value !== "object") return String(value);
  return JSON.stringify(value);
}

/** The members of a row that name it, for its key in a table. */
export function keyOf(row: Row, index: number): string {
  const name = Object.keys(row).find(
    (member) => /(arn|^id|id|name|key)$/i.test(member) && typeof row[member] === "string",
  );
  return name === undefined ? String(index) : `${textOf(row[name])}#${index}`;
}

/** What is not an object becomes one. */
export function asRows(values: readonly unknown[]): Row[] {
  return values.map((value) => (isRow(value) ? value : { value }));
}

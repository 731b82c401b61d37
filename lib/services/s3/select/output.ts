import type { CSVOutput, OutputSerialization } from "../generated/types.js";
import { textOf } from "./casts.js";
import { type SqlValue, toJson } from "./values.js";

/** A row of the result: names and values of its columns. */
export type ResultRow = readonly (readonly [name: string, value: SqlValue])[];

/** A row as JSON or CSV, followed by the delimiter. CSV has no header line. */
export function serializeRow(row: ResultRow, { CSV, JSON: json }: OutputSerialization): string {
  if (json) return JSON.stringify(toJson(new Map(row))) + (json.RecordDelimiter ?? "\n");
  const { FieldDelimiter = ",", RecordDelimiter = "\n" } = CSV ?? {};
  return row.map(([, value]) => fieldOf(textOf(value), CSV ?? {})).join(FieldDelimiter) + RecordDelimiter;
}

function fieldOf(text: string, options: CSVOutput): string {
  const { QuoteFields = "ASNEEDED", QuoteCharacter = '"', QuoteEscapeCharacter = '"' } = options;
  const { FieldDelimiter = ",", RecordDelimiter = "\n" } = options;
  const needed = [FieldDelimiter, RecordDelimiter, QuoteCharacter].some(
    (part) => part !== "" && text.includes(part),
  );
  if (QuoteFields !== "ALWAYS" && !needed) return text;
  return (
    QuoteCharacter + text.replaceAll(QuoteCharacter, QuoteEscapeCharacter + QuoteCharacter) + QuoteCharacter
  );
}

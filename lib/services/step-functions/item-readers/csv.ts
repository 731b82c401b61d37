import type { ReaderConfig } from "../definition/types.js";
import { itemReaderFailed } from "../map-runs/failures.js";

/** The delimiters of `CSVDelimiter`. */
const DELIMITERS = { COMMA: ",", PIPE: "|", SEMICOLON: ";", SPACE: " ", TAB: "\t" } as const;

/** Maximum size of the header row in bytes. */
const LONGEST_HEADER = 10 * 1024;

/**
 * Parses a CSV file to rows of strings by header: the first row, or the given headers. Short rows are filled
 * with empty strings; fields without a header are dropped.
 *
 * @throws StateFailed States.ItemReaderFailed
 */
export function csvRows(text: string, config: ReaderConfig): Readonly<Record<string, string>>[] {
  const records = csvRecords(text.replace(/^\ufeff/, ""), DELIMITERS[config.csvDelimiter ?? "COMMA"]);
  const headers = config.csvHeaderLocation === "GIVEN" ? (config.csvHeaders ?? []) : nextRecord(records);
  checkHeaders(headers);
  const rows: Readonly<Record<string, string>>[] = [];
  for (const record of records) {
    rows.push(Object.fromEntries(headers.map((header, i) => [header, record[i] ?? ""])));
  }
  return rows;
}

function nextRecord(records: Iterator<readonly string[]>): readonly string[] {
  const { done, value } = records.next();
  return done === true ? [] : value;
}

function checkHeaders(headers: readonly string[]): void {
  if (new Set(headers).size < headers.length)
    throw itemReaderFailed("CSV headers cannot contain duplicates.");
  if (Buffer.byteLength(headers.join(",")) > LONGEST_HEADER) {
    throw itemReaderFailed(`CSV headers cannot have more than ${LONGEST_HEADER} bytes.`);
  }
}

/**
 * The records of a CSV file. Quoted fields may contain delimiters and line ends; a doubled quote in them is a
 * quote. A backslash escapes a backslash, a quote or the delimiter, and is literal before anything else.
 * Blank lines are skipped.
 */
export function* csvRecords(text: string, delimiter: string): Generator<readonly string[]> {
  let record: string[] = [];
  let field = "";
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const character = text.charAt(i);
    const next = text.charAt(i + 1);
    if (character === "\\" && (next === "\\" || next === '"' || next === delimiter)) {
      field += next;
      i++;
    } else if (character === '"' && quoted && next === '"') {
      field += '"';
      i++;
    } else if (character === '"') {
      quoted = !quoted;
    } else if (quoted) {
      field += character;
    } else if (character === delimiter) {
      record.push(field);
      field = "";
    } else if (character === "\n" || character === "\r") {
      if (record.length > 0 || field !== "") yield [...record, field];
      record = [];
      field = "";
    } else {
      field += character;
    }
  }
  if (record.length > 0 || field !== "") yield [...record, field];
}

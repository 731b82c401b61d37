import { selectError } from "../errors/select.js";
import type { CSVInput } from "../generated/types.js";
import type { Row } from "./paths.js";

const MAX_RECORD = 1024 * 1024;

/**
 * The rows of CSV.
 *
 * @throws CSVParsingError, OverMaxRecordSize
 */
export function* csvRows(text: string, options: CSVInput): Generator<Row> {
  const { FileHeaderInfo = "NONE", Comments } = options;
  let headers: readonly string[] | undefined;
  let first = true;
  for (const fields of csvRecords(text, options)) {
    if (Comments !== undefined && Comments !== "" && fields[0]?.startsWith(Comments)) continue;
    if (first && FileHeaderInfo !== "NONE") {
      if (FileHeaderInfo === "USE") headers = fields;
      first = false;
      continue;
    }
    first = false;
    yield {
      fields,
      value: new Map(fields.map((field, index) => [headers?.[index] ?? `_${index + 1}`, field])),
    };
  }
}

/** The fields of each record. Empty records are skipped. */
function* csvRecords(text: string, options: CSVInput): Generator<string[]> {
  const {
    FieldDelimiter: delimiter = ",",
    RecordDelimiter: end = "\n",
    QuoteCharacter: quote = '"',
  } = options;
  const { QuoteEscapeCharacter: escaping = '"', AllowQuotedRecordDelimiter: quotedEnds = false } = options;
  let fields: string[] = [];
  let field = "";
  let start = 0;
  let at = 0;
  while (at < text.length) {
    if (quote !== "" && field === "" && text.startsWith(quote, at)) {
      const quoted = quotedField(text, at + quote.length, {
        quote,
        escaping,
        end: quotedEnds ? undefined : end,
      });
      field = quoted.field;
      at = quoted.at;
      continue;
    }
    if (text.startsWith(delimiter, at)) {
      fields.push(field);
      field = "";
      at += delimiter.length;
    } else if (text.startsWith(end, at)) {
      if (at - start > MAX_RECORD) throw overMaxRecordSize();
      if (at > start) yield [...fields, withoutReturn(field, end)];
      fields = [];
      field = "";
      at += end.length;
      start = at;
    } else field += text[at++];
  }
  if (text.length - start > MAX_RECORD) throw overMaxRecordSize();
  if (text.length > start) yield [...fields, field];
}

/** Windows lines end with a carriage return before the line feed. */
function withoutReturn(field: string, end: string): string {
  return end === "\n" && field.endsWith("\r") ? field.slice(0, -1) : field;
}

function quotedField(
  text: string,
  from: number,
  { quote, escaping, end }: { quote: string; escaping: string; end: string | undefined },
): { field: string; at: number } {
  let field = "";
  for (let at = from; at < text.length; ) {
    if (escaping !== "" && text.startsWith(escaping + quote, at)) {
      field += quote;
      at += escaping.length + quote.length;
    } else if (text.startsWith(quote, at)) return { field, at: at + quote.length };
    else if (end !== undefined && text.startsWith(end, at)) break;
    else field += text[at++];
  }
  throw selectError(
    "CSVParsingError",
    "Encountered an error parsing the CSV file. Check the file and try again.",
  );
}

function overMaxRecordSize(): Error {
  return selectError(
    "OverMaxRecordSize",
    "The length of a record in the input or result is greater than the maxCharsPerRecord limit of 1 MB.",
  );
}

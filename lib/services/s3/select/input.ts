import { gunzipSync } from "node:zlib";
import { selectError } from "../errors/select.js";
import type { InputSerialization, ScanRange } from "../generated/types.js";
import { csvRows } from "./csv-input.js";
import { jsonRows } from "./json-input.js";
import type { Row } from "./paths.js";
import type { PathStep } from "./syntax.js";

/** The input of a query. */
export interface SelectInput {
  readonly text: string;
  /** Bytes after decompression. */
  readonly processed: number;
}

/**
 * The string that a query reads: decompressed, and limited to its scan range.
 *
 * @throws TruncatedInput, InvalidTextEncoding, InvalidScanRange, UnsupportedScanRangeInput
 */
export function readInput(
  bytes: Uint8Array,
  input: InputSerialization,
  range: ScanRange | undefined,
): SelectInput {
  const plain = input.CompressionType === "GZIP" ? decompressed(bytes) : bytes;
  const part = range ? within(plain, input, range) : plain;
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(part), processed: part.length };
  } catch {
    throw selectError("InvalidTextEncoding", "Invalid encoding type. Only UTF-8 encoding is supported.");
  }
}

function decompressed(bytes: Uint8Array): Uint8Array {
  if (bytes.length === 0) return bytes;
  try {
    return gunzipSync(bytes);
  } catch {
    throw selectError(
      "TruncatedInput",
      "Object decompression failed. Check that the object is properly compressed using the format specified in the request.",
    );
  }
}

/** The records that start in a range. A range with only an end is that number of bytes at the end. */
function within(bytes: Uint8Array, input: InputSerialization, { Start, End }: ScanRange): Uint8Array {
  const { CSV, JSON: json, CompressionType = "NONE" } = input;
  if (CompressionType !== "NONE" || json?.Type === "DOCUMENT" || CSV?.AllowQuotedRecordDelimiter === true)
    throw selectError(
      "UnsupportedScanRangeInput",
      "Scan range queries are not supported on this type of object.",
    );
  const start = Start ?? (End === undefined ? 0 : Math.max(0, bytes.length - End));
  const end = Start === undefined ? bytes.length : (End ?? bytes.length);
  if (start > end) throw selectError("InvalidScanRange", "The provided scan range is not valid.");
  const delimiter = Buffer.from(CSV?.RecordDelimiter ?? "\n");
  const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const behind = (at: number) => {
    const found = content.indexOf(delimiter, at);
    return found < 0 ? content.length : found + delimiter.length;
  };
  // A record at the start of the range is included: the delimiter before it ends exactly there.
  const from = start === 0 ? 0 : behind(Math.max(0, start - delimiter.length));
  return content.subarray(from, Math.max(from, end === 0 ? 0 : behind(end - 1)));
}

/** The rows of a string. */
export function rowsOf(
  text: string,
  { CSV, JSON: json }: InputSerialization,
  from: readonly PathStep[],
): Iterable<Row> {
  return json ? jsonRows(text, json, from) : csvRows(text, CSV ?? {});
}

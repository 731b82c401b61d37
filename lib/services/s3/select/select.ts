import type { Context } from "../../../runtime/context.js";
import { headerNotImplemented } from "../errors/objects.js";
import { selectError } from "../errors/select.js";
import type { SelectObjectContentEventStream, SelectObjectContentRequest } from "../generated/types.js";
import type { ObjectVersion } from "../state/objects.js";
import { readInput, rowsOf } from "./input.js";
import { parseQuery } from "./parse.js";
import { runQuery } from "./run.js";

const MAX_EXPRESSION_BYTES = 256 * 1024;
/** The approximate size of S3's events, in bytes. */
const RECORDS_BYTES = 128 * 1024;

/**
 * Runs the query of a SelectObjectContent on an object.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_SelectObjectContent.html
 *
 * @returns the events of the response
 * @throws errors of the request, of the SQL and of the content
 */
export function select(
  ctx: Context,
  object: ObjectVersion,
  request: SelectObjectContentRequest,
): AsyncIterable<SelectObjectContentEventStream> {
  checkRequest(request);
  checkStorageClass(object);
  return oneByOne(eventsOf(ctx, object, request));
}

/**
 * All events are computed before the first is sent, so that an error in the content is an error of the
 * request.
 */
async function* oneByOne(
  events: readonly SelectObjectContentEventStream[],
): AsyncGenerator<SelectObjectContentEventStream> {
  yield* events;
}

function eventsOf(
  ctx: Context,
  object: ObjectVersion,
  request: SelectObjectContentRequest,
): SelectObjectContentEventStream[] {
  const { Expression, InputSerialization, OutputSerialization, ScanRange, RequestProgress } = request;
  const query = parseQuery(Expression);
  const bytes = object.content.bytes();
  const { text, processed } = readInput(bytes, InputSerialization, ScanRange);
  const events: SelectObjectContentEventStream[] = [];
  let records = "";
  let returned = 0;
  const flush = () => {
    if (records === "") return;
    const Payload = Buffer.from(records);
    returned += Payload.length;
    events.push({ Records: { Payload } });
    records = "";
  };
  for (const row of runQuery(
    query,
    rowsOf(text, InputSerialization, query.from),
    OutputSerialization,
    ctx.now(),
  )) {
    records += row;
    if (records.length >= RECORDS_BYTES) flush();
  }
  flush();
  const scanned = ScanRange ? processed : bytes.length;
  const Details = { BytesScanned: scanned, BytesProcessed: processed, BytesReturned: returned };
  if (RequestProgress?.Enabled === true) events.push({ Progress: { Details } });
  return [...events, { Stats: { Details } }, { End: {} }];
}

function checkRequest({
  Expression,
  InputSerialization,
  OutputSerialization,
}: SelectObjectContentRequest): void {
  if (Buffer.byteLength(Expression) > MAX_EXPRESSION_BYTES)
    throw selectError(
      "ExpressionTooLong",
      "The SQL expression is too long: The maximum byte-length for the SQL expression is 256 KB.",
    );
  const { CSV, JSON: json, Parquet, CompressionType } = InputSerialization;
  const inputs = [CSV, json, Parquet].filter((format) => format !== undefined);
  const outputs = [OutputSerialization.CSV, OutputSerialization.JSON].filter(
    (format) => format !== undefined,
  );
  if (inputs.length === 0 || outputs.length === 0)
    throw selectError(
      "MissingRequiredParameter",
      "The SelectRequest entity is missing a required parameter. Check the service documentation and try again.",
    );
  if (inputs.length > 1 || outputs.length > 1)
    throw selectError(
      "ObjectSerializationConflict",
      "The SelectRequest entity can only contain one of CSV, JSON, and Parquet. Check the service documentation and try again.",
    );
  if (Parquet) throw headerNotImplemented("InputSerialization.Parquet");
  if (CompressionType === "BZIP2") throw headerNotImplemented("InputSerialization.CompressionType: BZIP2");
}

function checkStorageClass({ storageClass }: ObjectVersion): void {
  if (["GLACIER", "DEEP_ARCHIVE", "REDUCED_REDUNDANCY"].includes(storageClass))
    throw selectError(
      "UnsupportedStorageClass",
      "We encountered a storage class that is not supported. Only STANDARD, STANDARD_IA, and ONEZONE_IA storage classes are supported.",
    );
}

import type { Context } from "../../../runtime/context.js";
import { busAddress, busNamed } from "../buses/lookup.js";
import type { PutEventsRequestEntry, PutEventsResultEntry } from "../generated/types.js";
import { envelopeOf } from "./envelope.js";
import { ingest } from "./ingest.js";

/** The size of an entry's time, in bytes. */
const TIME_SIZE = 14;

/**
 * The size of an entry in bytes:
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevent-size.html
 */
export function sizeOf({
  Time,
  Source = "",
  DetailType = "",
  Detail = "",
  Resources = [],
}: PutEventsRequestEntry) {
  return [Source, DetailType, Detail, ...Resources].reduce(
    (size, text) => size + Buffer.byteLength(text),
    Time ? TIME_SIZE : 0,
  );
}

/**
 * Sends a client's entry to its bus. An invalid entry has an error in the response, and does not affect the
 * others.
 */
export function putEntry(ctx: Context, entry: PutEventsRequestEntry): PutEventsResultEntry {
  if (entry.Source?.startsWith("aws."))
    return { ErrorCode: "NotAuthorizedForSourceException", ErrorMessage: "Not authorized for the source." };
  return putAnyEntry(ctx, entry);
}

/** As {@link putEntry}, for any sender: services use sources that clients cannot use. */
export function putAnyEntry(ctx: Context, entry: PutEventsRequestEntry): PutEventsResultEntry {
  const flaw = flawOf(entry);
  if (flaw) return flaw;
  const { ctx: there, name } = busAddress(ctx, entry.EventBusName);
  const id = ctx.ids.uuid();
  // Recorded: AWS accepts and drops events for a bus that does not exist.
  if (!busNamed(there, name)) return { EventId: id };
  const { Source = "", DetailType = "", Detail = "", Resources = [], Time, TraceHeader } = entry;
  const json = envelopeOf({
    id,
    source: Source,
    detailType: DetailType,
    time: Time?.getTime() ?? ctx.now(),
    account: ctx.account,
    region: there.region,
    resources: Resources,
    detail: Detail,
  });
  ingest(there, name, { json, traceHeader: TraceHeader });
  return { EventId: id };
}

function flawOf({ Source, DetailType, Detail }: PutEventsRequestEntry): PutEventsResultEntry | undefined {
  if (!Source) return missing("Source");
  if (!DetailType) return missing("DetailType");
  if (!Detail) return missing("Detail");
  if (!isJsonObject(Detail)) return { ErrorCode: "MalformedDetail", ErrorMessage: "Detail is malformed." };
  return undefined;
}

function missing(name: string): PutEventsResultEntry {
  const ErrorMessage = `Parameter ${name} is not valid. Reason: ${name} is a required argument.`;
  return { ErrorCode: "InvalidArgument", ErrorMessage };
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

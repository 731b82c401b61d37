import type { Context } from "../../../runtime/context.js";
import { entriesTooLarge } from "../errors/events.js";
import { putEntry, sizeOf } from "../events/put.js";
import type {
  PutEventsRequest,
  PutEventsResponse,
  TestEventPatternRequest,
  TestEventPatternResponse,
} from "../generated/types.js";
import { readEvent, readPattern } from "../rules/patterns.js";

const MOST_BYTES = 1_048_576;

export function putEvents({ Entries }: PutEventsRequest, ctx: Context): PutEventsResponse {
  const size = Entries.reduce((sum, entry) => sum + sizeOf(entry), 0);
  if (size > MOST_BYTES) throw entriesTooLarge();
  const results = Entries.map((entry) => putEntry(ctx, entry));
  const failed = results.filter(({ ErrorCode }) => ErrorCode !== undefined);
  return { FailedEntryCount: failed.length, Entries: results };
}

export function testEventPattern(input: TestEventPatternRequest): TestEventPatternResponse {
  const event = readEvent(input.Event);
  return { Result: readPattern(input.EventPattern).matches(event) };
}

import type { Context } from "../../../runtime/context.js";
import { invalidParameter } from "../errors.js";
import type { InputLogEvent, RejectedLogEventsInfo } from "../generated/types.js";
import type { LogGroupRow } from "../state/groups.js";
import { oldestKept } from "./retention.js";
import { MOST_BYTES, sizeOfAll } from "./sizes.js";

const HOUR = 3_600_000;
const OLDEST = 14 * 24 * HOUR;
const NEWEST = 2 * HOUR;
const LONGEST_SPAN = 24 * HOUR;

type Batch = readonly InputLogEvent[];

/**
 * Validates a batch as a whole, beyond the model.
 *
 * @throws InvalidParameterException
 */
export function checkBatch(events: Batch): void {
  const bytes = sizeOfAll(events);
  if (bytes > MOST_BYTES) {
    throw invalidParameter(`Upload too large: ${bytes} bytes exceeds limit of ${MOST_BYTES}`);
  }
  if (events.some(({ timestamp }, i) => timestamp < (events[i - 1]?.timestamp ?? 0))) {
    throw invalidParameter("Log events in a single PutLogEvents request must be in chronological order.");
  }
  const [first, last] = [events[0], events.at(-1)];
  if (first && last && last.timestamp - first.timestamp > LONGEST_SPAN) {
    throw invalidParameter(
      "The batch of log events in a single PutLogEvents request cannot span more than 24 hours.",
    );
  }
}

/** Skips the events of a batch that are too old, expired or too new, and reports them. */
export function rejected(
  ctx: Context,
  group: LogGroupRow,
  events: Batch,
): { info: RejectedLogEventsInfo | undefined; accepted: Batch } {
  const tooOld = countBefore(events, ctx.now() - OLDEST);
  const expired = countBefore(events, oldestKept(ctx, group));
  const tooNew = countBefore(events, ctx.now() + NEWEST + 1);
  const accepted = events.slice(Math.max(tooOld, expired), tooNew);
  if (accepted.length === events.length) return { info: undefined, accepted };
  const info = {
    ...(tooNew < events.length && { tooNewLogEventStartIndex: tooNew }),
    ...(tooOld > 0 && { tooOldLogEventEndIndex: tooOld }),
    ...(expired > 0 && { expiredLogEventEndIndex: expired }),
  };
  return { info, accepted };
}

/** Number of events before a time; they are in order. */
function countBefore(events: Batch, moment: number): number {
  const count = events.findIndex(({ timestamp }) => timestamp >= moment);
  return count < 0 ? events.length : count;
}

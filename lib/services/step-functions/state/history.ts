import type { Context } from "../../../runtime/context.js";
import { defineTable, keyBelow, withPrefix } from "../../../runtime/store/store.js";
import type { HistoryEventType } from "../generated/types.js";

/** An event of an execution. Its id is its position in the history, from 1. */
export interface EventRow {
  readonly type: HistoryEventType;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** `previousEventId`. */
  readonly previous: number;
  readonly details: EventDetails | undefined;
}

/** The details of an event, by AWS's names; inputs and outputs are JSON strings. */
export interface EventDetails {
  readonly name?: string;
  readonly index?: number;
  readonly length?: number;
  readonly input?: string;
  readonly output?: string;
  readonly assignedVariables?: Readonly<Record<string, string>>;
  readonly roleArn?: string;
  readonly stateMachineAliasArn?: string;
  readonly stateMachineVersionArn?: string;
  readonly resource?: string;
  readonly resourceType?: string;
  readonly region?: string;
  readonly parameters?: string;
  readonly timeoutInSeconds?: number;
  readonly heartbeatInSeconds?: number;
  readonly taskCredentials?: { readonly roleArn: string };
  readonly workerName?: string;
  readonly error?: string;
  readonly cause?: string;
  readonly location?: string;
  readonly state?: string;
  readonly mapRunArn?: string;
  readonly redriveCount?: number;
}

/**
 * The events of one step, by the execution and the id of the first event. One row has many events, because a
 * step advances as far as possible.
 */
export const HISTORY = defineTable<readonly EventRow[]>({
  name: "step-functions.history-events",
  key: ["stateMachine", "execution", "first"],
});

/** @param first the id of the first of these events. */
export function addEvents(ctx: Context, execution: string, first: number, events: readonly EventRow[]): void {
  if (events.length > 0) ctx.table(HISTORY).put(keyBelow(execution, first), events);
}

/** All events of an execution, oldest first. */
export function readEvents(ctx: Context, execution: string): EventRow[] {
  const events: EventRow[] = [];
  for (const chunk of withPrefix(ctx.table(HISTORY), `${execution} `)) events.push(...chunk);
  return events;
}

/** The events after an id, or before it in reverse order, with their ids. */
export function* eventsAfter(
  ctx: Context,
  execution: string,
  last: number,
  after: number | undefined,
  reverse: boolean,
): Generator<[number, EventRow]> {
  const table = ctx.table(HISTORY);
  let id = after ?? (reverse ? last + 1 : 0);
  const position = keyBelow(execution, Math.max(1, reverse ? id - 1 : id + 1));
  // Rows have the id of their first event: the row of an event starts at or before it.
  let start = position;
  for (const [key] of table.range({ from: position, reverse: true })) {
    start = key.startsWith(`${execution} `) ? key : position;
    break;
  }
  for (const [key, chunk] of table.range({ from: start, reverse })) {
    if (!key.startsWith(`${execution} `)) return;
    const first = Number(key.slice(execution.length + 1));
    if (reverse) {
      for (let i = Math.min(chunk.length, id - first) - 1; i >= 0; i--) {
        const event = chunk[i];
        id = first + i;
        if (event) yield [id, event];
      }
    } else {
      for (let i = Math.max(0, id + 1 - first); i < chunk.length; i++) {
        const event = chunk[i];
        if (event) yield [first + i, event];
      }
    }
  }
}

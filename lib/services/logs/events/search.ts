import type { Context } from "../../../runtime/context.js";
import type { LogStreamRow } from "../state/streams.js";
import { type StoredEvent, StreamEvents } from "./chunks.js";
import { comparePositions, type Position } from "./position.js";

/** An event with its stream. */
export interface FoundEvent {
  readonly stream: LogStreamRow;
  readonly event: StoredEvent;
}

/** A search in some streams. */
export interface Search {
  readonly streams: readonly LogStreamRow[];
  readonly from: Position;
  /** End time, inclusive. */
  readonly until: number;
  matches(message: string): boolean;
}

/** The matching events of several streams in time order. */
export function* search(ctx: Context, { streams, from, until, matches }: Search): Generator<FoundEvent> {
  const heap: Cursor[] = [];
  for (const stream of streams) {
    const events = matching(new StreamEvents(ctx, stream.id), from, until, matches);
    push(heap, { stream, events, event: undefined });
  }
  for (let first = heap[0]; first?.event; first = heap[0]) {
    yield { stream: first.stream, event: first.event };
    advance(heap);
  }
}

function* matching(
  stream: StreamEvents,
  from: Position,
  until: number,
  matches: (message: string) => boolean,
): Generator<StoredEvent> {
  for (const piece of stream.from(from)) {
    for (const event of piece) {
      if (event.timestamp > until) return;
      if (matches(event.message)) yield event;
    }
  }
}

/** A stream, and its next event. */
interface Cursor {
  readonly stream: LogStreamRow;
  readonly events: Iterator<StoredEvent, unknown>;
  event: StoredEvent | undefined;
}

/** Adds a cursor to a heap ordered by the next event, unless it has none. */
function push(heap: Cursor[], cursor: Cursor): void {
  if (!step(cursor)) return;
  let place = heap.push(cursor) - 1;
  while (place > 0) {
    const parent = (place - 1) >> 1;
    if (!isEarlier(heap[place], heap[parent])) return;
    swap(heap, place, parent);
    place = parent;
  }
}

/** Advances the first cursor and restores the heap. */
function advance(heap: Cursor[]): void {
  const first = heap[0];
  if (first && !step(first)) {
    const last = heap.pop();
    if (last && last !== first) heap[0] = last;
  }
  for (let place = 0; ; ) {
    const [left, right] = [2 * place + 1, 2 * place + 2];
    const child = isEarlier(heap[right], heap[left]) ? right : left;
    if (!isEarlier(heap[child], heap[place])) return;
    swap(heap, place, child);
    place = child;
  }
}

function step(cursor: Cursor): boolean {
  const { value, done } = cursor.events.next();
  // The value of a completed iterator is unused.
  cursor.event = done ? undefined : value;
  return !done;
}

function isEarlier(a: Cursor | undefined, b: Cursor | undefined): boolean {
  return a?.event !== undefined && b?.event !== undefined && comparePositions(a.event, b.event) < 0;
}

function swap(heap: Cursor[], i: number, j: number): void {
  const [a, b] = [heap[i], heap[j]];
  if (!a || !b) return;
  heap[i] = b;
  heap[j] = a;
}

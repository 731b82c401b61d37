import { invalidToken } from "../errors.js";
import type { StoredEvent, StreamEvents } from "./chunks.js";
import { behind, digitsOf, earliest, latest, type Position, positionOf, startOf } from "./position.js";
import { MOST_BYTES, sizeOf } from "./sizes.js";

/** The parameters of GetLogEvents. */
export interface PageRequest {
  /** Start time, inclusive. */
  readonly from: number;
  /** End time, exclusive. */
  readonly until: number;
  readonly limit: number;
  readonly fromHead: boolean;
  readonly token: string | undefined;
}

/** A page, oldest event first. */
export interface EventPage {
  readonly events: readonly StoredEvent[];
  readonly nextForwardToken: string;
  readonly nextBackwardToken: string;
}

/** A token: a position between two events, and a direction. */
interface Bookmark {
  readonly forward: boolean;
  readonly place: Position;
}

/**
 * Reads a page of a stream. Both tokens are always returned. At an end of the stream, the token is the one
 * that was sent; later events are read with it.
 *
 * @throws InvalidParameterException for an invalid token.
 */
export function readPage(
  stream: StreamEvents,
  { from, until, limit, fromHead, token }: PageRequest,
): EventPage {
  const [first, end] = [startOf(from), startOf(until)];
  const { forward, place }: Bookmark =
    token === undefined ? { forward: fromHead, place: fromHead ? first : end } : bookmarkOf(token);
  const events = forward
    ? readForward(stream, latest(place, first), end, limit)
    : readBackward(stream, earliest(place, end), first, limit);
  const [oldest, newest] = [events[0], events.at(-1)];
  // Without events, a new reader starts at the beginning, so that later events follow.
  const here = token === undefined ? first : place;
  return {
    events,
    nextForwardToken: `f/${digitsOf(newest ? behind(newest) : here)}/s`,
    nextBackwardToken: `b/${digitsOf(oldest ?? here)}/s`,
  };
}

function readForward(stream: StreamEvents, start: Position, end: Position, limit: number): StoredEvent[] {
  const page: StoredEvent[] = [];
  let bytes = 0;
  for (const piece of stream.from(start)) {
    for (const event of piece) {
      bytes += sizeOf(event);
      if (event.timestamp >= end.timestamp || page.length === limit || isFull(page, bytes)) return page;
      page.push(event);
    }
  }
  return page;
}

function readBackward(stream: StreamEvents, start: Position, end: Position, limit: number): StoredEvent[] {
  const page: StoredEvent[] = [];
  let bytes = 0;
  for (const piece of stream.before(start)) {
    for (let i = piece.length - 1; i >= 0; i--) {
      const event = piece[i];
      if (!event) continue;
      bytes += sizeOf(event);
      if (event.timestamp < end.timestamp || page.length === limit || isFull(page, bytes))
        return page.reverse();
      page.push(event);
    }
  }
  return page.reverse();
}

/** One event always fits, whatever its size. */
function isFull(page: readonly StoredEvent[], bytes: number): boolean {
  return page.length > 0 && bytes > MOST_BYTES;
}

function bookmarkOf(token: string): Bookmark {
  const [, direction, digits = ""] = /^([fb])\/(\d{56})\/s$/.exec(token) ?? [];
  const place = positionOf(digits);
  if (!place) throw invalidToken();
  return { forward: direction === "f", place };
}

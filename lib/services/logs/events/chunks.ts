import type { Context } from "../../../runtime/context.js";
import { defineTable, keyPrefix, type Table } from "../../../runtime/store/store.js";
import { comparePositions, digitsOf, type Position } from "./position.js";

/** A stored event. */
export interface StoredEvent extends Position {
  readonly message: string;
  readonly ingestionTime: number;
}

/** Consecutive events of a stream, oldest first; never empty. */
type Chunk = readonly StoredEvent[];

/** The chunks of all streams, by the id of the stream and the position of the first event. */
export const CHUNKS = defineTable<Chunk>({ name: "logs.events", key: ["streamId", "position"] });

/** Number of events in a row; a table of single events would be slow to read and large. */
const CHUNK_SIZE = 512;

/** The events of one stream, in order. A page costs the same for any number of events. */
export class StreamEvents {
  private readonly chunks: Table<Chunk>;
  /** Prefix of the keys of the stream's chunks. */
  private readonly prefix: string;

  constructor(ctx: Context, streamId: string) {
    this.chunks = ctx.table(CHUNKS);
    this.prefix = keyPrefix(streamId);
  }

  /** Adds ordered events, at their positions among the existing ones. */
  add(events: readonly StoredEvent[]): void {
    for (let begin = 0; begin < events.length; ) {
      const first = events[begin];
      if (!first) return;
      const before = this.keyAt(first) ?? this.firstKey();
      const next = this.keyBehind(first);
      const end = next === undefined ? events.length : endBefore(events, begin, next, this.prefix);
      this.merge(before, events.slice(begin, end));
      begin = end;
    }
  }

  /** Events from a position on, in chunks. */
  *from(position: Position): Generator<readonly StoredEvent[]> {
    const start = this.keyAt(position) ?? this.key(position);
    let first = true;
    for (const [key, chunk] of this.chunks.range({ from: start })) {
      if (!this.owns(key)) return;
      const piece = first ? chunk.slice(lowerBound(chunk, position)) : chunk;
      first = false;
      if (piece.length > 0) yield piece;
    }
  }

  /** Events before a position, in chunks: the latest chunk first, each oldest first. */
  *before(position: Position): Generator<readonly StoredEvent[]> {
    let first = true;
    for (const [key, chunk] of this.chunks.range({ from: this.key(position), reverse: true })) {
      if (!this.owns(key)) return;
      const piece = first ? chunk.slice(0, lowerBound(chunk, position)) : chunk;
      first = false;
      if (piece.length > 0) yield piece;
    }
  }

  /** Removes the events before a position and returns them, in chunks. */
  removeBefore(position: Position): StoredEvent[][] {
    const removed: StoredEvent[][] = [];
    for (const [key, chunk] of this.all()) {
      const count = lowerBound(chunk, position);
      if (count === 0) break;
      removed.push(chunk.slice(0, count));
      this.replace(key, chunk.slice(count));
      if (count < chunk.length) break;
    }
    return removed;
  }

  /** Removes everything. */
  clear(): void {
    for (const [key] of this.all()) this.chunks.delete(key);
  }

  /** A copy of the list of chunks, so that they can be changed during the iteration. */
  private all(): [string, Chunk][] {
    const own: [string, Chunk][] = [];
    for (const entry of this.chunks.range({ from: this.prefix })) {
      if (!this.owns(entry[0])) break;
      own.push(entry);
    }
    return own;
  }

  private merge(key: string | undefined, added: readonly StoredEvent[]): void {
    const chunk = (key !== undefined && this.chunks.get(key)) || [];
    const last = chunk.at(-1);
    const [first] = added;
    const merged = [...chunk, ...added];
    if (last && first && comparePositions(last, first) > 0) merged.sort(comparePositions);
    if (key !== undefined && merged[0] !== chunk[0]) this.chunks.delete(key);
    for (let begin = 0; begin < merged.length; begin += CHUNK_SIZE) {
      const piece = merged.slice(begin, begin + CHUNK_SIZE);
      if (piece[0]) this.chunks.put(this.key(piece[0]), piece);
    }
  }

  private replace(key: string, chunk: Chunk): void {
    this.chunks.delete(key);
    if (chunk[0]) this.chunks.put(this.key(chunk[0]), chunk);
  }

  /** The chunk of a position: the last that starts at or before it. */
  private keyAt(position: Position): string | undefined {
    for (const [key] of this.chunks.range({ from: this.key(position), reverse: true })) {
      return this.owns(key) ? key : undefined;
    }
    return undefined;
  }

  private firstKey(): string | undefined {
    for (const [key] of this.chunks.range({ from: this.prefix })) return this.owns(key) ? key : undefined;
    return undefined;
  }

  /** The first chunk that starts after a position, except the one of {@link firstKey}. */
  private keyBehind(position: Position): string | undefined {
    let own = this.keyAt(position) === undefined;
    for (const [key] of this.chunks.range({ after: this.key(position) })) {
      if (!this.owns(key)) return undefined;
      if (!own) return key;
      own = false;
    }
    return undefined;
  }

  private key(position: Position): string {
    return this.prefix + digitsOf(position);
  }

  private owns(key: string): boolean {
    return key.startsWith(this.prefix);
  }
}

/** Number of events of a chunk before a position. */
function lowerBound(chunk: Chunk, position: Position): number {
  let low = 0;
  let high = chunk.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const event = chunk[middle];
    if (event && comparePositions(event, position) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The end of the events before the chunk of a key. */
function endBefore(events: readonly StoredEvent[], begin: number, key: string, prefix: string): number {
  const end = events.findIndex((event, i) => i >= begin && prefix + digitsOf(event) >= key);
  return end < 0 ? events.length : Math.max(end, begin + 1);
}

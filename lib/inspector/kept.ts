import type { NewEntry, ReadContent, TimelineEntry } from "./entry.js";

/**
 * A stored entry. It is created when it is first read, because most entries are replaced or removed before.
 */
export class Kept {
  private made: TimelineEntry | undefined;
  /** Whether it has not been replaced or removed. */
  isCurrent = true;

  /** @param begun the sequence of the first entry of its id, which this one replaces. */
  constructor(
    readonly id: string,
    readonly sequence: number,
    readonly begun: number,
    private readonly make: () => NewEntry,
    readonly content: ReadContent,
  ) {}

  get entry(): TimelineEntry {
    this.made ??= Object.assign(this.make(), { sequence: this.sequence });
    return this.made;
  }
}

/** Number of outdated entries that may remain in a short list. */
const SLACK = 1_000;

/** Entries sorted by their sequence: reading after a cursor costs only the entries that are read. */
export class KeptLog {
  private list: Kept[] = [];
  /** Entries before this index are outdated. */
  private head = 0;
  private current = 0;

  add(kept: Kept): void {
    this.list.push(kept);
    this.current++;
    if (this.list.length > 2 * this.current + SLACK) this.compact();
  }

  remove(kept: Kept): void {
    if (!kept.isCurrent) return;
    kept.isCurrent = false;
    this.current--;
  }

  /** The oldest current entry. */
  get oldest(): Kept | undefined {
    while (this.list[this.head]?.isCurrent === false) this.head++;
    return this.list[this.head];
  }

  /** The current entries after a sequence. */
  *after(sequence: number): Generator<Kept> {
    for (let place = this.placeAfter(sequence); place < this.list.length; place++) {
      const kept = this.list[place];
      if (kept?.isCurrent) yield kept;
    }
  }

  clear(): void {
    this.list = [];
    this.head = 0;
    this.current = 0;
  }

  private compact(): void {
    this.list = this.list.filter(({ isCurrent }) => isCurrent);
    this.head = 0;
  }

  private placeAfter(sequence: number): number {
    let low = this.head;
    let high = this.list.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.list[middle]?.sequence ?? 0) <= sequence) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

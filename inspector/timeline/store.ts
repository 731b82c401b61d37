import type { Entry } from "../entry.js";

/** Maximum distance that an entry is moved when it is inserted before others; beyond, all are sorted. */
const NEAR = 200;
/**
 * In larger lists, outdated entries are removed when they are a sixteenth of all: removal copies the
 * remaining ones.
 */
const FEW = 5_000;
const SHARE = 16;

/** The received entries, sorted by start. */
export class EntryStore {
  private list: Entry[] = [];
  private readonly places = new Map<string, number>();
  private sorted = true;
  /** The sequence up to which entries were removed. */
  private first = 0;

  get size(): number {
    return this.list.length;
  }

  /** All entries, oldest first. Entries with the same time are in the order of arrival. */
  get all(): readonly Entry[] {
    if (!this.sorted) this.sort();
    return this.list;
  }

  get(id: string): Entry | undefined {
    const place = this.places.get(id);
    return place === undefined ? undefined : this.list[place];
  }

  /** Adds entries, and replaces existing ones. */
  add(entries: readonly Entry[]): void {
    for (const entry of entries) {
      const place = this.places.get(entry.id);
      if (place !== undefined) this.list[place] = entry;
      else this.insert(entry);
    }
  }

  /** Removes the entries that the simulator has removed: those before its first sequence. */
  removeBefore(first: number): void {
    // Upper limit of the number of entries to remove.
    const removed = first - this.first;
    if (removed <= 0 || (this.list.length > FEW && removed < this.list.length / SHARE)) return;
    this.first = first;
    const kept = this.list.filter(({ sequence }) => sequence >= first);
    if (kept.length === this.list.length) return;
    this.list = kept;
    this.number();
  }

  clear(): void {
    this.list = [];
    this.places.clear();
    this.sorted = true;
    this.first = 0;
  }

  /** Most entries start after all others, or before a few of the last. */
  private insert(entry: Entry): void {
    let place = this.list.length;
    this.list.push(entry);
    this.places.set(entry.id, place);
    if (!this.sorted) return;
    for (let moved = 0; moved < NEAR; moved++) {
      const before = this.list[place - 1];
      if (!before || before.startedAt <= entry.startedAt) return;
      this.list[place] = before;
      this.places.set(before.id, place);
      this.list[--place] = entry;
      this.places.set(entry.id, place);
    }
    this.sorted = false;
  }

  private sort(): void {
    // Sorting is stable: entries with the same time keep their order.
    this.list.sort((a, b) => a.startedAt - b.startedAt);
    this.number();
    this.sorted = true;
  }

  private number(): void {
    this.places.clear();
    for (const [place, { id }] of this.list.entries()) this.places.set(id, place);
  }
}

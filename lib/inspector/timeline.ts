import type { EntryContent, NewEntry, ReadContent, TimelineEntry } from "./entry.js";
import { Kept, KeptLog } from "./kept.js";

/** Entries of a timeline in the order of their latest changes. */
export interface TimelinePage {
  readonly entries: readonly TimelineEntry[];
  /** The start of the next page, which contains later changes. */
  readonly cursor: number;
  /** Whether there are more entries now. */
  readonly more: boolean;
  /** Changes when a reset or a restore has removed entries: entries that were read before may be removed. */
  readonly generation: number;
  /** The sequence of the oldest stored entry. Entries with smaller ones were removed. */
  readonly first: number;
}

/** The latest entries of a simulator, with their contents. */
export class Timeline {
  private readonly kept = new Map<string, Kept>();
  private readonly log = new KeptLog();
  private latest = 0;
  private generation = 1;
  private readonly listeners = new Set<() => void>();

  /** @param limit how many entries are kept. */
  constructor(private readonly limit: number) {}

  /** The sequence of the latest entry. Later entries have greater ones. */
  get sequence(): number {
    return this.latest;
  }

  get(id: string): TimelineEntry | undefined {
    return this.kept.get(id)?.entry;
  }

  /**
   * Adds an entry, or replaces the one with its id. Removes the oldest if there are too many.
   *
   * @param make creates the entry when it is first read.
   */
  put(id: string, make: () => NewEntry, content: ReadContent): void {
    const replaced = this.kept.get(id);
    if (replaced) this.log.remove(replaced);
    const sequence = ++this.latest;
    const kept = new Kept(id, sequence, replaced?.begun ?? sequence, make, content);
    this.kept.set(id, kept);
    this.log.add(kept);
    if (this.kept.size > this.limit) this.removeOldest();
    this.notify();
  }

  /** The content of an entry. */
  contentOf(id: string): EntryContent | undefined {
    return this.kept.get(id)?.content();
  }

  /** The entries that changed after a cursor, oldest change first. */
  page(after: number, limit: number): TimelinePage {
    const entries: TimelineEntry[] = [];
    let more = false;
    for (const kept of this.log.after(after)) {
      if (entries.length === limit) {
        more = true;
        break;
      }
      entries.push(kept.entry);
    }
    const { generation } = this;
    const first = this.log.oldest?.sequence ?? this.latest + 1;
    return { entries, cursor: entries.at(-1)?.sequence ?? after, more, generation, first };
  }

  /** The entries that an entry has caused. */
  effectsOf(id: string): TimelineEntry[] {
    return this.all().filter(({ cause }) => cause === id);
  }

  all(): TimelineEntry[] {
    return Array.from(this.log.after(0), ({ entry }) => entry);
  }

  /** Removes the entries whose ids were added after a sequence, and returns them. */
  cut(sequence: number): TimelineEntry[] {
    const removed = Array.from(this.log.after(sequence)).filter(({ begun }) => begun > sequence);
    for (const kept of removed) {
      this.log.remove(kept);
      this.kept.delete(kept.id);
    }
    this.beginGeneration();
    return removed.map(({ entry }) => entry);
  }

  /** Removes all entries. */
  clear(): void {
    this.kept.clear();
    this.log.clear();
    this.beginGeneration();
  }

  /** Calls a listener after each change. Returns a function that removes it. */
  listen(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private beginGeneration(): void {
    this.generation++;
    this.notify();
  }

  private notify(): void {
    for (const listener of this.listeners) listener();
  }

  private removeOldest(): void {
    const { oldest } = this.log;
    if (!oldest) return;
    this.log.remove(oldest);
    this.kept.delete(oldest.id);
  }
}

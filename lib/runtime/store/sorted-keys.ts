import type { Key } from "./row-set.js";

/** Number of keys that a run may have. Inserting moves half of them on average, which takes less than finding a place. */
const LONGEST_RUN = 256;
/** A run with fewer keys is joined with the next one if that leaves room for more. */
const SHORT_RUN = 64;
const ROOMY_RUN = 192;

/** Sorts keys by UTF-16 code unit, or as numbers. */
export function compareKeys<K extends Key>(a: K, b: K): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * Keys in order, in runs of at most {@link LONGEST_RUN}. A key is found by two binary searches: for its run, and in it.
 * Most keys of tables contain a time or a number, and come in order: to add a key behind all others takes one comparison.
 */
export class SortedKeys<K extends Key> {
  private readonly runs: K[][] = [];
  /** The last key of each run. */
  private readonly lasts: K[] = [];

  /** Adds a key; does nothing if it is there. */
  add(key: K): void {
    const { runs, lasts } = this;
    const end = runs.length - 1;
    const last = lasts[end];
    if (last === undefined || key > last) return this.append(key);
    const at = placeIn(lasts, key);
    const run = runs[at] ?? [];
    const place = placeIn(run, key);
    if (run[place] === key) return;
    run.splice(place, 0, key);
    if (run.length > LONGEST_RUN) this.split(at, run);
  }

  /** Removes a key; does nothing if it is not there. */
  delete(key: K): void {
    const { runs, lasts } = this;
    const at = placeIn(lasts, key);
    const run = runs[at];
    if (run === undefined) return;
    const place = placeIn(run, key);
    if (run[place] !== key) return;
    // Much faster than `splice` for the oldest of many keys.
    if (place === 0) run.shift();
    else run.splice(place, 1);
    const last = run.at(-1);
    if (last === undefined) {
      runs.splice(at, 1);
      lasts.splice(at, 1);
      return;
    }
    lasts[at] = last;
    if (run.length < SHORT_RUN) this.join(at, run);
  }

  first(): K | undefined {
    return this.runs[0]?.[0];
  }

  /** The keys in order. @param start the first one, or the least that may be. */
  from(start?: K): IterableIterator<K, undefined> {
    const at = start === undefined ? 0 : placeIn(this.lasts, start);
    return new Forward(this.runs, at, start === undefined ? 0 : placeIn(this.runs[at] ?? [], start));
  }

  /** The keys from the last to the first. @param start the first one, or the greatest that may be. */
  *backFrom(start?: K): Generator<K> {
    const { runs } = this;
    for (let at = start === undefined ? runs.length - 1 : placeIn(this.lasts, start); at >= 0; at--) {
      const run = runs[at] ?? [];
      for (let place = run.length - 1; place >= 0; place--) {
        const key = run[place];
        if (key !== undefined && (start === undefined || key <= start)) yield key;
      }
    }
  }

  private append(key: K): void {
    const { runs, lasts } = this;
    const run = runs.at(-1);
    if (run === undefined || run.length === LONGEST_RUN) {
      runs.push([key]);
      lasts.push(key);
    } else {
      run.push(key);
      lasts[lasts.length - 1] = key;
    }
  }

  private split(at: number, run: K[]): void {
    const { runs, lasts } = this;
    const later = run.splice(LONGEST_RUN / 2);
    const last = run.at(-1);
    if (last === undefined) return;
    runs.splice(at + 1, 0, later);
    lasts.splice(at, 0, last);
  }

  private join(at: number, run: K[]): void {
    const { runs, lasts } = this;
    const next = runs[at + 1];
    if (next === undefined || run.length + next.length > ROOMY_RUN) return;
    runs.splice(at, 2, run.concat(next));
    lasts.splice(at, 1);
  }
}

/** A generator takes several times as long to reach the first key, which is often the only one. */
class Forward<K extends Key> implements IterableIterator<K, undefined> {
  constructor(
    private readonly runs: readonly (readonly K[])[],
    private at: number,
    private place: number,
  ) {}

  next(): IteratorResult<K, undefined> {
    for (let run = this.runs[this.at]; run !== undefined; run = this.runs[++this.at]) {
      const value = run[this.place++];
      if (value !== undefined) return { done: false, value };
      this.place = 0;
    }
    return { done: true, value: undefined };
  }

  [Symbol.iterator](): this {
    return this;
  }
}

/** The place of the first key that is not less than `key`, among keys in order. */
function placeIn<K extends Key>(keys: readonly K[], key: K): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const found = keys[middle];
    if (found !== undefined && found < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

import type { CompiledStatement } from "./compiled-policy.js";

/** A statement of a set of policies. */
export interface PlacedStatement {
  /** The name of its policy. */
  readonly policy: string;
  readonly statement: CompiledStatement;
  /** Its number in the set, from 0. The first matching statement is reported as the deciding one. */
  readonly place: number;
}

/** Statements whose resources have the same prefix. */
export interface Shelf {
  /** The prefix of the resources: the patterns of the statements up to their first wildcards or variables. */
  readonly head: string;
  /** Sorted by their places. */
  readonly statements: readonly PlacedStatement[];
  /** The shelf with the longest other prefix of this head. */
  readonly above: Shelf | undefined;
}

/**
 * Statements by the prefixes of their resources. A decision evaluates only statements whose patterns may
 * match: policies list hundreds of resources, of which a request names one.
 */
export class ResourceIndex {
  /** Sorted by their heads. */
  private readonly shelves: readonly Shelf[];

  constructor(statements: readonly PlacedStatement[]) {
    const byHead = new Map<string, PlacedStatement[]>();
    for (const placed of statements)
      for (const head of new Set(placed.statement.resourceHeads)) {
        const known = byHead.get(head);
        if (known) known.push(placed);
        else byHead.set(head, [placed]);
      }
    const sorted = [...byHead].sort(([a], [b]) => (a < b ? -1 : 1));
    const shelves: Shelf[] = [];
    for (const [head, found] of sorted)
      shelves.push({ head, statements: found, above: reaching(shelves.at(-1), head) });
    this.shelves = shelves;
  }

  /**
   * The shelf with the longest prefix of a resource. The other candidates are above it: continue with `above`
   * until there is none.
   */
  shelfOf(resource: string): Shelf | undefined {
    const { shelves } = this;
    let low = 0;
    let high = shelves.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const shelf = shelves[middle];
      if (shelf !== undefined && shelf.head <= resource) low = middle + 1;
      else high = middle;
    }
    return reaching(shelves[low - 1], resource);
  }
}

/**
 * The shelf itself, or the nearest above it, whose head is a prefix of a string. If the shelf is the last
 * that does not sort after the string, this is the longest such head: all strings that sort between a head
 * and a string with this prefix have the prefix too.
 */
function reaching(shelf: Shelf | undefined, text: string): Shelf | undefined {
  let found = shelf;
  while (found !== undefined && !text.startsWith(found.head)) found = found.above;
  return found;
}

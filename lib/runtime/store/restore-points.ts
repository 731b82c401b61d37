import { type Key, type Recorded, RowSet } from "./row-set.js";

/**
 * A restorable state, as its owner holds it. It has no reference to rows: they are kept only while the owner
 * holds the object and has not released it.
 */
export class RestorePoint {
  readonly kind = "restore-point";
}

/** The node of a restore point in the tree. */
interface Node {
  /** The rows of this restore point that differ from those of `next`. */
  rows: RowSet;
  /** The neighbour in the direction of the present; `undefined` for the present itself. */
  next: Node | undefined;
  /** The neighbours whose `next` is this node. */
  readonly previous: Set<Node>;
  /** Whether its owner can still restore it. */
  held: boolean;
}

/**
 * The restore points, as a tree whose root is the present. Each keeps the rows that differ from its
 * neighbour on the path to the present. Restoring one reverses the links on that path, so its cost is
 * the number of differing rows, independent of the number of restore points. One without an owner is merged
 * into its neighbour.
 */
export class RestorePoints {
  /** The only neighbour of the present; `undefined` if there is none. */
  private last: Node | undefined;
  private readonly nodes = new WeakMap<RestorePoint, Node>();
  private readonly dropped = new FinalizationRegistry<Node>((node) => this.let(node));

  /** Keeps the previous value of a row, if there is a restore point to restore. */
  record(table: Recorded, key: Key, before: unknown, after: unknown): void {
    this.last?.rows.change(table, key, before, after);
  }

  /** Whether a restore point belongs to this store and was not released. */
  has(point: RestorePoint): boolean {
    return this.nodes.has(point);
  }

  /** Makes a restore point of the present. */
  mark(): RestorePoint {
    const { last } = this;
    const node: Node = { rows: new RowSet(), next: undefined, previous: new Set(last && [last]), held: true };
    if (last) last.next = node;
    this.last = node;
    const point = new RestorePoint();
    this.nodes.set(point, node);
    this.dropped.register(point, node, point);
    return point;
  }

  /** Makes a restore point the present; does nothing if it was released. */
  goTo(point: RestorePoint): void {
    const target = this.nodes.get(point);
    const { last } = this;
    if (!target || !last) return;
    const way = wayFrom(target);
    last.rows.swapIn();
    for (let from = way.pop(), to = way.pop(); from && to; from = to, to = way.pop()) turn(to, from);
    target.rows = new RowSet();
    target.next = undefined;
    this.last = target;
    this.merge(last);
  }

  /** Releases a restore point, which can then no longer be restored. */
  release(point: RestorePoint): void {
    const node = this.nodes.get(point);
    if (!node) return;
    this.nodes.delete(point);
    this.dropped.unregister(point);
    this.let(node);
  }

  private let(node: Node): void {
    node.held = false;
    this.merge(node);
  }

  /**
   * Removes a node without an owner, and the rows that only it needs. A node where several paths meet
   * remains.
   */
  private merge(node: Node): void {
    for (let step: Node | undefined = node; step && !step.held && step.previous.size < 2; ) {
      const [previous] = step.previous;
      const { next }: Node = step;
      next?.previous.delete(step);
      if (!next) this.last = previous;
      if (previous) {
        previous.rows = joined(previous.rows, step.rows);
        previous.next = next;
        next?.previous.add(previous);
        return;
      }
      step = next;
    }
  }
}

/** The nodes from this one to the last before the present. */
function wayFrom(node: Node): Node[] {
  const way: Node[] = [];
  for (let step: Node | undefined = node; step; step = step.next) way.push(step);
  return way;
}

/** Moves the present from `from` to `node`, whose `next` was `from`. */
function turn(node: Node, from: Node): void {
  from.rows = node.rows.swapIn();
  from.next = node;
  from.previous.delete(node);
  node.previous.add(from);
}

/** Joins two sets of rows at the cost of the smaller one; rows of the first take precedence. */
function joined(first: RowSet, second: RowSet): RowSet {
  if (first.size < second.size) {
    second.addAll(first);
    return second;
  }
  first.addMissing(second);
  return first;
}

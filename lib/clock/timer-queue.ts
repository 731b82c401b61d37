/** The timers of one due time, in order of scheduling. */
interface Slot {
  readonly orders: number[];
  /** Number of timers already removed from the front. */
  taken: number;
}

/**
 * Orders timers by due time, then by scheduling order. Adding and removing take almost constant time if many
 * timers share a due time, and logarithmic time in the number of due times otherwise.
 */
export class TimerQueue {
  private readonly slots = new Map<number, Slot>();
  /** A binary heap of the due times that have a slot. */
  private readonly moments: number[] = [];

  add(dueAt: number, order: number): void {
    const slot = this.slots.get(dueAt);
    if (slot) {
      slot.orders.push(order);
      return;
    }
    this.slots.set(dueAt, { orders: [order], taken: 0 });
    this.rise(dueAt);
  }

  /** The scheduling order of the first timer. */
  first(): number | undefined {
    const dueAt = this.moments[0];
    const slot = dueAt === undefined ? undefined : this.slots.get(dueAt);
    return slot?.orders[slot.taken];
  }

  /** Removes the first timer. */
  shift(): void {
    const dueAt = this.moments[0];
    const slot = dueAt === undefined ? undefined : this.slots.get(dueAt);
    if (dueAt === undefined || !slot || ++slot.taken < slot.orders.length) return;
    this.slots.delete(dueAt);
    this.sink();
  }

  /** The scheduling orders of all timers, first to last. */
  *all(): Generator<number> {
    for (const dueAt of this.moments.toSorted((a, b) => a - b)) {
      const slot = this.slots.get(dueAt);
      yield* slot?.orders.slice(slot.taken) ?? [];
    }
  }

  clear(): void {
    this.slots.clear();
    this.moments.length = 0;
  }

  private rise(dueAt: number): void {
    const { moments } = this;
    let place = moments.push(dueAt) - 1;
    while (place > 0) {
      const parent = (place - 1) >>> 1;
      const above = moments[parent];
      if (above === undefined || above <= dueAt) break;
      moments[place] = above;
      place = parent;
    }
    moments[place] = dueAt;
  }

  /** Removes the first due time. */
  private sink(): void {
    const { moments } = this;
    const last = moments.pop();
    if (last === undefined || moments.length === 0) return;
    let place = 0;
    for (;;) {
      const left = 2 * place + 1;
      const child = (moments[left + 1] ?? Number.POSITIVE_INFINITY) < (moments[left] ?? 0) ? left + 1 : left;
      const below = moments[child];
      if (below === undefined || below >= last) break;
      moments[place] = below;
      place = child;
    }
    moments[place] = last;
  }
}

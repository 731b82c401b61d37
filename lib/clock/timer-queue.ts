/** The timers of one moment, in the order in which they were scheduled. */
interface Slot {
  readonly orders: number[];
  /** How many of them were taken already. */
  taken: number;
}

/**
 * The order of timers: by moment, then by the order in which they were
 * scheduled. Adding and taking cost next to nothing when many timers share a
 * moment, and the logarithm of the number of moments otherwise.
 */
export class TimerQueue {
  private readonly slots = new Map<number, Slot>();
  /** A binary heap of the moments that have a slot. */
  private readonly moments: number[] = [];

  add(at: number, order: number): void {
    const slot = this.slots.get(at);
    if (slot) {
      slot.orders.push(order);
      return;
    }
    this.slots.set(at, { orders: [order], taken: 0 });
    this.rise(at);
  }

  /** The order of the first timer. */
  first(): number | undefined {
    const at = this.moments[0];
    const slot = at === undefined ? undefined : this.slots.get(at);
    return slot?.orders[slot.taken];
  }

  /** Takes the first timer out. */
  shift(): void {
    const at = this.moments[0];
    const slot = at === undefined ? undefined : this.slots.get(at);
    if (at === undefined || !slot || ++slot.taken < slot.orders.length) return;
    this.slots.delete(at);
    this.sink();
  }

  /** The order of every timer, first to last. */
  *all(): Generator<number> {
    for (const at of this.moments.toSorted((a, b) => a - b)) {
      const slot = this.slots.get(at);
      yield* slot?.orders.slice(slot.taken) ?? [];
    }
  }

  clear(): void {
    this.slots.clear();
    this.moments.length = 0;
  }

  private rise(at: number): void {
    const { moments } = this;
    let place = moments.push(at) - 1;
    while (place > 0) {
      const parent = (place - 1) >>> 1;
      const above = moments[parent];
      if (above === undefined || above <= at) break;
      moments[place] = above;
      place = parent;
    }
    moments[place] = at;
  }

  /** Removes the first moment. */
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

interface Sleeper {
  readonly at: number;
  readonly order: number;
  readonly wake: () => void;
}

/** Code that waits for a moment of simulated time, in waking order. */
export class Sleepers {
  private readonly sleepers: Sleeper[] = [];
  private order = 0;

  /** Resolves at `at`; the function takes the sleeper out without waking it. */
  sleepUntil(at: number): { awake: Promise<void>; cancel: () => void } {
    let sleeper: Sleeper | undefined;
    const awake = new Promise<void>((resolve) => {
      sleeper = { at, order: this.order++, wake: resolve };
      this.insert(sleeper);
    });
    const cancel = () => {
      const index = sleeper ? this.sleepers.indexOf(sleeper) : -1;
      if (index >= 0) this.sleepers.splice(index, 1);
    };
    return { awake, cancel };
  }

  nextAt(): number | undefined {
    return this.sleepers[0]?.at;
  }

  /** Wakes everyone whose moment has come; says how many there were. */
  wakeDue(now: number): number {
    let woken = 0;
    for (let first = this.sleepers[0]; first && first.at <= now; first = this.sleepers[0]) {
      this.sleepers.shift();
      first.wake();
      woken++;
    }
    return woken;
  }

  /** Drops everyone, asleep for ever. */
  clear(): void {
    this.sleepers.length = 0;
  }

  private insert(sleeper: Sleeper): void {
    let low = 0;
    let high = this.sleepers.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const other = this.sleepers[middle];
      if (other && (other.at < sleeper.at || (other.at === sleeper.at && other.order < sleeper.order)))
        low = middle + 1;
      else high = middle;
    }
    this.sleepers.splice(low, 0, sleeper);
  }
}

import type { Simulation } from "../runtime/context.js";
import type { Sfc32State } from "../runtime/ids.js";
import type { StoreSnapshot } from "../runtime/store/store.js";

/**
 * A state of a simulator, as `sim.snapshot()` took it. What it needs is kept
 * in memory until it is disposed, the simulator is reset, or nothing refers to it.
 */
export class Snapshot implements Disposable {
  private readonly rows: StoreSnapshot;
  private readonly now: number;
  private readonly ids: Sfc32State;
  private disposed = false;

  /** @internal */
  constructor(private readonly simulation: Simulation) {
    const { store, clock, ids } = simulation;
    this.rows = store.snapshot();
    this.now = clock.now();
    this.ids = ids.snapshot();
  }

  /** Forgets it: it can no longer be restored. Further calls do nothing. */
  dispose(): void {
    this.disposed = true;
    this.simulation.store.release(this.rows);
  }

  [Symbol.dispose](): void {
    this.dispose();
  }

  /**
   * @internal
   * @throws Error when it cannot be restored in this simulation.
   */
  check(simulation: Simulation): void {
    if (simulation !== this.simulation)
      throw new Error("This snapshot is of another simulator. Restore it in the simulator that took it.");
    if (this.disposed)
      throw new Error(
        "This snapshot was disposed. Take another with snapshot(), and dispose it when it is no longer needed.",
      );
    if (!simulation.store.has(this.rows))
      throw new Error("This snapshot was taken before reset(), which removes all snapshots. Take another.");
  }

  /** @internal */
  restore(): void {
    const { store, clock, ids } = this.simulation;
    store.restore(this.rows);
    ids.restore(this.ids);
    clock.restore(this.now);
  }
}

/** Snapshots that are held for clients in other processes, by their ids. */
export class HeldSnapshots {
  private readonly byId = new Map<string, Snapshot>();
  /** Ids are never used twice, also after {@link clear}. */
  private taken = 0;

  /** Holds a snapshot, and returns its id. */
  add(snapshot: Snapshot): string {
    const id = String(++this.taken);
    this.byId.set(id, snapshot);
    return id;
  }

  get(id: string): Snapshot | undefined {
    return this.byId.get(id);
  }

  /** Disposes a snapshot. */
  remove(id: string): void {
    this.byId.get(id)?.dispose();
    this.byId.delete(id);
  }

  clear(): void {
    this.byId.clear();
  }
}

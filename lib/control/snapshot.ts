import type { Simulation } from "../runtime/context.js";
import type { Sfc32State } from "../runtime/ids.js";
import type { StoreSnapshot } from "../runtime/store/store.js";

/**
 * A state of a simulator, returned by `sim.snapshot()`. Its memory is freed when it is disposed or
 * garbage-collected, or when the simulator is reset.
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

  /** Disposes the snapshot, which can no longer be restored. Further calls do nothing. */
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

/** Snapshots held for clients in other processes, by id. */
export class HeldSnapshots {
  private readonly byId = new Map<string, Snapshot>();
  /** Ids are never reused, also after {@link clear}. */
  private taken = 0;

  /** Holds a snapshot and returns its id. */
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

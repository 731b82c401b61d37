import { nextTurn } from "../../clock/turns.js";
import type { Simulation } from "../../runtime/context.js";
import type { Era } from "../../runtime/era.js";
import type { AnyTable } from "../../runtime/store/store.js";
import type { PlacedRow, State } from "./export.js";
import { FrozenRows } from "./frozen-rows.js";

/** The state of a simulation at one time, while the simulation continues. */
export class FrozenState implements State {
  readonly now: State["now"];
  readonly ids: State["ids"];
  readonly tables: readonly AnyTable[];
  private readonly era: Era;
  private readonly rows: FrozenRows;

  /** @param tables of the simulation. */
  constructor({ store, clock, ids, eras }: Simulation, tables: readonly AnyTable[]) {
    this.now = clock.now();
    this.ids = ids.snapshot();
    this.tables = tables.filter((table) => {
      for (const { size } of store.everywhere(table)) if (size > 0) return true;
      return false;
    });
    this.era = eras.current;
    this.rows = new FrozenRows(store);
  }

  pagesOf(table: AnyTable): Iterable<readonly PlacedRow[]> {
    return this.rows.pagesOf(table);
  }

  async pause(): Promise<void> {
    await nextTurn();
    if (this.era.ended)
      throw new Error(
        "The simulator was reset, restored or closed while its state was exported. Export it again.",
      );
  }

  /** Stops keeping earlier values of rows. */
  close(): void {
    this.rows.close();
  }
}

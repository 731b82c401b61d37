import { nextTurn } from "../../clock/turns.js";
import type { Simulation } from "../../runtime/context.js";
import type { AnyTable, Store } from "../../runtime/store/store.js";
import { exportState, type State } from "./export.js";
import { FrozenRows } from "./frozen-rows.js";
import { type ImportedRow, importState } from "./import.js";

/**
 * Writes the current state of a simulation to a file, while the simulation continues.
 *
 * @param version of aws-sim.
 * @throws Error with the file name, if it cannot be written; Error when the simulator is reset, restored or closed before
 *   the end.
 */
export async function exportSimulation(
  { store, clock, ids, eras }: Simulation,
  tables: readonly AnyTable[],
  file: string,
  version: string,
): Promise<void> {
  const era = eras.current;
  const rows = new FrozenRows(store);
  const state: State = {
    now: clock.now(),
    ids: ids.snapshot(),
    tables: tables.filter((table) => hasRows(store, table)),
    pagesOf: (table) => rows.pagesOf(table),
    async pause() {
      await nextTurn();
      if (era.ended) throw new Error(GONE);
    },
  };
  try {
    await exportState(state, file, version);
  } finally {
    rows.close();
  }
}

const GONE = "The simulator was reset, restored or closed while its state was exported. Export it again.";

function hasRows(store: Store, table: AnyTable): boolean {
  for (const { size } of store.everywhere(table)) if (size > 0) return true;
  return false;
}

/**
 * Loads the state of a file, including its time, into an empty simulation.
 *
 * @throws Error with the file name and a remedy if the file is invalid; the simulation is unchanged then.
 */
export function importSimulation(
  { store, blobs, clock, ids }: Simulation,
  tables: readonly AnyTable[],
  file: string,
): void {
  const rows: ImportedRow[] = [];
  const moment = importState(file, { tables, blobs, put: (row) => rows.push(row) });
  clock.restore(moment.now);
  ids.restore(moment.ids);
  store.add(rows);
}

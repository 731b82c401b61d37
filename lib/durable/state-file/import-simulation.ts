import type { Simulation } from "../../runtime/context.js";
import type { AnyTable } from "../../runtime/store/store.js";
import { type ImportedRow, importState } from "./import.js";

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

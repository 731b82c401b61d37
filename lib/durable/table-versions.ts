import type { AnyTable } from "../runtime/store/store.js";

/**
 * The reason why this simulator cannot read stored rows; `undefined` if it can.
 *
 * @param table of this simulator.
 * @param version of the stored rows.
 */
export function versionFlaw(table: AnyTable | undefined, version: number): string | undefined {
  if (!table) return "this version of aws-sim does not have the table";
  if (table.version === version || (table.version > version && table.migrate)) return undefined;
  return `this version of aws-sim has version ${table.version}, and cannot convert it`;
}

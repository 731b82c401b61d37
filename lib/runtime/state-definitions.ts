import { type AnyTable, TableDefinition } from "./store/store.js";
import { TransientDefinition } from "./transient-state.js";

/** All state that a service keeps between requests. */
export interface StateDefinitions {
  readonly tables: readonly AnyTable[];
  readonly transients: readonly TransientDefinition<object>[];
}

/** Collects the tables and transient values exported by modules: `stateIn(clusters, tasks)`. */
export function stateIn(...modules: readonly object[]): StateDefinitions {
  const exported = modules.flatMap((module): unknown[] => Object.values(module));
  return {
    tables: exported.filter((value) => value instanceof TableDefinition),
    transients: exported.filter((value) => value instanceof TransientDefinition),
  };
}

import type { QueryRecord } from "./record.js";

/** The records of a query between two commands. */
export interface Stage {
  readonly records: readonly QueryRecord[];
  /** Names of the shown fields, if a command has set them. Default {@link DEFAULT_COLUMNS}. */
  readonly columns?: readonly string[];
}

/** Transforms the records. */
export type Command = (stage: Stage) => Stage;

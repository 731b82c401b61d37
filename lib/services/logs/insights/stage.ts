import type { QueryRecord } from "./record.js";

/** The records of a query at one point of it. */
export interface Stage {
  readonly records: readonly QueryRecord[];
  /** Names of the fields that are shown, once a command has said; otherwise the default ones. */
  readonly columns?: readonly string[];
}

/** What a command makes of the records so far. */
export type Command = (stage: Stage) => Stage;

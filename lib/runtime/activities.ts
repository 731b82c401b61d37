import type { AccountRegion } from "./scope.js";
import type { Key, TableDefinition } from "./store/store.js";

/** A completed or running activity on the timeline of the inspector. */
export interface Activity {
  /** Display name: a function, a task family, a state machine, an event. */
  readonly name: string;
  /** ARN or id of the resource that the activity belongs to. */
  readonly resource: string;
  /** Milliseconds of simulated time since the epoch. */
  readonly startedAt: number;
  /** Omitted while it is running. */
  readonly endedAt?: number | undefined;
  readonly outcome: "running" | "succeeded" | "failed";
  /** The reason for its failure. */
  readonly error?: string | undefined;
}

/** Details of a selected activity. */
export interface ActivityDetails {
  readonly input?: unknown;
  readonly output?: unknown;
  /** Further details. */
  readonly more?: object;
}

/** A table whose rows are activities. */
export interface ActivityDefinition<Row, K extends Key> {
  readonly table: TableDefinition<Row, K>;
  readonly kind: "run" | "invocation" | "execution" | "delivery";
  /**
   * Identifies an activity among those of its kind and table. Default its key; equal ids in two tables are
   * one activity.
   */
  idOf?(key: K): string;
  describe(row: Row, at: AccountRegion, key: K): Activity;
  details(row: Row): ActivityDetails;
  /** The `cause` in the records of requests that the code of the activity sends. */
  cause?(row: Row, at: AccountRegion): string;
  /** The id of the request that caused it, if its row has it. Default what wrote the row. */
  requestId?(row: Row): string | undefined;
  /** The timers that work on the activity. Their keys are the key of its row. */
  readonly timers?: readonly string[];
  /** The runs that work on the activity. */
  readonly runs?: readonly RunOfActivity[];
}

/** A kind of run that works on activities. */
export interface RunOfActivity {
  readonly kind: string;
  /** The key of the activity. */
  keyOf(run: { readonly key: string; readonly state: unknown }): Key;
}

/** Declares that a kind of run works on activities. */
export function runOfActivity<State>(
  kind: { readonly name: string },
  keyOf: (run: { readonly key: string; readonly state: State }) => Key,
): RunOfActivity {
  // Only the kind itself starts runs with its name.
  return { kind: kind.name, keyOf: ({ key, state }) => keyOf({ key, state: state as State }) };
}

/** A table of activities of any type. */
export type AnyActivityDefinition = ActivityDefinition<never, never>;

/** Declares that the rows of a table are activities. */
export function defineActivity<Row, K extends Key>(
  definition: ActivityDefinition<Row, K>,
): AnyActivityDefinition {
  // Each definition receives only rows of its own table.
  return definition as AnyActivityDefinition;
}

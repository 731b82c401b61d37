import type { Json } from "../../../../runtime/store/codec.js";

/**
 * The evaluated expressions of a phase, which contain everything that the step needs, so that the step only
 * changes rows.
 */
export type Plan = EntryPlan | ExitPlan | ItemPlan;

/** How a state continues after its entry. */
export type EntryPlan =
  | ExitPlan
  | ChoicePlan
  | WaitPlan
  | FailPlan
  | TaskPlan
  | BranchesPlan
  | ItemsPlan
  | MapRunPlan;

/** Ends with an output. */
export interface ExitPlan {
  readonly kind: "exit";
  readonly output: Json;
  /** New values of variables. */
  readonly assigned: Json | undefined;
}

/** Continues with a chosen state. */
export interface ChoicePlan {
  readonly kind: "choice";
  readonly next: string;
  /** The number of the rule; `undefined` for `Default`. */
  readonly rule: number | undefined;
  readonly output: Json;
  readonly assigned: Json | undefined;
}

/** Waits until a time, in milliseconds since the epoch. */
export interface WaitPlan {
  readonly kind: "wait";
  readonly until: number;
}

/** Fails explicitly. */
export interface FailPlan {
  readonly kind: "fail";
  readonly error: string | undefined;
  readonly cause: string | undefined;
}

/** Calls a resource. */
export interface TaskPlan {
  readonly kind: "task";
  readonly parameters: Json;
  readonly timeoutSeconds: number | undefined;
  readonly heartbeatSeconds: number | undefined;
  readonly roleArn: string | undefined;
}

/** Runs branches. */
export interface BranchesPlan {
  readonly kind: "branches";
  readonly input: Json;
}

/** Runs a processor for each item. */
export interface ItemsPlan {
  readonly kind: "items";
  readonly items: readonly Json[];
  /** 0 means no limit. */
  readonly concurrency: number;
}

/** Starts a map run. */
export interface MapRunPlan {
  readonly kind: "map-run";
  /** `undefined` if an item reader provides them. */
  readonly items: readonly Json[] | undefined;
  readonly concurrency: number;
  readonly toleratedFailureCount: number | undefined;
  readonly toleratedFailurePercentage: number | undefined;
  readonly reader: Json | undefined;
  readonly maxItems: number | undefined;
  readonly maxItemsPerBatch: number | undefined;
  readonly maxInputBytesPerBatch: number | undefined;
  readonly batchInput: Json | undefined;
  readonly writer: Json | undefined;
}

/** The input of a Map item. */
export interface ItemPlan {
  readonly kind: "item";
  readonly input: Json;
}

/** The scope for the expressions of a state. */
export interface StateScope {
  /** The input of the state, or its replacement. */
  readonly input: Json;
  /** The context object. */
  readonly context: { readonly [name: string]: Json };
  readonly variables: ReadonlyMap<string, Json>;
  readonly randomness: { fraction(): number; uuid(): string };
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** The same scope with another input. */
  withInput(input: Json): StateScope;
}

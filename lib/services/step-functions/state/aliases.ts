import { defineTable, key } from "../../../runtime/store/store.js";

/** A route of an alias. */
export interface Route {
  readonly version: number;
  /** Percent. */
  readonly weight: number;
}

/** An alias of a state machine. */
export interface AliasRow {
  readonly stateMachine: string;
  readonly name: string;
  readonly description?: string;
  /** One or two, with a total weight of 100. */
  readonly routes: readonly Route[];
  readonly creationDate: Date;
  readonly updateDate: Date;
}

/** Aliases, by {@link aliasKey}. */
export const ALIASES = defineTable<AliasRow>({
  name: "step-functions.aliases",
  key: ["stateMachine", "name"],
});

export function aliasKey(stateMachine: string, name: string): string {
  return key(stateMachine, name);
}

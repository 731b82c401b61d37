import { defineTable, descending, key } from "../../../runtime/store/store.js";

/** A published version of a state machine. */
export interface VersionRow {
  readonly stateMachine: string;
  readonly version: number;
  readonly revisionId: string;
  readonly description?: string;
  readonly creationDate: Date;
}

/** Versions, newest first, by {@link versionKey}. */
export const VERSIONS = defineTable<VersionRow>({
  name: "step-functions.versions",
  key: ["stateMachine", "descendingVersion"],
});

export function versionKey(stateMachine: string, version: number): string {
  return key(stateMachine, descending(version));
}

import { defineTable } from "../../../runtime/store/store.js";
import type { LogGroupClass } from "../generated/types.js";

/** Tags, as this service keeps them: values by keys. */
export type Tags = Readonly<Record<string, string>>;

/** Log groups, by name. */
export interface LogGroupRow {
  readonly logGroupName: string;
  readonly creationTime: number;
  readonly logGroupClass: LogGroupClass;
  readonly retentionInDays?: number;
  readonly kmsKeyId?: string;
  readonly deletionProtectionEnabled: boolean;
  readonly tags: Tags;
  readonly storedBytes: number;
  /** How many events came in so far: they are told apart by it. */
  readonly received: number;
  /** When the next sweep of expired events is due; absent while there is nothing to sweep. */
  readonly sweepAt?: number;
}

export const LOG_GROUPS = defineTable<LogGroupRow>({ name: "logs.groups", key: "logGroupName" });

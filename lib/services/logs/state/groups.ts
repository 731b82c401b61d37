import { defineTable } from "../../../runtime/store/store.js";
import type { LogGroupClass } from "../generated/types.js";

/** Tags as stored: values by keys. */
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
  /** Number of received events, from which they get distinct ordinals. */
  readonly received: number;
  /** Time of the next sweep of expired events; absent if none is needed. */
  readonly sweepAt?: number;
}

export const LOG_GROUPS = defineTable<LogGroupRow>({ name: "logs.groups", key: "logGroupName" });

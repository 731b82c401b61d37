import { defineTable } from "../../../runtime/store/store.js";
import type { ReplayState } from "../generated/types.js";

export interface ArchiveRow {
  readonly name: string;
  /** The name of the bus. */
  readonly bus: string;
  readonly description?: string;
  /** JSON. */
  readonly pattern?: string;
  /** In days; 0 keeps events indefinitely. */
  readonly retentionDays: number;
  readonly kmsKey?: string;
  readonly eventCount: number;
  readonly sizeBytes: number;
  /** The number of the next event. */
  readonly next: number;
  /** In milliseconds since the epoch. */
  readonly created: number;
}

/** Archives by name. */
export const ARCHIVES = defineTable<ArchiveRow>({ name: "event-bridge.archives", key: "name" });

export interface ArchivedEventRow {
  readonly archive: string;
  /** Time of arrival, in milliseconds since the epoch. */
  readonly at: number;
  /** JSON. */
  readonly event: string;
}

/** Archived events, by archive and time of arrival. */
export const ARCHIVED_EVENTS = defineTable<ArchivedEventRow>({
  name: "event-bridge.archived-events",
  key: ["archive", "at", "number"],
});

export interface ReplayRow {
  readonly name: string;
  readonly archive: string;
  readonly bus: string;
  readonly description?: string;
  readonly state: ReplayState;
  /** ARNs of the rules that receive the events. Default: all. */
  readonly filterArns?: readonly string[];
  /** In milliseconds since the epoch, as all that follow. */
  readonly from: number;
  readonly to: number;
  readonly started: number;
  readonly ended?: number;
  /** The time of the last replayed event. */
  readonly lastReplayed?: number;
  /** The key of the last replayed event. */
  readonly position?: string;
}

/** Replays by name. */
export const REPLAYS = defineTable<ReplayRow>({ name: "event-bridge.replays", key: "name" });

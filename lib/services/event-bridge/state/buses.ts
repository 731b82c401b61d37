import { defineTable } from "../../../runtime/store/store.js";
import type { DeadLetterConfig, LogConfig, Tag } from "../generated/types.js";

/** An event bus. The default bus has a row only after it was changed. */
export interface BusRow {
  readonly name: string;
  readonly description?: string;
  readonly kmsKey?: string;
  readonly deadLetterConfig?: DeadLetterConfig;
  readonly logConfig?: LogConfig;
  /** JSON. */
  readonly policy?: string;
  readonly tags: readonly Required<Tag>[];
  /** In milliseconds since the epoch. Omitted for the default bus. */
  readonly created?: number;
  readonly modified?: number;
}

/** Buses by name. */
export const BUSES = defineTable<BusRow>({ name: "event-bridge.buses", key: "name" });

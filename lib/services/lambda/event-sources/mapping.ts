import type { Context } from "../../../runtime/context.js";
import { defineTable } from "../../../runtime/store/store.js";
import { resourceMissing } from "../errors/requests.js";
import type { EventSourceMappingConfiguration } from "../generated/types.js";

/** Settings of a mapping as AWS shows them, without what changes by itself. */
export type MappingSettings = Omit<EventSourceMappingConfiguration, "State" | "LastModified"> & {
  readonly UUID: string;
  readonly FunctionArn: string;
  readonly EventSourceMappingArn: string;
};

/** `Enabled` and `Disabled` last; the others are on the way to one of them, or to the end. */
export type MappingState =
  | "Creating"
  | "Enabling"
  | "Enabled"
  | "Disabling"
  | "Disabled"
  | "Updating"
  | "Deleting";

/** An event source mapping. */
export interface EventSourceMappingRow {
  readonly settings: MappingSettings;
  /** Where the state leads to: Enabled or Disabled. */
  readonly enabled: boolean;
  readonly state: MappingState;
  readonly lastModified: Date;
  readonly tags: Readonly<Record<string, string>>;
}

/** Event source mappings, by UUID. */
export const EVENT_SOURCE_MAPPINGS = defineTable<EventSourceMappingRow>({
  name: "lambda.event-source-mappings",
  key: "uuid",
});

/** @throws ResourceNotFoundException */
export function existingMapping(ctx: Context, uuid: string): EventSourceMappingRow {
  const row = ctx.table(EVENT_SOURCE_MAPPINGS).get(uuid);
  if (!row) throw resourceMissing();
  return row;
}

/** A mapping as every operation returns it. */
export function describeMapping(row: EventSourceMappingRow): EventSourceMappingConfiguration {
  return { State: row.state, LastModified: row.lastModified, ...row.settings };
}

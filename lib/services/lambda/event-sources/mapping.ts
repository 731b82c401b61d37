import type { Context } from "../../../runtime/context.js";
import { defineTable } from "../../../runtime/store/store.js";
import { resourceMissing } from "../errors/requests.js";
import type { EventSourceMappingConfiguration } from "../generated/types.js";

/** Settings of a mapping as AWS returns them, without members that change by themselves. */
export type MappingSettings = Omit<EventSourceMappingConfiguration, "State" | "LastModified"> & {
  readonly UUID: string;
  readonly FunctionArn: string;
  readonly EventSourceMappingArn: string;
};

/** `Enabled` and `Disabled` are final; the others lead to one of them, or to deletion. */
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
  /** The target state: Enabled or Disabled. */
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

/** A mapping as all operations return it. */
export function describeMapping(row: EventSourceMappingRow): EventSourceMappingConfiguration {
  return { State: row.state, LastModified: row.lastModified, ...row.settings };
}

import type { AnyService } from "../dispatch/routes.js";
import type { ActivityDefinition } from "../runtime/activities.js";
import type { Run } from "../runtime/runs.js";
import type { AccountRegion } from "../runtime/scope.js";
import type { AnyTable, Key } from "../runtime/store/store.js";
import { parseArn } from "../shared/arn.js";
import type { EntryContent, NewEntry } from "./entry.js";

/** A table of activities, and its service. */
export interface ServiceActivities {
  readonly service: string;
  readonly definition: ActivityDefinition<unknown, Key>;
}

/** The activities of all services. */
export class Activities {
  readonly all: readonly ServiceActivities[];
  private readonly byTable: ReadonlyMap<AnyTable, ServiceActivities>;
  private readonly byTimer: ReadonlyMap<string, ServiceActivities>;

  constructor(services: readonly AnyService[]) {
    this.all = services.flatMap(({ identity, activities = [] }) =>
      // Definitions receive only rows of their own tables.
      activities.map((definition) => ({
        service: identity.name,
        definition: definition as ActivityDefinition<unknown, Key>,
      })),
    );
    this.byTable = new Map(this.all.map((one) => [one.definition.table, one]));
    this.byTimer = new Map(
      this.all.flatMap((one) => (one.definition.timers ?? []).map((kind) => [kind, one] as const)),
    );
  }

  of(table: AnyTable): ServiceActivities | undefined {
    return this.byTable.get(table);
  }

  /** The tables that have activities. */
  get tables(): Iterable<AnyTable> {
    return this.byTable.keys();
  }

  /** The entry id of the activity that a timer belongs to, if there is one. */
  ofTimer(kind: string, key: string, at: AccountRegion): string | undefined {
    const found = this.byTimer.get(kind);
    return found && activityEntryId(found, key, at);
  }

  /** The entry id of the activity that a run belongs to, if there is one. */
  ofRun(run: Run<unknown>): string | undefined {
    for (const one of this.all) {
      const works = one.definition.runs?.find(({ kind }) => kind === run.kind);
      if (works) return activityEntryId(one, works.keyOf(run), run);
    }
    return undefined;
  }
}

/** The entry id of an activity. Tables of the whole simulator have one numbering for all accounts. */
export function activityEntryId({ definition }: ServiceActivities, key: Key, at: AccountRegion): string {
  const { table, kind } = definition;
  if (definition.idOf) return `${kind}:${definition.idOf(key)}`;
  const place = table.scope === "global" ? "" : `${at.account}:${at.region}:`;
  return `${kind}:${table.name}:${place}${key}`;
}

/** The timeline entry of an activity. */
export function activityEntry(
  activities: ServiceActivities,
  row: unknown,
  key: Key,
  at: AccountRegion,
  cause: string | undefined,
): NewEntry {
  const { service, definition } = activities;
  const activity = definition.describe(row, at, key);
  const place = parseArn(activity.resource);
  return {
    id: activityEntryId(activities, key, at),
    kind: definition.kind,
    service,
    ...activity,
    account: at.account || (place?.account ?? ""),
    region: at.region || (place?.region ?? ""),
    cause,
  };
}

/** The content of an activity. */
export function activityContent(
  { definition }: ServiceActivities,
  row: unknown,
  entry: NewEntry,
): EntryContent {
  const { input, output, more } = definition.details(row);
  return { input, output, error: entry.error, more };
}

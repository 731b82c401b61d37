import { TIMERS } from "../clock/scheduler.js";
import type { FaultStrike, Faults } from "../control/faults.js";
import type { LoggedRequest, RequestLog } from "../control/requests.js";
import { Context, type Simulation } from "../runtime/context.js";
import type { AccountRegion, Key, Origin, TracedChange } from "../runtime/store/store.js";
import {
  type Activities,
  activityContent,
  activityEntry,
  activityEntryId,
  type ServiceActivities,
} from "./activities.js";
import { requestContent, requestEntry, requestEntryId } from "./requests.js";
import type { Timeline } from "./timeline.js";
import { isRun, isTimer, type TimerRow, timerEntry, timerEntryId } from "./timers.js";

/** The sources of a recorder. */
export interface Recorded {
  readonly simulation: Simulation;
  readonly requests: RequestLog;
  readonly faults: Faults;
}

/**
 * Writes the timeline: logged requests, and activities and timers from the changes of the store. The origin
 * of each change is its cause, so that services need not record causes.
 */
export class Recorder {
  /** The causes of timers that have not fired. */
  private readonly timerCauses = new Map<number, string>();
  /** Entries by their names as causes in request records. */
  private readonly named = new Map<string, string>();
  private readonly stops: readonly (() => void)[];
  private dropped = 0;
  /** While a snapshot is restored: the causes of removed entries, by their ids. */
  private earlier: ReadonlyMap<string, string> = new Map();

  constructor(
    private readonly parts: Recorded,
    private readonly activities: Activities,
    private readonly timeline: Timeline,
  ) {
    this.addPast(parts.requests.logged());
    const { simulation, requests, faults } = parts;
    requests.keepsOutputs = true;
    faults.onStrike = (strike) => this.addStrike(strike);
    this.stops = [
      requests.listen((request) => this.addRequest(request)),
      simulation.store.trace(new Set([TIMERS, ...activities.tables]), (changes) => this.addChanges(changes)),
      () => {
        requests.keepsOutputs = false;
        faults.onStrike = undefined;
      },
    ];
  }

  /** Stops recording. */
  stop(): void {
    for (const stop of this.stops) stop();
  }

  /** Removes everything recorded. */
  clear(): void {
    this.timerCauses.clear();
    this.named.clear();
    this.timeline.clear();
  }

  /**
   * Restores a snapshot, and removes later entries. Restored timers and activities keep their causes.
   *
   * @param sequence of the timeline when the snapshot was taken; `undefined` if nothing was recorded then.
   */
  restore(sequence: number | undefined, goBack: () => void): void {
    const removed = this.timeline.cut(sequence ?? 0);
    this.earlier = new Map(
      removed.flatMap(({ id, cause }) => (cause === undefined ? [] : [[id, cause] as const])),
    );
    try {
      goBack();
    } finally {
      this.earlier = new Map();
    }
    if (sequence === undefined) this.addPast([]);
  }

  /** Adds events from before the recording, from the histories, in the order of their start. */
  private addPast(requests: readonly LoggedRequest[]): void {
    const { store } = this.parts.simulation;
    const past: { readonly at: number; add(): void }[] = requests.map((request) => ({
      at: request.startedAt,
      add: () => this.addRequest(request),
    }));
    for (const activities of this.activities.all) {
      const { definition } = activities;
      for (const table of store.everywhere(definition.table))
        for (const [key, row] of table.entries()) {
          const add = () => this.addActivity(activities, { ...table.at, key, row }, undefined);
          this.name(activities, row, key, table.at);
          past.push({ at: definition.describe(row, table.at, key).startedAt, add });
        }
    }
    for (const { add } of past.sort((a, b) => a.at - b.at)) add();
  }

  private addRequest(request: LoggedRequest): void {
    const { ports } = this.parts.simulation;
    // Requests that were dropped before their service was known have no id.
    const id = requestEntryId(request.requestId || `dropped-${++this.dropped}`);
    const cause = (named: string) => this.named.get(named) ?? named;
    this.timeline.put(
      id,
      () => requestEntry(id, request, ports, cause),
      () => requestContent(request),
    );
  }

  private addStrike({ id, hits, fault, service, operation, requestId, account, region }: FaultStrike): void {
    const effects = Object.entries(fault).filter(([name, value]) => EFFECTS.has(name) && value !== undefined);
    const startedAt = this.parts.simulation.clock.now();
    const entry = {
      id: `fault:${id}:${hits}`,
      kind: "fault",
      service,
      name: `${effects.map(([name]) => name).join(" and ")}: ${operation}`,
      account,
      region,
      startedAt,
      endedAt: startedAt,
      outcome: "failed",
      cause: requestEntryId(requestId),
    } as const;
    this.timeline.put(
      entry.id,
      () => ({ ...entry }),
      () => ({ input: fault, more: { fault: id, hits } }),
    );
  }

  private addChanges(changes: readonly TracedChange[]): void {
    for (const change of changes) {
      if (change.table === TIMERS) this.addTimer(change);
      else this.addChange(change);
    }
  }

  private addChange(change: TracedChange): void {
    const activities = this.activities.of(change.table);
    if (!activities) return;
    // The row was removed from its history: its entry is removed when the timeline is too long.
    if (change.row === undefined) return this.forgetName(activities, change.before, change);
    if (change.before === undefined) this.name(activities, change.row, change.key, change);
    this.addActivity(activities, change, this.causeOf(change.origin));
  }

  private addActivity(
    activities: ServiceActivities,
    { row, key, account, region }: Pick<TracedChange, "row" | "key"> & AccountRegion,
    origin: string | undefined,
  ): void {
    const { definition } = activities;
    const now = this.parts.simulation.clock.now();
    const requestId = definition.requestId?.(row);
    const described = activityEntry(activities, row, key, { account, region }, origin);
    const known = this.timeline.get(described.id);
    const cause =
      known?.cause ??
      (origin === described.id ? undefined : origin) ??
      this.earlier.get(described.id) ??
      (requestId && requestEntryId(requestId));
    // After a restore, an ended activity may be in progress again.
    const endedBefore = described.outcome === "running" ? undefined : (known?.endedAt ?? (known && now));
    const endedAt = described.endedAt ?? endedBefore;
    // Rows of simulator-wide histories may lack an account: use the account of their cause.
    const place = (cause === undefined ? undefined : this.timeline.get(cause)) ?? described;
    const entry = {
      ...described,
      account: described.account || place.account,
      region: described.region || place.region,
      cause,
      endedAt,
    };
    this.timeline.put(
      entry.id,
      () => entry,
      () => activityContent(activities, row, entry),
    );
  }

  private name(activities: ServiceActivities, row: unknown, key: Key, at: AccountRegion): void {
    const name = activities.definition.cause?.(row, at);
    if (name === undefined) return;
    this.named.set(name, activityEntryId(activities, key, at));
  }

  private forgetName({ definition }: ServiceActivities, row: unknown, at: AccountRegion): void {
    const name = definition.cause?.(row, at);
    if (name !== undefined) this.named.delete(name);
  }

  /** Handles a timer that was scheduled, fired or cancelled. */
  private addTimer({ key, row, before, origin }: TracedChange): void {
    const order = Number(key);
    if (isTimer(row)) {
      const cause =
        this.activities.ofTimer(row.kind, row.key, row) ??
        this.causeOf(origin) ??
        this.earlier.get(timerEntryId(row));
      if (cause !== undefined) this.timerCauses.set(order, cause);
      return;
    }
    // A timer that fires deletes itself.
    if (isTimer(before) && before === origin?.of) this.addFired(before);
    this.timerCauses.delete(order);
  }

  private addFired(timer: TimerRow): void {
    const now = this.parts.simulation.clock.now();
    const cause = this.timerCauses.get(timer.order);
    this.timeline.put(
      timerEntryId(timer),
      () => timerEntry(timer, now, cause),
      () => ({ more: { due: new Date(timer.at), key: timer.key, kind: timer.kind } }),
    );
  }

  /** The id of the nearest entry that an origin of changes is, or belongs to. */
  private causeOf(origin: Origin | undefined): string | undefined {
    for (let next = origin; next; next = next.outer) {
      const id = this.entryOf(next.of);
      if (id !== undefined) return id;
    }
    return undefined;
  }

  private entryOf(origin: object): string | undefined {
    if (origin instanceof Context)
      return origin.requestId === "" ? undefined : requestEntryId(origin.requestId);
    if (isTimer(origin)) return timerEntryId(origin);
    return isRun(origin) ? this.activities.ofRun(origin) : undefined;
  }
}

/** Members of a fault that describe its effect. */
const EFFECTS: ReadonlySet<string> = new Set(["error", "latency", "drop", "throttle"]);

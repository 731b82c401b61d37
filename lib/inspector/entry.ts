import type { AccountRegion } from "../runtime/scope.js";

/** Kinds of entries: activities that services declare, and those of every service. */
export type EntryKind = "request" | "run" | "invocation" | "execution" | "delivery" | "timer" | "fault";

/** The outcome; `denied` for requests whose caller lacks permission. */
export type EntryOutcome = "running" | "succeeded" | "failed" | "denied";

/** An event or an activity in a simulator. */
export interface TimelineEntry extends AccountRegion {
  /** Increases with each entry and each change of one. */
  readonly sequence: number;
  /** The unique id in this simulator: `request:…`, `invocation:…`. */
  readonly id: string;
  readonly kind: EntryKind;
  /** The simulator's name of the service. */
  readonly service: string;
  /** The operation, function, family, state machine, event or kind of timer. */
  readonly name: string;
  readonly resource?: string | undefined;
  /** In simulated milliseconds since the epoch. */
  readonly startedAt: number;
  /** Omitted while it is in progress, and if it is not known. */
  readonly endedAt?: number | undefined;
  readonly outcome: EntryOutcome;
  readonly error?: string | undefined;
  /** The principal of a request, or its access key. */
  readonly caller?: string | undefined;
  /** The id of the entry that caused it. That entry may already be removed. */
  readonly cause?: string | undefined;
}

/** An entry without its sequence. */
export type NewEntry = Omit<TimelineEntry, "sequence">;

/** The content of a selected entry. */
export interface EntryContent {
  readonly input?: unknown;
  readonly output?: unknown;
  readonly error?: unknown;
  readonly authorization?: unknown;
  readonly more?: object | undefined;
}

/** Creates the content of an entry when it is selected. */
export type ReadContent = () => EntryContent;

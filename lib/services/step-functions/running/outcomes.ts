import type { ActivityEvent, FrameEvent } from "../interpreter/effects.js";

/** A reference to an activity of a frame, for runs and jobs. */
export interface FrameReference {
  readonly execution: string;
  readonly frame: number;
  readonly serial: number;
}

/** The result of a call or an evaluation: a list of events, possibly empty. */
export type Outcome = readonly ActivityEvent[];

/** Converts an outcome to events for a frame. */
export function eventsOf({ frame, serial }: FrameReference, outcome: Outcome): FrameEvent[] {
  return outcome.map((news) => ({ frame, serial, ...news }));
}

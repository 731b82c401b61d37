import type { Happening, News } from "../interpreter/effects.js";

/** A reference to an activity of a frame, for runs and jobs. */
export interface FrameReference {
  readonly execution: string;
  readonly frame: number;
  readonly serial: number;
}

/** The result of a call or an evaluation: a list of events, possibly empty. */
export type Outcome = readonly News[];

/** Converts an outcome to events for a frame. */
export function happeningsOf({ frame, serial }: FrameReference, outcome: Outcome): Happening[] {
  return outcome.map((news) => ({ frame, serial, ...news }));
}

import type { AnyService } from "../dispatch/routes.js";
import { Activities } from "./activities.js";
import { type Recorded, Recorder } from "./recorder.js";
import { EventStreams } from "./stream.js";
import { Tables } from "./tables.js";
import { Timeline } from "./timeline.js";

/**
 * The inspector of a simulator: its timeline and its state. It has no overhead until it records. Recording
 * starts when the timeline is first read, or with the simulator.
 */
export class Inspector {
  readonly timeline: Timeline;
  readonly streams: EventStreams;
  readonly tables: Tables;
  private readonly activities: Activities;
  private recorder: Recorder | undefined;
  /** The sequence of the timeline for each snapshot. */
  private readonly marks = new WeakMap<object, number>();

  constructor(
    private readonly recorded: Recorded,
    readonly services: readonly AnyService[],
  ) {
    const { clock, store, settings } = recorded.simulation;
    this.timeline = new Timeline(settings.historyLimit);
    this.streams = new EventStreams(this.timeline, clock);
    this.tables = new Tables(store, services);
    this.activities = new Activities(services);
  }

  /** Starts recording, until the simulator is closed. Adds earlier events from the histories. */
  record(): Timeline {
    this.recorder ??= new Recorder(this.recorded, this.activities, this.timeline);
    return this.timeline;
  }

  /** Removes everything recorded: the simulator was reset. */
  clear(): void {
    this.recorder?.clear();
  }

  /** Stores the sequence of a snapshot. */
  mark(snapshot: object): void {
    if (this.recorder) this.marks.set(snapshot, this.timeline.sequence);
  }

  /** Restores a snapshot, and the timeline with it. */
  restore(snapshot: object, goBack: () => void): void {
    if (this.recorder) this.recorder.restore(this.marks.get(snapshot), goBack);
    else goBack();
  }

  /** Ends the streams, so that a stopping server does not wait for them. */
  endStreams(): void {
    this.streams.end();
  }

  /** Stops recording. */
  close(): void {
    this.endStreams();
    this.recorder?.stop();
    this.recorder = undefined;
  }
}

import type { Json } from "../../../runtime/store/codec.js";
import type { Activity, FrameRow } from "../state/frames.js";
import { Data } from "./data.js";

/** A frame during a turn: see {@link FrameRow}. */
export class Frame {
  /** The stored timer of the activity. */
  timer: number | undefined;
  /** When the activity ends, if a timer must be created. */
  wakeAt: number | undefined;
  enteredEvent = 0;
  lastEvent = 0;
  entered = 0;
  retries: readonly number[] = NO_RETRIES;
  serial = 0;
  activity: Activity = BEGINNING;

  constructor(
    readonly number: number,
    readonly parent: number | undefined,
    readonly index: number,
    public state: string,
    public input: Data,
    public variables: ReadonlyMap<string, Json>,
  ) {}

  /** The stored row; `undefined` for a new frame. */
  private original: FrameRow | undefined;

  static of(row: FrameRow): Frame {
    const frame = new Frame(
      row.number,
      row.parent,
      row.index,
      row.state,
      Data.written(row.input),
      row.variables,
    );
    frame.original = row;
    frame.timer = row.timer;
    frame.enteredEvent = row.enteredEvent;
    frame.lastEvent = row.lastEvent;
    frame.entered = row.entered;
    frame.retries = row.retries;
    frame.serial = row.serial;
    frame.activity = row.activity;
    return frame;
  }

  /** Whether it differs from the stored row. */
  get changed(): boolean {
    const { original } = this;
    return (
      original === undefined ||
      this.activity !== original.activity ||
      this.lastEvent !== original.lastEvent ||
      this.timer !== original.timer ||
      this.wakeAt !== undefined
    );
  }

  rowOf(execution: string): FrameRow {
    return {
      execution,
      number: this.number,
      parent: this.parent,
      index: this.index,
      state: this.state,
      entered: this.entered,
      enteredEvent: this.enteredEvent,
      lastEvent: this.lastEvent,
      input: this.input.text,
      variables: this.variables,
      retries: this.retries,
      serial: this.serial,
      timer: this.timer,
      activity: this.activity,
    };
  }
}

const NO_RETRIES: readonly number[] = [];
const BEGINNING: Activity = { kind: "evaluating", phase: { name: "enter" } };
/** Shared by executions without variables. */
export const NO_VARIABLES: ReadonlyMap<string, Json> = new Map();

import type { Json } from "../../../runtime/store/codec.js";
import type { Definition, State } from "../definition/types.js";
import type { HistoryEventType } from "../generated/types.js";
import type { ExecutionRow } from "../state/executions.js";
import type { Activity, FrameRow } from "../state/frames.js";
import type { EventDetails, EventRow } from "../state/history.js";
import type { Data } from "./data.js";
import type { Effect } from "./effects.js";
import type { Failure } from "./failure.js";
import { Frame } from "./frame.js";
import type { ExitPlan, Plan } from "./phases/plan.js";

/** Maximum number of events of an execution; the last one reports the failure. */
export const MOST_EVENTS = 25_000;

/** A definition with all of its states, including those of branches and processors. */
export interface Machine {
  readonly definition: Definition;
  /** The first state; for a child of a map run, that of the processor. */
  readonly startAt: string;
  /** By name; names are unique in a machine. */
  readonly states: ReadonlyMap<string, State>;
}

/** The environment of a turn, which is constant during the turn. */
export interface World {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** When the execution times out. */
  readonly deadline: number;
  readonly region: string;
  readonly roleArn: string;
  readonly executionArn: string;
  readonly stateMachineArn: string;
  readonly stateMachineAliasArn: string | undefined;
  readonly stateMachineVersionArn: string | undefined;
  readonly randomness: { fraction(): number; uuid(): string; hex(size: number): string };
  frame(number: number): FrameRow | undefined;
  items(frame: number): readonly Json[];
  hasActivity(arn: string): boolean;
  /** Whether a state has a mock. */
  mocked(state: State): boolean;
}

/** A pending move of a turn. */
export type Move =
  /** Enters a state. */
  | { readonly kind: "enter"; readonly frame: Frame; readonly state: string; readonly input: Data }
  /** Starts or repeats the work of its state. */
  | { readonly kind: "begin"; readonly frame: Frame }
  /** Evaluates the input of a Map item. */
  | { readonly kind: "item"; readonly frame: Frame }
  /** Applies the evaluated expressions of a phase. */
  | { readonly kind: "apply"; readonly frame: Frame; readonly plan: Plan }
  /** Handles the result of the state. */
  | { readonly kind: "exit"; readonly frame: Frame; readonly result: Data }
  /** Leaves its state, or ends. */
  | { readonly kind: "leave"; readonly frame: Frame; readonly plan: ExitPlan; readonly next: string | null }
  | { readonly kind: "fail"; readonly frame: Frame; readonly failure: Failure }
  /** Fails without error handling. */
  | { readonly kind: "give-up"; readonly frame: Frame; readonly failure: Failure }
  | { readonly kind: "end"; readonly frame: Frame; readonly output: Data };

/** The history of an execution is full. */
export class HistoryFull extends Error {
  override readonly name = "HistoryFull";
}

/** A covered point. */
export interface Mark {
  readonly state: string;
  readonly kind: "state" | "choice" | "default" | "retry" | "catch" | "timeout" | "heartbeat" | "iteration";
  /** The number of the rule, if there are several. */
  readonly index?: number;
}

/**
 * One turn of an execution: after an event, the execution advances as far as possible without waiting.
 * Collects changed rows, events and effects, which are stored afterwards.
 */
export class Turn {
  readonly effects: Effect[] = [];
  readonly events: EventRow[] = [];
  readonly marks: Mark[] = [];
  readonly frames = new Map<number, Frame>();
  readonly removed = new Set<number>();
  /** The timers of ended activities. */
  readonly cancelled: number[] = [];
  /** The items of Map states that start in this turn, by frame. */
  readonly newItems = new Map<number, readonly Json[]>();
  /** Moves before all others, last first. */
  private readonly first: Move[] = [];
  private readonly later: Move[] = [];
  private taken = 0;
  status: ExecutionRow["status"];
  stopDate: number | undefined;
  output: string | undefined;
  failure: Failure = {};
  nextFrame: number;
  private readonly eventsBefore: number;

  constructor(
    readonly execution: ExecutionRow,
    readonly machine: Machine,
    readonly world: World,
  ) {
    this.status = execution.status;
    this.stopDate = execution.stopDate;
    this.output = execution.output;
    this.nextFrame = execution.frames;
    this.eventsBefore = execution.events;
  }

  get running(): boolean {
    return this.status === "RUNNING";
  }

  /** The id of the latest event. */
  get lastEvent(): number {
    return this.eventsBefore + this.events.length;
  }

  /** A frame, unless it was removed. */
  frame(number: number): Frame | undefined {
    const known = this.frames.get(number);
    if (known || this.removed.has(number)) return known;
    const row = this.world.frame(number);
    if (!row) return undefined;
    const frame = Frame.of(row);
    this.frames.set(number, frame);
    return frame;
  }

  /** @throws Error if it does not exist: the rows of an execution contradict each other. */
  parentOf(frame: Frame): Frame {
    const parent = frame.parent === undefined ? undefined : this.frame(frame.parent);
    if (!parent) throw new Error(`The frame ${frame.number} of ${this.execution.id} has no parent.`);
    return parent;
  }

  /** The started children of a frame, in order. */
  *childrenOf({ activity }: Frame): Generator<Frame> {
    if (activity.kind !== "children") return;
    for (let i = 0; i < activity.started; i++) {
      const child = this.frame(activity.first + i);
      if (child) yield child;
    }
  }

  itemsOf(frame: Frame): readonly Json[] {
    return this.newItems.get(frame.number) ?? this.world.items(frame.number);
  }

  add(frame: Frame): void {
    this.frames.set(frame.number, frame);
  }

  remove(frame: Frame): void {
    this.cancelTimer(frame);
    this.frames.delete(frame.number);
    this.removed.add(frame.number);
    this.newItems.delete(frame.number);
  }

  /** The state of a frame. @throws Error if the definition does not have it. */
  stateOf({ state: name }: Frame): State {
    const state = this.machine.states.get(name);
    if (!state) throw new Error(`The definition of ${this.execution.id} has no state "${name}".`);
    return state;
  }

  /** Sets a new activity of a frame; events for the earlier one are ignored. */
  act(frame: Frame, activity: Activity, wakeAt?: number): void {
    this.cancelTimer(frame);
    frame.serial++;
    frame.activity = activity;
    frame.wakeAt = wakeAt;
  }

  /** Cancels the timer of a frame. */
  cancelTimer(frame: Frame): void {
    if (frame.timer !== undefined) this.cancelled.push(frame.timer);
    frame.timer = undefined;
    frame.wakeAt = undefined;
  }

  /** Adds an event that follows the latest event of a frame, and becomes the latest. @returns its id. */
  record(frame: Frame, type: HistoryEventType, details?: EventDetails): number {
    frame.lastEvent = this.note(type, frame.lastEvent, details);
    return frame.lastEvent;
  }

  /** Adds an event. @returns its id. */
  note(type: HistoryEventType, previous: number, details?: EventDetails): number {
    if (this.lastEvent >= MOST_EVENTS - 1 && !ENDINGS.has(type)) throw new HistoryFull();
    this.events.push({ type, at: this.world.now, previous, details });
    return this.lastEvent;
  }

  /** Adds a move before all others. */
  now(move: Move): void {
    this.first.push(move);
  }

  /** Adds a move after all others, so that frames alternate state by state. */
  afterwards(move: Move): void {
    this.later.push(move);
  }

  next(): Move | undefined {
    const move = this.first.pop();
    if (move) return move;
    const queued = this.later[this.taken];
    if (queued) this.taken++;
    return queued;
  }

  /** Drops pending moves of an ended execution. */
  dropMoves(): void {
    this.first.length = 0;
    this.later.length = 0;
    this.taken = 0;
  }
}

const ENDINGS: ReadonlySet<HistoryEventType> = new Set([
  "ExecutionFailed",
  "ExecutionAborted",
  "ExecutionTimedOut",
  "ExecutionSucceeded",
]);

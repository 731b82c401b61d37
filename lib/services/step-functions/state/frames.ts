import type { Json } from "../../../runtime/store/codec.js";
import { defineTable, keyBelow } from "../../../runtime/store/store.js";
import type { MapRunPlan } from "../interpreter/phases/plan.js";

/**
 * A sequence of states: the execution itself, a branch of Parallel, or an item of Map. Frames form a tree
 * whose root has the number 0.
 */
export interface FrameRow {
  /** The id of its execution. */
  readonly execution: string;
  readonly number: number;
  /** The number of the frame of its Parallel or Map state. */
  readonly parent: number | undefined;
  /** The number of its branch or item. */
  readonly index: number;
  /** Its current state; before its start, the state of its parent. */
  readonly state: string;
  /** Time at which it entered the state, in milliseconds since the epoch. */
  readonly entered: number;
  /** The id of the event of the entry. */
  readonly enteredEvent: number;
  /** The id of its latest event: `previousEventId` of the next one. */
  readonly lastEvent: number;
  /** The input of the state, as a JSON string. */
  readonly input: string;
  /** The variables in scope: its own and those of its parents. */
  readonly variables: ReadonlyMap<string, Json>;
  /** Number of retries by each entry of Retry. */
  readonly retries: readonly number[];
  /** Increases with each activity: timers, runs and tokens of earlier ones are invalid. */
  readonly serial: number;
  /** The id of the activity's timer, if there is one. */
  readonly timer: number | undefined;
  readonly activity: Activity;
}

/** What a frame is doing or waiting for. */
export type Activity =
  | EvaluatingActivity
  | TaskActivity
  | ChildrenActivity
  /** Waits in a Wait state. */
  | { readonly kind: "waiting"; readonly until: number }
  /** Waits for a retry. */
  | { readonly kind: "retrying"; readonly until: number }
  /** Its Map state is a map run, which has its own rows. */
  | MapRunActivity
  /** The mock of the machine is running. */
  | { readonly kind: "machine" }
  /** It has ended; its parent waits for other frames. */
  | { readonly kind: "ended"; readonly output: string }
  /** It failed, and waits for a redrive, including that of its map run. */
  | { readonly kind: "failed"; readonly mapRun?: MapRunActivity };

/** A running map run. */
export interface MapRunActivity {
  readonly kind: "map-run";
  readonly plan: MapRunPlan;
  /** Its id, once its items are known. */
  readonly mapRun?: string;
}

/** Asynchronous evaluation of JSONata expressions. */
export interface EvaluatingActivity {
  readonly kind: "evaluating";
  readonly phase: EvaluatedPhase;
  /** The token of the next task. */
  readonly token?: string;
}

/** The phase whose expressions are evaluated. */
export type EvaluatedPhase =
  | { readonly name: "enter" }
  /** The item selector of a Map item. */
  | { readonly name: "item" }
  | { readonly name: "exit"; readonly result: string }
  | { readonly name: "catch"; readonly catcher: number; readonly error: string; readonly cause?: string };

/** A running task. */
export interface TaskActivity {
  readonly kind: "task";
  /** Its parameters, as a JSON string. */
  readonly parameters: string;
  /** The role in its Credentials, used for the call. */
  readonly roleArn?: string;
  /** The token for SendTask… operations. */
  readonly token?: string;
  /** The job of `.sync`: the ARN of an ECS task or execution. */
  readonly job?: string;
  /** Whether the call has returned, and the task waits for the rest. */
  readonly submitted: boolean;
  readonly timeoutAt?: number;
  readonly heartbeatSeconds?: number;
  readonly heartbeatAt?: number;
}

/** Running branches of Parallel or items of Map. Their frames have consecutive numbers. */
export interface ChildrenActivity {
  readonly kind: "children";
  /** The number of the first frame. */
  readonly first: number;
  readonly total: number;
  readonly started: number;
  readonly ended: number;
  /** Maximum concurrency. */
  readonly concurrency: number;
}

/** Frames, by {@link frameKey}. */
export const FRAMES = defineTable<FrameRow>({
  name: "step-functions.frames",
  key: ["stateMachine", "execution", "frame"],
});

/** The items of running Map states, by the key of their frame. */
export const MAP_ITEMS = defineTable<readonly Json[]>({
  name: "step-functions.map-items",
  key: ["stateMachine", "execution", "frame"],
});

export function frameKey(execution: string, number: number): string {
  return keyBelow(execution, number);
}

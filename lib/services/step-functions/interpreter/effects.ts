import type { Activity } from "../state/frames.js";
import type { Plan } from "./phases/plan.js";

/** An effect of a turn outside the rows of its execution. Data. */
export type Effect =
  /** Evaluate expressions asynchronously. */
  | { readonly kind: "evaluate"; readonly frame: number; readonly serial: number }
  /** Call a task, or the mock of a state or machine. */
  | { readonly kind: "call"; readonly frame: number; readonly serial: number }
  /** Wait for the end of an ECS task or execution. */
  | { readonly kind: "watch"; readonly frame: number; readonly serial: number; readonly job: string }
  /** Start a distributed Map state. */
  | { readonly kind: "map-run"; readonly frame: number; readonly serial: number }
  /** Stop the run, job or map run of a frame. */
  | { readonly kind: "abandon"; readonly frame: number; readonly serial: number; readonly activity: Activity }
  /** The execution has ended. */
  | { readonly kind: "ended" };

/** An event for a frame. It is ignored unless the frame still waits for it, by its serial. */
export type FrameEvent = { readonly frame: number; readonly serial: number } & ActivityEvent;

/** The kinds of events. */
export type ActivityEvent =
  | { readonly kind: "woken" }
  | { readonly kind: "evaluated"; readonly plan: Plan }
  /** The evaluation of an expression failed. */
  | {
      readonly kind: "unevaluated";
      readonly error: string;
      readonly cause: string;
      readonly location?: string;
    }
  /** The call of a `.sync` or `.waitForTaskToken` task returned; the task continues. JSON string. */
  | { readonly kind: "submitted"; readonly output: string; readonly job?: string }
  /** JSON string. */
  | { readonly kind: "succeeded"; readonly output: string }
  | { readonly kind: "failed"; readonly error?: string; readonly cause?: string }
  /** The children of a map run start. */
  | { readonly kind: "map-run-started"; readonly mapRun: string; readonly mapRunArn: string }
  /** The unsuccessful children start again. */
  | { readonly kind: "map-run-redriven"; readonly mapRunArn: string; readonly redriveCount: number }
  | { readonly kind: "heartbeat" }
  | { readonly kind: "started"; readonly workerName?: string };

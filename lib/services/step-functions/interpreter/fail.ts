import { childFailed, removeChildren } from "./children.js";
import { planPhase } from "./evaluation.js";
import { type Failure, matchesFailure } from "./failure.js";
import { endExecution } from "./finish.js";
import type { Frame } from "./frame.js";
import { retryWait } from "./retries.js";
import type { Turn } from "./turn.js";

/** Handles the failure of a state: a retry, a catch, or the failure of the frame. */
export function fail(turn: Turn, frame: Frame, failure: Failure): void {
  if (retry(turn, frame, failure) || handle(turn, frame, failure)) return;
  giveUp(turn, frame, failure);
}

/** Fails a frame without error handling. */
export function giveUp(turn: Turn, frame: Frame, failure: Failure): void {
  if (frame.parent !== undefined) return childFailed(turn, frame, failure);
  const { activity } = frame;
  if (activity.kind !== "children")
    turn.act(frame, { kind: "failed", ...(activity.kind === "map-run" && { mapRun: activity }) });
  const { error, cause } = failure;
  endExecution(turn, "FAILED", failure);
  turn.note("ExecutionFailed", frame.lastEvent, { error, cause });
}

/** Whether the state is retried. */
function retry(turn: Turn, frame: Frame, failure: Failure): boolean {
  const state = turn.stateOf(frame);
  if (!("retry" in state)) return false;
  const index = state.retry.findIndex(({ errorEquals }) => matchesFailure(errorEquals, failure));
  const retrier = state.retry[index];
  const tried = frame.retries[index] ?? 0;
  if (!retrier || tried >= retrier.maxAttempts) return false;
  removeChildren(turn, frame);
  frame.retries = state.retry.map((_, i) => (frame.retries[i] ?? 0) + (i === index ? 1 : 0));
  turn.marks.push({ state: state.name, kind: "retry", index });
  const until = turn.world.now + retryWait(retrier, tried, turn.world.randomness) * 1000;
  if (until <= turn.world.now) {
    turn.act(frame, { kind: "retrying", until });
    turn.afterwards({ kind: "begin", frame });
  } else {
    turn.act(frame, { kind: "retrying", until }, until);
  }
  return true;
}

/** Whether an entry of Catch handles the failure. */
function handle(turn: Turn, frame: Frame, failure: Failure): boolean {
  const { error, cause } = failure;
  const state = turn.stateOf(frame);
  if (!("catch" in state)) return false;
  const catcher = state.catch.findIndex(({ errorEquals }) => matchesFailure(errorEquals, failure));
  if (catcher < 0) return false;
  removeChildren(turn, frame);
  turn.marks.push({ state: state.name, kind: "catch", index: catcher });
  turn.act(frame, { kind: "evaluating", phase: { name: "catch", catcher, error: error ?? "", cause } });
  planPhase(turn, frame);
  return true;
}

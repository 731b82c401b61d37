import { stopAll } from "./abort.js";
import type { Data } from "./data.js";
import type { Failure } from "./failure.js";
import type { Frame } from "./frame.js";
import type { Turn } from "./turn.js";

/** Ends an execution. The caller adds the last event. */
export function endExecution(turn: Turn, status: Turn["status"], failure: Failure = {}): void {
  turn.dropMoves();
  const root = turn.frame(0);
  if (root) stopAll(turn, root);
  turn.status = status;
  turn.stopDate = turn.world.now;
  turn.failure = failure;
  turn.effects.push({ kind: "ended" });
}

/** Ends an execution after its last state. */
export function succeedExecution(turn: Turn, root: Frame, output: Data): void {
  turn.note("ExecutionSucceeded", root.lastEvent, { output: output.text });
  turn.output = output.text;
  turn.act(root, { kind: "ended", output: output.text });
  endExecution(turn, "SUCCEEDED");
  turn.remove(root);
}

/** Ends an execution at its timeout. */
export function timeOutExecution(turn: Turn): void {
  endExecution(turn, "TIMED_OUT");
  turn.note("ExecutionTimedOut", 0, { error: "States.Timeout" });
}

/** Ends an execution by request. */
export function abortExecution(turn: Turn, failure: Failure): void {
  endExecution(turn, "ABORTED", failure);
  turn.note("ExecutionAborted", 0, { error: failure.error, cause: failure.cause });
}

/** Ends an execution whose history is full. */
export function overflowExecution(turn: Turn): void {
  const failure: Failure = {
    error: "States.Runtime",
    cause: "The execution reached the maximum number of history events (25000).",
  };
  endExecution(turn, "FAILED", failure);
  turn.note("ExecutionFailed", turn.frame(0)?.lastEvent ?? 0, { ...failure });
}

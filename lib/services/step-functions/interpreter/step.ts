import { apply } from "./apply.js";
import { childEnded } from "./children.js";
import type { FrameEvent } from "./effects.js";
import { begin, enter } from "./enter.js";
import { planPhase } from "./evaluation.js";
import { fail, giveUp } from "./fail.js";
import { overflowExecution, succeedExecution, timeOutExecution } from "./finish.js";
import { handleEvent } from "./handle-event.js";
import { exit, leave } from "./leave.js";
import { HistoryFull, type Move, type Turn } from "./turn.js";

/**
 * Maximum number of moves of a turn, above which the execution counts as an endless loop. The history of a
 * Standard execution is full long before; an Express execution has no such limit, and AWS ends it after five
 * minutes.
 */
const MOST_MOVES = 1_000_000;

/** Advances an execution as far as possible after events. Pure: the results are in the turn. */
export function step(turn: Turn, events: readonly FrameEvent[]): void {
  for (const event of events) {
    unlessFull(turn, () => handleEvent(turn, event));
    makeMoves(turn);
  }
}

/** Makes the moves of a turn until it has to wait. */
export function makeMoves(turn: Turn): void {
  unlessFull(turn, () => {
    let made = 0;
    for (let move = turn.next(); move; move = turn.next()) {
      if (++made > MOST_MOVES) return timeOutExecution(turn);
      make(turn, move);
    }
  });
}

/** Runs work that adds events; if the history is full, the execution ends. */
function unlessFull(turn: Turn, work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof HistoryFull)) throw error;
    overflowExecution(turn);
  }
}

function make(turn: Turn, move: Move): void {
  const { frame } = move;
  // Another branch may have failed since.
  if (frame.activity.kind === "failed" || !turn.running) return;
  switch (move.kind) {
    case "enter":
      return enter(turn, frame, move.state, move.input);
    case "begin":
      return begin(turn, frame);
    case "item":
      turn.act(frame, { kind: "evaluating", phase: { name: "item" } });
      return planPhase(turn, frame);
    case "apply":
      return apply(turn, frame, move.plan);
    case "exit":
      return exit(turn, frame, move.result);
    case "leave":
      return leave(turn, frame, move.plan, move.next);
    case "fail":
      return fail(turn, frame, move.failure);
    case "give-up":
      return giveUp(turn, frame, move.failure);
    case "end":
      return frame.parent === undefined
        ? succeedExecution(turn, frame, move.output)
        : childEnded(turn, frame, move.output);
  }
}

import type { Data } from "../interpreter/data.js";
import type { Failure } from "../interpreter/failure.js";
import { type Move, Turn } from "../interpreter/turn.js";

/** A turn that ends where the tested state would be left. */
export class TestTurn extends Turn {
  /** The next state; `undefined` before the state is left, and if it is terminal. */
  nextState: string | undefined;
  /** The latest failure of the state, including handled ones. */
  lastFailure: Failure | undefined;
  /** The result of a Task, Map or Parallel state. */
  result: Data | undefined;

  override now(move: Move): void {
    if (move.kind === "fail" || move.kind === "give-up") this.lastFailure = move.failure;
    if (move.kind === "exit" && this.stateOf(move.frame).type !== "Wait") this.result = move.result;
    super.now(move);
  }

  override afterwards(move: Move): void {
    if (move.kind !== "enter") return;
    this.nextState = move.state;
    this.output = move.input.text;
  }
}

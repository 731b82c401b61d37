import type { State } from "../definition/types.js";
import type { HistoryEventType } from "../generated/types.js";
import { patternOf } from "../integrations/resource.js";
import type { Data } from "./data.js";
import { planPhase } from "./evaluation.js";
import type { Frame } from "./frame.js";
import { taskToken } from "./task-tokens.js";
import type { Turn } from "./turn.js";

const NO_RETRIES: readonly number[] = [];

/** Enters a state. */
export function enter(turn: Turn, frame: Frame, name: string, input: Data): void {
  frame.state = name;
  frame.input = input;
  frame.entered = turn.world.now;
  frame.retries = NO_RETRIES;
  const state = turn.stateOf(frame);
  const type: HistoryEventType = `${state.type}StateEntered`;
  frame.enteredEvent = turn.record(frame, type, { name, input: input.text });
  turn.marks.push({ state: name, kind: "state" });
  turn.now({ kind: "begin", frame });
}

/** Starts the work of a state with the evaluation of its first expressions. */
export function begin(turn: Turn, frame: Frame): void {
  const state = turn.stateOf(frame);
  if (state.type !== "Task" && turn.world.mocked(state)) {
    turn.act(frame, { kind: "task", parameters: frame.input.text, submitted: false });
    turn.effects.push({ kind: "call", frame: frame.number, serial: frame.serial });
    return;
  }
  const phase = { name: "enter" } as const;
  turn.act(frame, { kind: "evaluating", phase, token: tokenFor(turn, frame, state) });
  planPhase(turn, frame);
}

/** The token of a task that SendTask… operations complete; its parameters contain it. */
function tokenFor(turn: Turn, frame: Frame, state: State): string | undefined {
  if (state.type !== "Task" || patternOf(state.resource) !== "waitForTaskToken") return undefined;
  return taskToken(turn, frame);
}

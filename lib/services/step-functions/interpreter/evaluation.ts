import { isPromise } from "../../../values/promises.js";
import type { State } from "../definition/types.js";
import { StatesError } from "../expressions/errors.js";
import type { EvaluatedPhase } from "../state/frames.js";
import { scopeOf } from "./context-object.js";
import { Data } from "./data.js";
import { causeIn, type Failure, StateFailed } from "./failure.js";
import type { Frame } from "./frame.js";
import { jsonata } from "./phases/jsonata.js";
import { jsonPath } from "./phases/jsonpath.js";
import type { Plan } from "./phases/plan.js";
import type { Turn } from "./turn.js";

/**
 * Evaluates the current phase of a frame: synchronously, or as an effect.
 *
 * @param result the result of the state, if the phase has one.
 */
export function planPhase(turn: Turn, frame: Frame, result?: Data): void {
  if (turn.stateOf(frame).queryLanguage === "JSONata") {
    turn.effects.push({ kind: "evaluate", frame: frame.number, serial: frame.serial });
    return;
  }
  let plan: Plan | PromiseLike<Plan>;
  try {
    plan = evaluate(turn, frame, result);
  } catch (error) {
    const reason = readReason(error);
    if (!reason) throw error;
    failPhase(turn, frame, reason);
    return;
  }
  if (isPromise(plan)) throw new Error(`The state ${frame.state} has to wait for JSONPath.`);
  turn.now({ kind: "apply", frame, plan });
}

/** The result of the current phase of a frame. @throws StatesError, StateFailed */
export function evaluate(turn: Turn, frame: Frame, result?: Data): Plan | PromiseLike<Plan> {
  const { activity } = frame;
  if (activity.kind !== "evaluating") throw new Error(`The frame ${frame.number} evaluates nothing.`);
  const state = turn.stateOf(frame);
  const phases = state.queryLanguage === "JSONata" ? jsonata : jsonPath;
  const scope = scopeOf(turn, frame);
  const { phase } = activity;
  switch (phase.name) {
    case "enter":
      return phases.enter(state, scope);
    case "item":
      return phases.item(mapState(state), scope, turn.itemsOf(turn.parentOf(frame))[frame.index] ?? null);
    case "exit":
      return phases.exit(state, scope, (result ?? Data.written(phase.result)).value);
    case "catch":
      return phases.caught(catcherOf(state, phase), scope, phase);
  }
}

function mapState(state: State): Extract<State, { type: "Map" }> {
  if (state.type !== "Map") throw new Error(`The state ${state.name} has no items.`);
  return state;
}

function catcherOf(state: State, { catcher }: Extract<EvaluatedPhase, { name: "catch" }>) {
  const found = "catch" in state ? state.catch[catcher] : undefined;
  if (!found) throw new Error(`The state ${state.name} has no Catch with the number ${catcher}.`);
  return found;
}

/** Why expressions could not be evaluated. Data. */
export interface Reason {
  readonly error: string;
  /** Without the state. */
  readonly cause: string;
  readonly location?: string;
}

/** The reason for an evaluation error; `undefined` for a bug in the simulator. */
export function readReason(error: unknown): Reason | undefined {
  if (error instanceof StatesError)
    return { error: error.error, cause: error.cause, location: error.location };
  if (error instanceof StateFailed)
    return { error: error.failure.error ?? "", cause: error.failure.cause ?? "" };
  return undefined;
}

/** Fails the current phase. */
export function failPhase(turn: Turn, frame: Frame, { error, cause, location }: Reason): void {
  const { activity } = frame;
  const state = turn.stateOf(frame);
  const failure: Failure = {
    error,
    cause: error === "States.DataLimitExceeded" ? cause : causeIn(frame.state, frame.enteredEvent, cause),
  };
  if (state.queryLanguage === "JSONata" && error === "States.QueryEvaluationError")
    turn.record(frame, "EvaluationFailed", { ...failure, location, state: frame.state });
  // A failure during error handling is not handled again; the failure of an item fails the state of its
  // parent.
  const isFinal = activity.kind === "evaluating" && ["catch", "item"].includes(activity.phase.name);
  turn.now({ kind: isFinal ? "give-up" : "fail", frame, failure });
}

import type { ChoiceState, Definition, State, StateGraph } from "../definition/types.js";
import type { Mark } from "../interpreter/turn.js";

/** A part of a definition that executions can use. */
export interface Point extends Mark {
  /** Its description: `IsLarge → Review (rule 1)`. */
  readonly text: string;
}

export function pointKey({ kind, state, index = 0 }: Mark): string {
  return `${kind} ${index} ${state}`;
}

/** All points of a definition, in the order of the document. */
export function pointsOf({ states }: Definition | StateGraph): Point[] {
  return Array.from(states.values()).flatMap((state) => [
    point("state", state.name, 0, state.name),
    ...pointsInside(state),
    ...graphsIn(state).flatMap(pointsOf),
  ]);
}

function graphsIn(state: State): readonly StateGraph[] {
  if (state.type === "Parallel") return state.branches;
  return state.type === "Map" ? [state.processor] : [];
}

function pointsInside(state: State): Point[] {
  if (state.type === "Choice") return choicesOf(state);
  if (state.type !== "Task" && state.type !== "Parallel" && state.type !== "Map") return [];
  const { name } = state;
  const points = [
    ...state.retry.map(({ errorEquals }, index) =>
      point("retry", name, index, `${name} is retried after ${errorEquals.join(", ")}`),
    ),
    ...state.catch.map(({ errorEquals, next }, index) =>
      point("catch", name, index, `${name} → ${next} (catches ${errorEquals.join(", ")})`),
    ),
  ];
  if (state.type === "Map") points.push(point("iteration", name, 0, `${name} has items`));
  if (state.type !== "Task") return points;
  if (state.timeoutSeconds) points.push(point("timeout", name, 0, `${name} times out`));
  if (state.heartbeatSeconds) points.push(point("heartbeat", name, 0, `${name} misses a heartbeat`));
  return points;
}

function choicesOf({ name, choices, default: otherwise }: ChoiceState): Point[] {
  const rules = choices.map(({ next }, index) =>
    point("choice", name, index, `${name} → ${next} (rule ${index + 1})`),
  );
  if (otherwise !== undefined) rules.push(point("default", name, 0, `${name} → ${otherwise} (default)`));
  return rules;
}

function point(kind: Mark["kind"], state: string, index: number, text: string): Point {
  return { kind, state, index, text };
}

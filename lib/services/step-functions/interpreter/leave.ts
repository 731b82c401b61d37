import type { Json } from "../../../runtime/store/codec.js";
import type { State } from "../definition/types.js";
import { assignVariables } from "../expressions/variables.js";
import type { HistoryEventType } from "../generated/types.js";
import { Data } from "./data.js";
import { failPhase, planPhase, readReason } from "./evaluation.js";
import { dataLimitExceeded } from "./failure.js";
import type { Frame } from "./frame.js";
import type { ExitPlan } from "./phases/plan.js";
import type { Turn } from "./turn.js";

/** Evaluates the output of a state after its result. */
export function exit(turn: Turn, frame: Frame, result: Data): void {
  turn.act(frame, { kind: "evaluating", phase: { name: "exit", result: result.text } });
  planPhase(turn, frame, result);
}

/** Leaves a state. @param next the next state; `null` for the end of the frame. */
export function leave(turn: Turn, frame: Frame, plan: ExitPlan, next: string | null): void {
  const state = turn.stateOf(frame);
  const output = Data.like(plan.output, frame.input);
  if (output.isTooLarge) return turn.now({ kind: "fail", frame, failure: dataLimitExceeded(frame.state) });
  if (plan.assigned !== undefined && !assign(turn, frame, plan.assigned)) return;
  turn.record(frame, exitedType(state), {
    name: frame.state,
    output: output.text,
    ...(plan.assigned !== undefined && { assignedVariables: textsOf(plan.assigned) }),
  });
  if (next === null) turn.now({ kind: "end", frame, output });
  else turn.afterwards({ kind: "enter", frame, state: next, input: output });
}

function exitedType({ type, name }: State): HistoryEventType {
  if (type === "Fail") throw new Error(`The state ${name} is left, though it fails.`);
  return `${type}StateExited`;
}

/** Whether the variables were assigned; if not, the frame has failed. */
function assign(turn: Turn, frame: Frame, assigned: Json): boolean {
  try {
    frame.variables = assignVariables(frame.variables, assigned);
    return true;
  } catch (error) {
    const reason = readReason(error);
    if (!reason) throw error;
    failPhase(turn, frame, reason);
    return false;
  }
}

function textsOf(assigned: Json): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(assigned ?? {}).map(([name, value]) => [name, JSON.stringify(value)]),
  );
}

import type { State } from "../definition/types.js";
import { startBranches, startItems } from "./children.js";
import { Data } from "./data.js";
import type { Frame } from "./frame.js";
import type { ExitPlan, Plan, WaitPlan } from "./phases/plan.js";
import { scheduleTask } from "./tasks.js";
import type { Turn } from "./turn.js";

/** Continues a frame with the results of the expressions of its phase. */
export function apply(turn: Turn, frame: Frame, plan: Plan): void {
  const state = turn.stateOf(frame);
  switch (plan.kind) {
    case "exit":
      return leaveBy(turn, frame, state, plan);
    case "choice":
      turn.marks.push(
        plan.rule === undefined
          ? { state: state.name, kind: "default" }
          : { state: state.name, kind: "choice", index: plan.rule },
      );
      return turn.now({ kind: "leave", frame, plan: { ...plan, kind: "exit" }, next: plan.next });
    case "wait":
      return wait(turn, frame, plan);
    case "fail":
      return turn.now({ kind: "give-up", frame, failure: { error: plan.error, cause: plan.cause } });
    case "task":
      return scheduleTask(turn, frame, state, plan);
    case "branches":
      return startBranches(turn, frame, state, Data.like(plan.input, frame.input));
    case "items":
      return startItems(turn, frame, state, plan);
    case "map-run":
      turn.act(frame, { kind: "map-run", plan });
      turn.record(frame, "MapStateStarted", { length: plan.items?.length ?? 0 });
      turn.effects.push({ kind: "map-run", frame: frame.number, serial: frame.serial });
      return;
    case "item":
      return enterFirst(turn, frame, state, Data.of(plan.input));
  }
}

function leaveBy(turn: Turn, frame: Frame, state: State, plan: ExitPlan): void {
  const { activity } = frame;
  const phase = activity.kind === "evaluating" ? activity.phase : undefined;
  if (phase?.name === "catch" && "catch" in state)
    return turn.now({ kind: "leave", frame, plan, next: state.catch[phase.catcher]?.next ?? null });
  turn.now({ kind: "leave", frame, plan, next: "next" in state ? state.next : null });
}

function wait(turn: Turn, frame: Frame, { until }: WaitPlan): void {
  if (until <= turn.world.now) return turn.now({ kind: "exit", frame, result: NOTHING });
  turn.act(frame, { kind: "waiting", until }, until);
}

const NOTHING = Data.written("null");

function enterFirst(turn: Turn, frame: Frame, state: State, input: Data): void {
  if (state.type !== "Map") throw new Error(`The state ${state.name} has no items.`);
  turn.now({ kind: "enter", frame, state: state.processor.startAt, input });
}

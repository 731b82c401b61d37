import type { Json } from "../../../runtime/store/codec.js";
import type { State } from "../definition/types.js";
import type { ChildrenActivity } from "../state/frames.js";
import { abortChild } from "./abort.js";
import { Data } from "./data.js";
import type { Failure } from "./failure.js";
import { Frame } from "./frame.js";
import type { ItemsPlan } from "./phases/plan.js";
import type { Turn } from "./turn.js";

/** Maximum concurrency of an inline Map state. */
const MOST_INLINE = 40;
const EMPTY = Data.written("[]");

/** Starts the branches of a Parallel state. */
export function startBranches(turn: Turn, frame: Frame, state: State, input: Data): void {
  if (state.type !== "Parallel") throw new Error(`The state ${state.name} has no branches.`);
  const total = state.branches.length;
  turn.record(frame, "ParallelStateStarted");
  begin(turn, frame, { total, concurrency: total });
  startNext(turn, frame, frame.lastEvent, input);
}

/** Starts the items of an inline Map state. */
export function startItems(turn: Turn, frame: Frame, state: State, plan: ItemsPlan): void {
  const { items, concurrency } = plan;
  turn.record(frame, "MapStateStarted", { length: items.length });
  if (items.length === 0) return succeed(turn, frame, state, EMPTY);
  turn.newItems.set(frame.number, items);
  const limit = concurrency === 0 ? MOST_INLINE : Math.min(concurrency, MOST_INLINE);
  begin(turn, frame, { total: items.length, concurrency: limit });
  startNext(turn, frame, frame.lastEvent, frame.input);
}

/** Handles the end of a branch or item. */
export function childEnded(turn: Turn, child: Frame, output: Data): void {
  const frame = turn.parentOf(child);
  const state = turn.stateOf(frame);
  const activity = childrenOf(frame);
  turn.act(child, { kind: "ended", output: output.text });
  if (state.type === "Map") {
    turn.note("MapIterationSucceeded", child.lastEvent, { name: state.name, index: child.index });
    turn.marks.push({ state: state.name, kind: "iteration" });
  }
  frame.lastEvent = child.lastEvent;
  frame.activity = { ...activity, ended: activity.ended + 1 };
  if (activity.ended + 1 < activity.total) return startNext(turn, frame, child.lastEvent, frame.input);
  const outputs = outputsOf(turn, frame);
  removeChildren(turn, frame);
  succeed(turn, frame, state, outputs);
}

/** Handles an uncaught failure of a branch or item: aborts the others, and fails the state. */
export function childFailed(turn: Turn, child: Frame, failure: Failure): void {
  const frame = turn.parentOf(child);
  const state = turn.stateOf(frame);
  const { lastEvent } = child;
  turn.act(child, { kind: "failed" });
  if (state.type === "Map")
    turn.note("MapIterationFailed", lastEvent, { name: state.name, index: child.index });
  for (const sibling of turn.childrenOf(frame)) {
    if (sibling.activity.kind === "ended" || sibling === child) continue;
    abortChild(turn, sibling, lastEvent);
    if (state.type === "Map")
      turn.note("MapIterationAborted", lastEvent, { name: state.name, index: sibling.index });
  }
  frame.lastEvent = lastEvent;
  turn.record(frame, state.type === "Map" ? "MapStateFailed" : "ParallelStateFailed");
  turn.now({ kind: "fail", frame, failure });
}

/** Removes the frames of branches and items, recursively. */
export function removeChildren(turn: Turn, frame: Frame): void {
  for (const child of turn.childrenOf(frame)) {
    removeChildren(turn, child);
    turn.remove(child);
  }
}

function begin(
  turn: Turn,
  frame: Frame,
  { total, concurrency }: Pick<ChildrenActivity, "total" | "concurrency">,
): void {
  const first = turn.nextFrame;
  turn.nextFrame += total;
  turn.act(frame, { kind: "children", first, total, started: 0, ended: 0, concurrency });
}

/** Starts branches or items up to the concurrency. @param previous the event that allows them to start. */
function startNext(turn: Turn, frame: Frame, previous: number, input: Data): void {
  const activity = childrenOf(frame);
  const { first, total, ended, concurrency } = activity;
  let { started } = activity;
  for (; started < total && started - ended < concurrency; started++)
    startChild(
      turn,
      frame,
      new Frame(first + started, frame.number, started, frame.state, input, frame.variables),
      previous,
    );
  frame.activity = { ...activity, started };
}

function startChild(turn: Turn, frame: Frame, child: Frame, previous: number): void {
  const state = turn.stateOf(frame);
  turn.add(child);
  child.lastEvent = previous;
  child.entered = frame.entered;
  child.enteredEvent = frame.enteredEvent;
  if (state.type === "Parallel") {
    const branch = state.branches[child.index];
    if (branch) turn.afterwards({ kind: "enter", frame: child, state: branch.startAt, input: child.input });
  } else if (state.type === "Map") {
    turn.record(child, "MapIterationStarted", { name: state.name, index: child.index });
    if (state.itemSelector) return turn.afterwards({ kind: "item", frame: child });
    const item: Json = turn.itemsOf(frame)[child.index] ?? null;
    turn.afterwards({ kind: "enter", frame: child, state: state.processor.startAt, input: Data.of(item) });
  }
}

function succeed(turn: Turn, frame: Frame, state: State, outputs: Data): void {
  turn.note(state.type === "Map" ? "MapStateSucceeded" : "ParallelStateSucceeded", frame.lastEvent);
  turn.now({ kind: "exit", frame, result: outputs });
}

function outputsOf(turn: Turn, frame: Frame): Data {
  const texts: string[] = [];
  for (const { activity } of turn.childrenOf(frame))
    texts.push(activity.kind === "ended" ? activity.output : "null");
  return Data.written(`[${texts.join(",")}]`);
}

function childrenOf({ activity, number }: Frame): ChildrenActivity {
  if (activity.kind !== "children") throw new Error(`The frame ${number} has no children.`);
  return activity;
}

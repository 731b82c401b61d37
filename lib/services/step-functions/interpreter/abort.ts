import type { HistoryEventType } from "../generated/types.js";
import type { Frame } from "./frame.js";
import type { Turn } from "./turn.js";

/** The abort events by state type; other types take no time. */
const ABORTED: ReadonlyMap<string, HistoryEventType> = new Map([
  ["Task", "TaskStateAborted"],
  ["Wait", "WaitStateAborted"],
  ["Parallel", "ParallelStateAborted"],
  ["Map", "MapStateAborted"],
]);

/** Aborts a frame because another one failed. @param previous the event of the failure. */
export function abortChild(turn: Turn, frame: Frame, previous: number): void {
  const state = turn.stateOf(frame);
  for (const child of turn.childrenOf(frame)) {
    if (child.activity.kind === "ended") continue;
    abortChild(turn, child, previous);
    if (state.type === "Map")
      turn.note("MapIterationAborted", previous, { name: state.name, index: child.index });
  }
  // An item whose input is still being evaluated has not entered a state.
  const type = frame.state === stateOfParent(turn, frame) ? undefined : ABORTED.get(state.type);
  if (type) turn.note(type, previous);
  stopFrame(turn, frame);
}

function stateOfParent(turn: Turn, frame: Frame): string | undefined {
  return frame.parent === undefined ? undefined : turn.parentOf(frame).state;
}

/** Stops the work of a frame, which is kept for a redrive. */
export function stopFrame(turn: Turn, frame: Frame): void {
  const { activity, serial } = frame;
  if (activity.kind === "ended" || activity.kind === "failed") return;
  if (activity.kind === "children") {
    turn.cancelTimer(frame);
    return;
  }
  turn.effects.push({ kind: "abandon", frame: frame.number, serial, activity });
  turn.act(frame, { kind: "failed", ...(activity.kind === "map-run" && { mapRun: activity }) });
}

/** Stops a frame and all frames in it. */
export function stopAll(turn: Turn, frame: Frame): void {
  for (const child of turn.childrenOf(frame)) stopAll(turn, child);
  stopFrame(turn, frame);
}

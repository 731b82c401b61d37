import type { Frame } from "./frame.js";
import { begin } from "./start.js";
import type { Turn } from "./turn.js";

/**
 * Redrives an execution: failed and aborted states start again, with new attempts
 * (https://docs.aws.amazon.com/step-functions/latest/dg/redrive-executions.html).
 */
export function redrive(turn: Turn): void {
  const redriven = turn.note("ExecutionRedriven", turn.lastEvent, {
    redriveCount: turn.execution.redriveCount,
  });
  const root = turn.frame(0);
  if (root) redriveFrame(turn, root, redriven);
  else begin(turn);
}

function redriveFrame(turn: Turn, frame: Frame, redriven: number): void {
  if (frame.activity.kind === "children") {
    frame.lastEvent = redriven;
    for (const child of turn.childrenOf(frame)) redriveFrame(turn, child, redriven);
    return;
  }
  if (frame.activity.kind !== "failed") return;
  frame.lastEvent = redriven;
  const { mapRun } = frame.activity;
  if (mapRun?.mapRun !== undefined) {
    turn.act(frame, mapRun);
    turn.effects.push({ kind: "map-run", frame: frame.number, serial: frame.serial });
    return;
  }
  turn.act(frame, { kind: "evaluating", phase: { name: "enter" } });
  frame.retries = [];
  const waitsForItem = frame.parent !== undefined && turn.parentOf(frame).state === frame.state;
  turn.afterwards({ kind: waitsForItem ? "item" : "begin", frame });
}

import { Data } from "./data.js";
import { Frame, NO_VARIABLES } from "./frame.js";
import type { Turn } from "./turn.js";

/** Starts an execution. */
export function begin(turn: Turn): void {
  const { execution, machine } = turn;
  noteStarted(turn);
  const root = new Frame(0, undefined, 0, machine.startAt, Data.written(execution.input), NO_VARIABLES);
  turn.add(root);
  turn.afterwards({ kind: "enter", frame: root, state: machine.startAt, input: root.input });
}

/** Starts an execution with the mock of its machine. */
export function beginMocked(turn: Turn): void {
  const { execution, machine } = turn;
  noteStarted(turn);
  const root = new Frame(0, undefined, 0, machine.startAt, Data.written(execution.input), NO_VARIABLES);
  turn.add(root);
  turn.act(root, { kind: "machine" });
  turn.effects.push({ kind: "call", frame: 0, serial: root.serial });
}

/** Adds the first event, unless it exists. */
export function noteStarted(turn: Turn): void {
  if (turn.lastEvent > 0) return;
  const { input } = turn.execution;
  const { roleArn, stateMachineAliasArn, stateMachineVersionArn } = turn.world;
  turn.note("ExecutionStarted", 0, {
    input,
    roleArn,
    ...(stateMachineAliasArn !== undefined && { stateMachineAliasArn }),
    ...(stateMachineVersionArn !== undefined && { stateMachineVersionArn }),
  });
}

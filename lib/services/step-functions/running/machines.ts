import type { Context } from "../../../runtime/context.js";
import { defineTransient } from "../../../runtime/transient-state.js";
import { compile } from "../definition/compile.js";
import type { Definition, State, StateGraph } from "../definition/types.js";
import type { Machine } from "../interpreter/turn.js";
import { revisionOf } from "../machines/revisions.js";
import type { ExecutionRow } from "../state/executions.js";
import type { RevisionRow } from "../state/state-machines.js";

/** Maximum number of cached definitions. */
const MOST_COMPILED = 500;

/** Compiled definitions by their source: a cache. */
class CompiledMachines {
  private readonly machines = new Map<string, Machine>();

  get(definition: string): Machine {
    const known = this.machines.get(definition);
    if (known) return known;
    const compiled = compile(definition);
    const machine = { definition: compiled, startAt: compiled.startAt, states: statesOf(compiled) };
    if (this.machines.size >= MOST_COMPILED) this.machines.clear();
    this.machines.set(definition, machine);
    return machine;
  }
}

export const COMPILED_MACHINES = defineTransient(
  "step-functions.compiled-machines",
  () => new CompiledMachines(),
);

/**
 * The revision of an execution. @throws Error if it is missing, which cannot happen while the execution is
 * kept.
 */
export function revisionOfExecution(ctx: Context, execution: ExecutionRow): RevisionRow {
  const stateMachine = machineName(execution);
  const revision = revisionOf(ctx, { stateMachine, revisionId: execution.revisionId });
  if (!revision) throw new Error(`The execution ${execution.id} lacks its revision ${execution.revisionId}.`);
  return revision;
}

/** The name of the state machine of an execution; for a child of a map run that of its parent. */
export function machineName({ stateMachine }: Pick<ExecutionRow, "stateMachine">): string {
  const [name = ""] = stateMachine.split("/");
  return name;
}

/** The compiled definition of an execution. */
export function machineOf(ctx: Context, execution: ExecutionRow, { definition }: RevisionRow): Machine {
  const machine = ctx.transient(COMPILED_MACHINES).get(definition);
  if (execution.mapState === undefined) return machine;
  const map = machine.states.get(execution.mapState);
  return map?.type === "Map" ? { ...machine, startAt: map.processor.startAt } : machine;
}

function statesOf(definition: Definition): ReadonlyMap<string, State> {
  const all = new Map<string, State>();
  const graphs: StateGraph[] = [definition];
  for (let graph = graphs.pop(); graph; graph = graphs.pop()) {
    for (const [name, state] of graph.states) {
      all.set(name, state);
      if (state.type === "Parallel") graphs.push(...state.branches);
      if (state.type === "Map") graphs.push(state.processor);
    }
  }
  return all;
}

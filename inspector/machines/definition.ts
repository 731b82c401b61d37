import { isRow, type Row } from "../state/types.js";

/** A state machine as a graph. States of branches and iterations are nodes as well. */
export interface Graph {
  readonly nodes: readonly Node[];
  readonly edges: readonly Edge[];
}

export interface Node {
  /** The name of the state; `""` for the end. */
  readonly name: string;
  readonly type: string;
}

export interface Edge {
  readonly from: string;
  readonly to: string;
  readonly kind: "next" | "choice" | "default" | "catch" | "branch";
  /** The Parallel or Map state that ends here, at the end of a branch or an iteration. */
  readonly via?: string;
}

/** The target of states that end their machine. */
type Exit = Pick<Edge, "to" | "via">;

/** The end of an execution, which is not a state. */
export const END = "";

/** The graph of a definition in the Amazon States Language. @throws SyntaxError if it is not JSON. */
export function graphOf(definition: string): Graph {
  const nodes: Node[] = [];
  const edges: Edge[] = [];
  const machine: unknown = JSON.parse(definition);
  if (isRow(machine)) addStates(machine, [{ to: END }], nodes, edges);
  if (edges.some(({ to }) => to === END)) nodes.push({ name: END, type: "End" });
  return { nodes, edges };
}

/** @param after where the states go that end their machine, branch or iteration. */
function addStates(machine: Row, after: readonly Exit[], nodes: Node[], edges: Edge[]): void {
  const states = isRow(machine.States) ? Object.entries(machine.States) : [];
  const start = String(machine.StartAt);
  // The first state is drawn first.
  states.sort(([a], [b]) => Number(b === start) - Number(a === start));
  for (const [name, state] of states) {
    if (!isRow(state)) continue;
    nodes.push({ name, type: String(state.Type) });
    const next = typeof state.Next === "string" ? [{ to: state.Next }] : endsHere(state) ? after : [];
    const inner = machinesIn(state);
    if (inner.length === 0) for (const exit of next) edges.push({ from: name, ...exit, kind: "next" });
    for (const branch of inner) {
      edges.push({ from: name, to: String(branch.StartAt), kind: "branch" });
      addStates(
        branch,
        next.map((exit) => ({ via: name, ...exit })),
        nodes,
        edges,
      );
    }
    for (const rule of rowsIn(state.Choices))
      edges.push({ from: name, to: String(rule.Next), kind: "choice" });
    if (typeof state.Default === "string") edges.push({ from: name, to: state.Default, kind: "default" });
    for (const rule of rowsIn(state.Catch)) edges.push({ from: name, to: String(rule.Next), kind: "catch" });
  }
}

function endsHere({ Type: type, End: end }: Row): boolean {
  return end === true || type === "Succeed" || type === "Fail";
}

function machinesIn(state: Row): Row[] {
  const { Branches: branches, ItemProcessor: processor, Iterator: iterator } = state;
  return [
    ...rowsIn(branches),
    ...(isRow(processor) ? [processor] : []),
    ...(isRow(iterator) ? [iterator] : []),
  ];
}

function rowsIn(value: unknown): Row[] {
  return Array.isArray(value) ? value.filter(isRow) : [];
}

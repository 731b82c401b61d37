import type { Edge, Graph } from "./definition.js";

/** A position in pixels. */
export interface Placed {
  readonly x: number;
  readonly y: number;
}

/** A graph with positions. */
export interface Layout {
  /** The upper left corners of states. */
  readonly places: ReadonlyMap<string, Placed>;
  readonly width: number;
  readonly height: number;
  /** Edges that lead upwards. */
  readonly backward: ReadonlySet<Edge>;
  /** Positions where edges pass layers between their ends. */
  readonly bends: ReadonlyMap<Edge, readonly Placed[]>;
}

export const NODE_WIDTH = 176;
export const NODE_HEIGHT = 46;
/** The width of an edge that passes a layer. */
const PASS_WIDTH = 14;
const GAP_X = 30;
const GAP_Y = 48;
const MARGIN = 24;
const PASSES = 6;

/** A state, or an edge that passes a layer. */
interface Item {
  readonly name: string;
  readonly edge?: Edge;
  /** Its predecessors in the layer above. */
  readonly parents: Item[];
}

/** Places states in layers, each below all its predecessors, in an order with few crossings. */
export function layOut(graph: Graph): Layout {
  const backward = backwardEdges(graph);
  const forward = graph.edges.filter((edge) => !backward.has(edge));
  const layers = layersOf(graph, forward);
  for (let pass = 0; pass < PASSES; pass++)
    for (const [depth, layer] of layers.entries()) order(layer, layers[depth - 1]);
  const widths = layers.map((layer) => layer.reduce((sum, item) => sum + widthOf(item) + GAP_X, -GAP_X));
  const widest = Math.max(NODE_WIDTH, ...widths);
  const places = new Map<string, Placed>();
  const bends = new Map<Edge, Placed[]>();
  for (const [depth, layer] of layers.entries()) {
    let x = MARGIN + (widest - (widths[depth] ?? 0)) / 2;
    const y = MARGIN + depth * (NODE_HEIGHT + GAP_Y);
    for (const item of layer) {
      if (item.edge) bends.set(item.edge, [...(bends.get(item.edge) ?? []), { x: x + PASS_WIDTH / 2, y }]);
      else places.set(item.name, { x, y });
      x += widthOf(item) + GAP_X;
    }
  }
  const height = layers.length * (NODE_HEIGHT + GAP_Y) - GAP_Y + 2 * MARGIN;
  return { places, width: widest + 2 * MARGIN + (backward.size > 0 ? 40 : 0), height, backward, bends };
}

function widthOf({ edge }: Item): number {
  return edge ? PASS_WIDTH : NODE_WIDTH;
}

/** The edges that close a cycle, found by a depth-first search from the first state. */
function backwardEdges({ nodes, edges }: Graph): Set<Edge> {
  const backward = new Set<Edge>();
  const state = new Map<string, "open" | "done">();
  const visit = (name: string): void => {
    state.set(name, "open");
    for (const edge of edges) {
      if (edge.from !== name) continue;
      if (state.get(edge.to) === "open") backward.add(edge);
      else if (!state.has(edge.to)) visit(edge.to);
    }
    state.set(name, "done");
  };
  for (const { name } of nodes) if (!state.has(name)) visit(name);
  return backward;
}

function layersOf({ nodes }: Graph, edges: readonly Edge[]): Item[][] {
  const depths = depthsOf(
    nodes.map(({ name }) => name),
    edges,
  );
  const items = new Map(nodes.map(({ name }): [string, Item] => [name, { name, parents: [] }]));
  const layers: Item[][] = Array.from({ length: Math.max(0, ...depths.values()) + 1 }, () => []);
  for (const [name, item] of items) layers[depths.get(name) ?? 0]?.push(item);
  for (const edge of edges) {
    let above = items.get(edge.from);
    const end = items.get(edge.to);
    for (let depth = (depths.get(edge.from) ?? 0) + 1; depth < (depths.get(edge.to) ?? 0); depth++) {
      const pass: Item = { name: "", edge, parents: above ? [above] : [] };
      layers[depth]?.push(pass);
      above = pass;
    }
    if (above) end?.parents.push(above);
  }
  return layers;
}

/** Sorts a layer by the positions of the predecessors in the layer above. */
function order(layer: Item[], above: readonly Item[] = []): void {
  const places = new Map(above.map((item, place) => [item, (place + 0.5) / above.length]));
  const weight = ({ parents }: Item) => {
    const known = parents.flatMap((parent) => places.get(parent) ?? []);
    return known.length === 0 ? 0.5 : known.reduce((sum, place) => sum + place, 0) / known.length;
  };
  layer.sort((a, b) => weight(a) - weight(b));
}

/** The number of edges on the longest path from the start to each state. */
function depthsOf(names: readonly string[], edges: readonly Edge[]): Map<string, number> {
  const depths = new Map(names.map((name) => [name, 0]));
  // Without cycles, this ends after as many rounds as there are states.
  for (let round = 0, changed = true; changed && round <= names.length; round++) {
    changed = false;
    for (const { from, to } of edges) {
      const depth = (depths.get(from) ?? 0) + 1;
      if (depth <= (depths.get(to) ?? 0)) continue;
      depths.set(to, depth);
      changed = true;
    }
  }
  return depths;
}

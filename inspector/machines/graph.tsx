import { useMemo } from "preact/hooks";
import { type Edge, graphOf } from "./definition.js";
import { type Layout, layOut, NODE_HEIGHT, NODE_WIDTH, type Placed } from "./layout.js";
import type { Overlay } from "./overlay.js";

interface GraphProps {
  readonly definition: string;
  readonly overlay: Overlay | undefined;
  readonly selected: string | undefined;
  readonly onSelect: (state: string) => void;
}

/** A state machine, and what was taken of it. */
export function StateGraph({ definition, overlay, selected, onSelect }: GraphProps) {
  const graph = useMemo(() => graphOf(definition), [definition]);
  const layout = useMemo(() => layOut(graph), [graph]);
  return (
    <div class="graph" tabIndex={0} role="region" aria-label="Graph of the state machine">
      <svg
        width={layout.width}
        height={layout.height}
        role="group"
        aria-label={`${graph.nodes.length} states`}
      >
        <defs>
          <marker
            id="tip"
            viewBox="0 0 8 8"
            refX="7"
            refY="4"
            markerUnits="userSpaceOnUse"
            markerWidth="9"
            markerHeight="9"
            orient="auto"
          >
            <path d="M0 0 8 4 0 8z" fill="var(--muted)" />
          </marker>
        </defs>
        {graph.edges.map((edge, index) => (
          <path
            // Two states may be joined by several rules.
            key={`${edge.from} ${edge.to} ${index}`}
            class={`edge ${edge.kind} ${overlay?.isTaken(edge) ? "taken" : ""}`}
            d={pathOf(edge, layout)}
            marker-end="url(#tip)"
          />
        ))}
        {graph.nodes.map(({ name, type }) => (
          <State
            key={name}
            name={name}
            type={type}
            at={layout.places.get(name)}
            overlay={overlay}
            isSelected={name === selected}
            onSelect={onSelect}
          />
        ))}
      </svg>
    </div>
  );
}

/** Of the name of a state. */
const MOST_LETTERS = 24;

interface StateProps {
  readonly name: string;
  readonly type: string;
  readonly at: Placed | undefined;
  readonly overlay: Overlay | undefined;
  readonly isSelected: boolean;
  readonly onSelect: (state: string) => void;
}

function State({ name, type, at, overlay, isSelected, onSelect }: StateProps) {
  if (!at) return null;
  const status = overlay?.statusOf(name) ?? "untaken";
  const note = overlay?.noteOf(name);
  const label = name === "" ? "End" : name;
  const select = () => name !== "" && onSelect(name);
  return (
    <g
      class={`node ${status} ${isSelected ? "selected" : ""}`}
      transform={`translate(${at.x} ${at.y})`}
      role="button"
      // In SVG, names of attributes are case-sensitive.
      tabindex={name === "" ? undefined : 0}
      aria-description={[note && type, status].filter(Boolean).join(", ")}
      aria-pressed={isSelected}
      onClick={select}
      onKeyDown={(event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        select();
      }}
    >
      {label.length > MOST_LETTERS && <title>{label}</title>}
      <rect width={NODE_WIDTH} height={NODE_HEIGHT} rx={name === "" ? NODE_HEIGHT / 2 : 8} />
      <text x={NODE_WIDTH / 2} y={name === "" ? 28 : 20} text-anchor="middle">
        {shortened(label, MOST_LETTERS)}
      </text>{" "}
      {name !== "" && (
        <text class="note" x={NODE_WIDTH / 2} y={36} text-anchor="middle">
          {note ?? type}
        </text>
      )}
    </g>
  );
}

function shortened(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}

function pathOf(edge: Edge, layout: Layout): string {
  const { places, backward, width } = layout;
  const from = places.get(edge.from);
  const to = places.get(edge.to);
  if (!from || !to) return "";
  if (backward.has(edge)) {
    const [x1, y1, x2, y2] = [
      from.x + NODE_WIDTH,
      from.y + NODE_HEIGHT / 2,
      to.x + NODE_WIDTH,
      to.y + NODE_HEIGHT / 2,
    ];
    const far = Math.min(width - 6, Math.max(x1, x2) + 46);
    return `M${x1} ${y1}C${far} ${y1} ${far} ${y2} ${x2} ${y2}`;
  }
  const bends = (layout.bends.get(edge) ?? []).flatMap(({ x, y }) => [
    { x, y },
    { x, y: y + NODE_HEIGHT },
  ]);
  const stops = [
    { x: from.x + NODE_WIDTH / 2, y: from.y + NODE_HEIGHT },
    ...bends,
    { x: to.x + NODE_WIDTH / 2, y: to.y },
  ];
  return stops.map(({ x, y }, index) => curveTo(stops[index - 1], x, y)).join("");
}

/** Past the states of a layer the way is straight, and bends between layers. */
function curveTo(
  before: { readonly x: number; readonly y: number } | undefined,
  x: number,
  y: number,
): string {
  if (!before) return `M${x} ${y}`;
  if (before.x === x) return `L${x} ${y}`;
  const bend = Math.max(18, (y - before.y) / 2);
  return `C${before.x} ${before.y + bend} ${x} ${y - bend} ${x} ${y}`;
}

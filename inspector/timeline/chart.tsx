import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Entry } from "../entry.js";
import { now, store } from "../live.js";
import { draw, heightOf, LEFT, type Link, type Picture, placeOfY } from "./draw.js";
import { type Axis, columnsOf, entryAt, moved, type View, wholeOf, zoomed } from "./layout.js";
import { summaryOf } from "./summary.js";

interface ChartProps {
  readonly entries: readonly Entry[];
  readonly selected: string | undefined;
  readonly onSelect: (id: string) => void;
}

/** Among so many entries all causes are drawn; among more only those around the selected one. */
const MOST_LINKED = 600;

/** Entries over time, or in their order, a lane for each service. The table below it shows the same to screen readers. */
export function Chart({ entries, selected, onSelect }: ChartProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [width, setWidth] = useState(800);
  const [chosen, setAxis] = useState<Axis | undefined>(undefined);
  const [view, setView] = useState<View | undefined>(undefined);
  const [hovered, setHovered] = useState<number | undefined>(undefined);
  const axis = chosen ?? (isCrowded(entries) ? "order" : "time");
  const columns = useMemo(() => columnsOf(entries, axis, now.peek()), [entries, axis]);
  const summary = useMemo(() => summaryOf(columns), [columns]);
  const current = view ?? wholeOf(columns);
  const links = useMemo(() => linksOf(entries, selected), [entries, selected]);

  useLayoutEffect(() => {
    const element = canvas.current?.parentElement;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  useTheme();
  useEffect(() => {
    const picture: Picture = {
      columns,
      view: current,
      axis,
      links,
      hovered,
      selected: placeOf(entries, selected),
    };
    const frame = requestAnimationFrame(() => canvas.current && draw(canvas.current, width, picture));
    return () => cancelAnimationFrame(frame);
  });

  const plot = Math.max(1, width - LEFT);
  const zoom = (factor: number, around = (current.from + current.to) / 2) =>
    setView(zoomed(current, factor, around));
  const at = (event: MouseEvent): number | undefined => {
    const lane = placeOfY(event.offsetY, columns);
    return lane === undefined ? undefined : entryAt(columns, current, plot, event.offsetX - LEFT, lane);
  };
  const drag = useDrag((share) => setView(moved(current, share)), plot);
  const onWheel = (event: WheelEvent) => {
    event.preventDefault();
    if (Math.abs(event.deltaX) > Math.abs(event.deltaY)) return setView(moved(current, event.deltaX / plot));
    const around = current.from + ((event.offsetX - LEFT) / plot) * (current.to - current.from);
    return zoom(event.deltaY > 0 ? 1.2 : 1 / 1.2, around);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const action = KEYS.get(event.key);
    if (!action) return;
    event.preventDefault();
    setView(action(current));
  };
  const select = (event: MouseEvent) => {
    const entry = drag.moved() ? undefined : entries[at(event) ?? -1];
    if (entry) onSelect(entry.id);
  };
  return (
    <div class="chart">
      <canvas
        ref={canvas}
        role="img"
        tabIndex={0}
        aria-label={`Chart of ${entries.length} entries. ${summary} Plus and minus zoom, arrows move, 0 shows all. The table below has the entries.`}
        title={hovered === undefined ? undefined : titleOf(entries[hovered])}
        style={{ height: `${heightOf(columns)}px` }}
        onWheel={onWheel}
        onKeyDown={onKeyDown}
        onClick={select}
        onPointerDown={drag.begin}
        onPointerUp={drag.end}
        onPointerMove={(event) => (drag.go(event) ? undefined : setHovered(at(event)))}
        onPointerLeave={() => setHovered(undefined)}
      />
      <div class="zoom">
        <button
          type="button"
          aria-pressed={axis === "order"}
          title="Time between entries, or one step for each entry"
          onClick={() => {
            setAxis(axis === "time" ? "order" : "time");
            setView(undefined);
          }}
        >
          {axis === "time" ? "by time" : "by order"}
        </button>
        <button type="button" aria-label="Zoom in" onClick={() => zoom(0.5)}>
          +
        </button>
        <button type="button" aria-label="Zoom out" onClick={() => zoom(2)}>
          −
        </button>
        <button type="button" onClick={() => setView(undefined)}>
          All
        </button>
      </div>
    </div>
  );
}

const KEYS: ReadonlyMap<string, (view: View) => View | undefined> = new Map<
  string,
  (view: View) => View | undefined
>([
  ["+", (view) => zoomed(view, 0.5, (view.from + view.to) / 2)],
  ["-", (view) => zoomed(view, 2, (view.from + view.to) / 2)],
  ["ArrowLeft", (view) => moved(view, -0.2)],
  ["ArrowRight", (view) => moved(view, 0.2)],
  ["0", () => undefined],
]);

/** Draws again when the page becomes dark or light: a canvas keeps its colours. */
function useTheme(): void {
  const [, setDark] = useState(false);
  useEffect(() => {
    const dark = matchMedia("(prefers-color-scheme: dark)");
    const follow = () => setDark(dark.matches);
    follow();
    dark.addEventListener("change", follow);
    return () => dark.removeEventListener("change", follow);
  }, []);
}

/** Dragging moves the view. */
function useDrag(move: (share: number) => void, width: number) {
  const state = useRef<{ x: number; moved: boolean } | undefined>(undefined);
  const wasMoved = useRef(false);
  return {
    begin(event: PointerEvent) {
      state.current = { x: event.clientX, moved: false };
      wasMoved.current = false;
      (event.currentTarget as HTMLCanvasElement).setPointerCapture(event.pointerId);
    },
    go(event: PointerEvent): boolean {
      const dragging = state.current;
      if (!dragging) return false;
      const by = dragging.x - event.clientX;
      if (Math.abs(by) < 3 && !dragging.moved) return true;
      state.current = { x: event.clientX, moved: true };
      wasMoved.current = true;
      move(by / width);
      return true;
    },
    end() {
      state.current = undefined;
    },
    moved: () => wasMoved.current,
  };
}

/** Whether most entries are at the moments of others, so that time would hide them. */
function isCrowded(entries: readonly Entry[]): boolean {
  const sample = entries.slice(-2_000);
  const moments = new Set(sample.map(({ startedAt }) => startedAt)).size;
  return moments < sample.length * 0.7;
}

/** What a pointer is over. */
function titleOf(entry: Entry | undefined): string | undefined {
  return (
    entry && [entry.kind, entry.service, entry.name, entry.resource, entry.error ?? entry.outcome].join(" ")
  );
}

function placeOf(entries: readonly Entry[], id: string | undefined): number | undefined {
  const place = id === undefined ? -1 : entries.findIndex((entry) => entry.id === id);
  return place < 0 ? undefined : place;
}

/** The causes that are drawn: all where there are few entries, else those around the selected one. */
function linksOf(entries: readonly Entry[], selected: string | undefined): Link[] {
  const all = entries.length <= MOST_LINKED;
  if (!all && selected === undefined) return [];
  const cause = selected === undefined ? undefined : store.get(selected)?.cause;
  const places = new Map<string, number>();
  for (let place = 0; place < entries.length; place++) {
    const { id, cause: own } = entries[place] ?? NO_ENTRY;
    if (all || id === selected || id === cause || own === selected) places.set(id, place);
  }
  return [...places].flatMap(([id, to]): Link[] => {
    const own = entries[to]?.cause;
    const from = own === undefined ? undefined : places.get(own);
    if (from === undefined) return [];
    return [{ from, to, selected: id === selected || own === selected }];
  });
}

const NO_ENTRY = { id: "", cause: undefined };

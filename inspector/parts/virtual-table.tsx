import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";

/** A column of a table. */
export interface Column<Row> {
  readonly name: string;
  /** As CSS has it: `120px`, `minmax(0, 2fr)`. */
  readonly width: string;
  cell(row: Row): ComponentChildren;
  /** Its width where there is little room; `"none"` hides it there. Default as ever. */
  readonly narrow?: string;
}

interface TableProps<Row> {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row, index: number) => string;
  readonly selected?: string | undefined;
  readonly onSelect: (row: Row, key: string) => void;
  /** Shown where there are no rows. */
  readonly empty: string;
  /** Whether the last row stays in sight as rows are added, unless the user scrolls up. */
  readonly follows?: boolean;
}

const ROW_HEIGHT = 28;
/** Pixels below which there is little room. */
const NARROW = 640;
/** Rows that are made above and below what is seen. */
const MARGIN = 8;

/** A table of any length: only the rows that are seen are elements. Arrow keys move the selection. */
export function VirtualTable<Row>(props: TableProps<Row>) {
  const { label, rows, keyOf, selected, onSelect, empty, follows = false } = props;
  const viewport = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const [top, setTop] = useState(0);
  const [height, setHeight] = useState(400);
  const [isNarrow, setNarrow] = useState(false);
  const columns = isNarrow ? props.columns.flatMap(narrowed) : props.columns;
  const template = { gridTemplateColumns: columns.map(({ width }) => width).join(" ") };

  useLayoutEffect(() => {
    const element = viewport.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => {
      setHeight(element.clientHeight);
      setNarrow(element.clientWidth < NARROW);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  useLayoutEffect(() => {
    if (follows && selected === undefined && atEnd.current && viewport.current)
      viewport.current.scrollTop = rows.length * ROW_HEIGHT;
  }, [rows.length, follows]);
  const place = selected === undefined ? -1 : rows.findIndex((row, index) => keyOf(row, index) === selected);
  useLayoutEffect(() => {
    if (place >= 0 && viewport.current) reveal(viewport.current, place);
  }, [selected, place >= 0]);

  const onScroll = (event: Event) => {
    const element = event.currentTarget as HTMLDivElement;
    atEnd.current = element.scrollTop + element.clientHeight >= element.scrollHeight - ROW_HEIGHT * 2;
    setTop(element.scrollTop);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const next = placeAfter(event.key, place, rows.length, Math.floor(height / ROW_HEIGHT));
    const row = next === undefined ? undefined : rows[next];
    if (row === undefined || next === undefined) return;
    event.preventDefault();
    onSelect(row, keyOf(row, next));
  };
  const first = Math.max(0, Math.floor(top / ROW_HEIGHT) - MARGIN);
  const last = Math.min(rows.length, Math.ceil((top + height) / ROW_HEIGHT) + MARGIN);
  const idOf = (index: number) => `${label.replace(/\W+/g, "-")}-${index}`;
  return (
    <div class="table">
      <div
        class="viewport"
        ref={viewport}
        onScroll={onScroll}
        onKeyDown={onKeyDown}
        role="grid"
        aria-label={label}
        aria-rowcount={rows.length + 1}
        aria-activedescendant={place >= first && place < last ? idOf(place) : undefined}
        tabIndex={0}
      >
        <div class="row head" role="row" aria-rowindex={1} style={template}>
          {columns.map(({ name }) => (
            <span key={name} role="columnheader">
              {name}
            </span>
          ))}
        </div>
        {rows.length === 0 && <p class="empty">{empty}</p>}
        <div class="body" role="rowgroup" style={{ height: `${rows.length * ROW_HEIGHT}px` }}>
          {rows.slice(first, last).map((row, offset) => {
            const index = first + offset;
            const key = keyOf(row, index);
            return (
              // Keys are those of the grid, which moves the selection.
              <div
                key={key}
                id={idOf(index)}
                class="row"
                role="row"
                aria-rowindex={index + 2}
                aria-selected={index === place}
                style={{ ...template, top: `${index * ROW_HEIGHT}px` }}
                onClick={() => onSelect(row, key)}
              >
                {columns.map((column) => (
                  <span key={column.name} role="gridcell">
                    {column.cell(row)}
                  </span>
                ))}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

function narrowed<Row>(column: Column<Row>): Column<Row>[] {
  const { narrow = column.width } = column;
  return narrow === "none" ? [] : [{ ...column, width: narrow }];
}

function placeAfter(key: string, place: number, length: number, page: number): number | undefined {
  const last = length - 1;
  const steps: ReadonlyMap<string, number> = new Map([
    ["ArrowDown", Math.min(last, place + 1)],
    ["ArrowUp", Math.max(0, place - 1)],
    ["PageDown", Math.min(last, place + page)],
    ["PageUp", Math.max(0, place - page)],
    ["Home", 0],
    ["End", last],
  ]);
  return length === 0 ? undefined : steps.get(key);
}

function reveal(element: HTMLDivElement, place: number): void {
  const top = place * ROW_HEIGHT;
  // The head covers the first row of what is seen.
  if (top < element.scrollTop) element.scrollTop = top;
  else if (top + 2 * ROW_HEIGHT > element.scrollTop + element.clientHeight)
    element.scrollTop = top + 2 * ROW_HEIGHT - element.clientHeight;
}

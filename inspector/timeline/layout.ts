import type { Entry, Outcome } from "../entry.js";

/** Entries as columns of numbers, from which thousands can be drawn in one frame. */
export interface Columns {
  readonly length: number;
  /** Start and end of each entry on the axis. */
  readonly start: Float64Array;
  readonly end: Float64Array;
  /** The index of the service's lane. */
  readonly lane: Uint16Array;
  /** The index in {@link SEVERITY}. */
  readonly outcome: Uint8Array;
  readonly lanes: readonly string[];
  /** The longest entry: the distance before a view in which entries may reach into it. */
  readonly longest: number;
}

/** The axis: simulated time, or the order of starts, for a stopped clock. */
export type Axis = "time" | "order";

/** The shown part of the axis. */
export interface View {
  readonly from: number;
  readonly to: number;
}

/** Outcomes by severity: more severe ones are drawn on top. */
export const SEVERITY: readonly Outcome[] = ["succeeded", "running", "failed", "denied"];

const SEVERITIES: ReadonlyMap<string, number> = new Map(SEVERITY.map((name, place) => [name, place]));

/** The distinct values of a member, sorted. */
export function distinct(entries: readonly Entry[], member: "service" | "caller"): string[] {
  const found = new Set<string>();
  let last: string | undefined;
  for (const entry of entries) {
    const value = entry[member];
    // Adjacent entries often have the same value.
    if (value === last || value === undefined || value === "") continue;
    found.add(value);
    last = value;
  }
  return [...found].sort();
}

/** @param now simulated time, where entries that are under way end. */
export function columnsOf(entries: readonly Entry[], axis: Axis, now: number): Columns {
  const { length } = entries;
  const start = new Float64Array(length);
  const end = new Float64Array(length);
  const lane = new Uint16Array(length);
  const outcome = new Uint8Array(length);
  const lanes = distinct(entries, "service");
  const places = new Map(lanes.map((name, place) => [name, place]));
  let longest = 0;
  for (let i = 0; i < length; i++) {
    const entry = entries[i];
    if (!entry) continue;
    const from = axis === "time" ? entry.startedAt : i;
    const to = axis === "time" ? (entry.endedAt ?? (entry.outcome === "running" ? now : from)) : i + 1;
    start[i] = from;
    end[i] = Math.max(from, to);
    longest = Math.max(longest, to - from);
    lane[i] = places.get(entry.service) ?? 0;
    outcome[i] = SEVERITIES.get(entry.outcome) ?? 0;
  }
  return { length, start, end, lane, outcome, lanes, longest };
}

/** The view of everything. */
export function wholeOf({ length, start, end }: Columns): View {
  if (length === 0) return { from: 0, to: 1 };
  let to = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < length; i++) to = Math.max(to, end[i] ?? 0);
  const from = start[0] ?? 0;
  const margin = Math.max((to - from) * 0.02, 0.5);
  return { from: from - margin, to: to + margin };
}

/**
 * Bars of one frame: the covered pixels for each lane and outcome, so that a frame's cost depends on its
 * width.
 */
export interface Bars {
  /** Lane, outcome, first pixel and width, in sequence. */
  readonly values: readonly number[];
}

/** The minimum width of a bar in pixels. */
const THINNEST = 2;

/** The bars of a view with a width in pixels. */
export function barsIn(columns: Columns, view: View, width: number): Bars {
  const { start, end, lane, outcome, lanes } = columns;
  const scale = width / (view.to - view.from);
  const kinds = SEVERITY.length;
  /** The current bar of each lane and outcome. */
  const from = new Float64Array(lanes.length * kinds).fill(-1);
  const to = new Float64Array(lanes.length * kinds).fill(-1);
  const values: number[] = [];
  const last = firstAtOrAfter(start, view.to);
  for (let i = firstAtOrAfter(start, view.from - columns.longest); i < last; i++) {
    const ends = end[i] ?? 0;
    if (ends < view.from) continue;
    const slot = (lane[i] ?? 0) * kinds + (outcome[i] ?? 0);
    const left = Math.max(0, Math.floor(((start[i] ?? 0) - view.from) * scale));
    const right = Math.min(width, Math.max(left + THINNEST, (ends - view.from) * scale - 1));
    const grown = to[slot] ?? -1;
    if (left <= grown) {
      if (right > grown) to[slot] = right;
      continue;
    }
    flush(values, slot, kinds, from, to);
    from[slot] = left;
    to[slot] = right;
  }
  for (let slot = 0; slot < from.length; slot++) flush(values, slot, kinds, from, to);
  return { values };
}

function flush(values: number[], slot: number, kinds: number, from: Float64Array, to: Float64Array): void {
  const left = from[slot] ?? -1;
  if (left < 0) return;
  values.push(Math.floor(slot / kinds), slot % kinds, left, (to[slot] ?? left) - left);
}

/** The entry at a pixel of a lane: of several, the most severe, then the latest. */
export function entryAt(
  columns: Columns,
  view: View,
  width: number,
  x: number,
  lane: number,
): number | undefined {
  const { start, end, outcome } = columns;
  const scale = (view.to - view.from) / width;
  const reach = 3 * scale;
  const at = view.from + x * scale;
  let found: number | undefined;
  const last = firstAtOrAfter(start, at + reach);
  for (let i = firstAtOrAfter(start, at - columns.longest - reach); i < last; i++) {
    if (columns.lane[i] !== lane || (end[i] ?? 0) < at - reach) continue;
    if (found === undefined || (outcome[i] ?? 0) >= (outcome[found] ?? 0)) found = i;
  }
  return found;
}

/** The first index whose value is not smaller; values are ascending. */
function firstAtOrAfter(values: Float64Array, wanted: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((values[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A view that is zoomed around a fixed place. */
export function zoomed({ from, to }: View, factor: number, around: number): View {
  return { from: around - (around - from) * factor, to: around + (to - around) * factor };
}

export function moved({ from, to }: View, share: number): View {
  const by = (to - from) * share;
  return { from: from + by, to: to + by };
}

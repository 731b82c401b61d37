import type { Axis, View } from "./layout.js";

const STEPS = [
  1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 30_000, 60_000, 120_000, 300_000, 600_000,
  1_800_000, 3_600_000, 7_200_000, 21_600_000, 43_200_000, 86_400_000, 172_800_000, 604_800_000,
  2_592_000_000, 7_776_000_000, 31_536_000_000,
];

/** A mark of the axis. */
export interface Tick {
  readonly at: number;
  readonly label: string;
}

/** Evenly spaced marks, approximately `count` of them. */
export function ticksIn({ from, to }: View, axis: Axis, count: number): Tick[] {
  const wanted = (to - from) / Math.max(1, count);
  const step = STEPS.find((candidate) => candidate >= wanted) ?? wanted;
  const ticks: Tick[] = [];
  for (let at = Math.ceil(from / step) * step; at <= to && ticks.length < 100; at += step)
    ticks.push({ at, label: axis === "order" ? String(at) : timeLabel(at, step) });
  return ticks;
}

function timeLabel(at: number, step: number): string {
  const text = isoOf(at);
  if (step >= 86_400_000) return text.slice(0, 10);
  if (step >= 60_000) return `${text.slice(5, 10)} ${text.slice(11, 16)}`;
  return step >= 1_000 ? text.slice(11, 19) : text.slice(11, 23);
}

/** A time as ISO 8601; empty if it is invalid. */
export function isoOf(at: number): string {
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? "" : date.toISOString();
}

/** A time for a table: date and time to the millisecond. */
export function momentText(at: number): string {
  return isoOf(at).replace("T", " ").replace("Z", "");
}

/** A duration in the largest unit that fits. */
export function durationText(milliseconds: number): string {
  if (milliseconds < 1_000) return `${milliseconds} ms`;
  if (milliseconds < 60_000) return `${round(milliseconds / 1_000)} s`;
  if (milliseconds < 3_600_000) return `${round(milliseconds / 60_000)} min`;
  return milliseconds < 86_400_000
    ? `${round(milliseconds / 3_600_000)} h`
    : `${round(milliseconds / 86_400_000)} d`;
}

function round(value: number): string {
  return String(Math.round(value * 10) / 10);
}

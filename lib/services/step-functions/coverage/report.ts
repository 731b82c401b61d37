import type { Definition } from "../definition/types.js";
import type { Mark } from "../interpreter/turn.js";
import { type Point, pointKey, pointsOf } from "./points.js";

/** The covered and missed parts of a state machine. */
export interface StateMachineCoverage {
  readonly stateMachine: string;
  /** Covered points in whole percent: 100 only if all are covered. */
  readonly percent: number;
  /** Descriptions of the missed points. An assertion that it is empty names what is not tested. */
  readonly missed: readonly string[];
  /** States that were entered. */
  readonly states: PointCoverage;
  /** Rules and defaults of Choice states. */
  readonly choices: PointCoverage;
  /** Entries of Retry that caused a retry. */
  readonly retries: PointCoverage;
  /** Entries of Catch. */
  readonly catches: PointCoverage;
  /** Map states with at least one item. */
  readonly iterations: PointCoverage;
  /** Timeouts and heartbeats that expired. */
  readonly timeouts: PointCoverage;
  /** The report as a table for a terminal. */
  readonly table: string;
}

/** The coverage of one kind of points. */
export interface PointCoverage {
  readonly taken: readonly string[];
  readonly missed: readonly string[];
}

/** The parts of a report, and their kinds of points. */
const PARTS = {
  states: ["state"],
  choices: ["choice", "default"],
  retries: ["retry"],
  catches: ["catch"],
  iterations: ["iteration"],
  timeouts: ["timeout", "heartbeat"],
} as const satisfies Readonly<Record<string, readonly Mark["kind"][]>>;

/** Compares the points of a definition with the covered ones. */
export function reportCoverage(
  stateMachine: string,
  definition: Definition,
  taken: ReadonlySet<string>,
): StateMachineCoverage {
  const points = pointsOf(definition);
  const isTaken = (point: Point) => taken.has(pointKey(point));
  const part = (kinds: readonly Mark["kind"][]): PointCoverage => {
    const own = points.filter(({ kind }) => kinds.includes(kind));
    return {
      taken: own.filter(isTaken).map(({ text }) => text),
      missed: own.filter((point) => !isTaken(point)).map(({ text }) => text),
    };
  };
  const missed = points.filter((point) => !isTaken(point)).map(({ text }) => text);
  const percent = percentOf(points.length - missed.length, points.length);
  const parts = {
    states: part(PARTS.states),
    choices: part(PARTS.choices),
    retries: part(PARTS.retries),
    catches: part(PARTS.catches),
    iterations: part(PARTS.iterations),
    timeouts: part(PARTS.timeouts),
  };
  return { stateMachine, percent, missed, ...parts, table: tableOf(`${stateMachine}: ${percent} %`, parts) };
}

function percentOf(part: number, whole: number): number {
  return whole === 0 ? 100 : Math.floor((part * 100) / whole);
}

/** A line for each part of the definition, followed by its missed points. */
function tableOf(title: string, parts: Readonly<Record<string, PointCoverage>>): string {
  const lines = Object.entries(parts).flatMap(([name, { taken, missed }]) => {
    const total = taken.length + missed.length;
    if (total === 0) return [];
    const count = `${taken.length}/${total}`.padStart(7);
    const percent = `${percentOf(taken.length, total)} %`.padStart(6);
    return [`  ${name.padEnd(12)}${count}${percent}`, ...missed.map((text) => `    never: ${text}`)];
  });
  return [title, ...lines].join("\n");
}

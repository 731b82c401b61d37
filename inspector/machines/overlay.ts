import type { Edge } from "./definition.js";

/** The overlay of a graph: the taken edges, and notes on states. */
export interface Overlay {
  readonly statusOf: (state: string) => "taken" | "failed" | "running" | "untaken";
  readonly isTaken: (edge: Edge) => boolean;
  readonly noteOf: (state: string) => string | undefined;
}

/** An execution, as returned by `sim.stepFunctions.executions()`. */
export interface Execution {
  readonly executionArn: string;
  readonly name: string;
  readonly status: string;
  readonly startDate: string;
  readonly stopDate?: string;
  readonly input: unknown;
  readonly output?: unknown;
  readonly error?: string;
  readonly cause?: string;
  readonly path: readonly string[];
  readonly history: readonly HistoryEvent[];
}

export interface HistoryEvent {
  readonly id: number;
  readonly previousEventId?: number;
  readonly type: string;
  readonly timestamp: string;
  readonly stateEnteredEventDetails?: { readonly name: string; readonly input?: string };
  readonly stateExitedEventDetails?: { readonly name: string; readonly output?: string };
}

/** Coverage of a state machine, as returned by `sim.stepFunctions.coverage()`. */
export interface Coverage {
  readonly percent: number;
  readonly missed: readonly string[];
  readonly states: { readonly taken: readonly string[] };
  readonly choices: { readonly taken: readonly string[] };
  readonly catches: { readonly taken: readonly string[] };
  readonly retries: { readonly taken: readonly string[] };
}

/** The events of one state during an execution. */
export interface Visit {
  entered: number;
  exited: number;
  /** Attempts of its task or its activity. */
  tries: number;
  milliseconds: number;
}

/** The visits of states during an execution, by their names. */
export function visitsOf({ history }: Execution): Map<string, Visit> {
  const visits = new Map<string, Visit>();
  const began = new Map<string, number>();
  const stateOfEvent = new Map<number, string>();
  for (const event of history) {
    const entered = event.stateEnteredEventDetails?.name;
    const exited = event.stateExitedEventDetails?.name;
    const name = entered ?? exited ?? stateOfEvent.get(event.previousEventId ?? 0);
    if (name === undefined) continue;
    stateOfEvent.set(event.id, name);
    const visit = visits.get(name) ?? { entered: 0, exited: 0, tries: 0, milliseconds: 0 };
    visits.set(name, visit);
    if (entered !== undefined) {
      visit.entered++;
      began.set(name, Date.parse(event.timestamp));
    }
    if (exited !== undefined) {
      visit.exited++;
      visit.milliseconds += Date.parse(event.timestamp) - (began.get(name) ?? Date.parse(event.timestamp));
    }
    if (/^(Task|LambdaFunction|Activity)Scheduled$/.test(event.type)) visit.tries++;
  }
  return visits;
}

/** The path of an execution. */
export function overlayOfExecution(execution: Execution, note: (visit: Visit) => string): Overlay {
  const visits = visitsOf(execution);
  const taken = takenEdges(execution);
  return {
    statusOf(state) {
      if (state === "") return execution.status === "SUCCEEDED" ? "taken" : "untaken";
      const visit = visits.get(state);
      if (!visit) return "untaken";
      if (visit.exited >= visit.entered) return "taken";
      return execution.status === "RUNNING" ? "running" : "failed";
    },
    isTaken: ({ from, to, via }) => taken.has(`${via ?? from}\n${to}`) && visits.has(from),
    noteOf(state) {
      const visit = visits.get(state);
      return visit && note(visit);
    },
  };
}

/** The taken edges: from the state that ended before the other was entered. */
function takenEdges({ history, status }: Execution): Set<string> {
  const taken = new Set<string>();
  const stateBefore = new Map<number, string>();
  let last = "";
  for (const event of history) {
    const before = stateBefore.get(event.previousEventId ?? 0);
    const entered = event.stateEnteredEventDetails?.name;
    if (entered !== undefined && before !== undefined) taken.add(`${before}\n${entered}`);
    const name = entered ?? event.stateExitedEventDetails?.name ?? before;
    if (name !== undefined) stateBefore.set(event.id, name);
    if (event.stateExitedEventDetails) last = event.stateExitedEventDetails.name;
  }
  if (status === "SUCCEEDED") taken.add(`${last}\n`);
  return taken;
}

/** The edges that all executions together have taken. */
export function overlayOfCoverage({ states, choices, catches }: Coverage): Overlay {
  const taken = new Set(states.taken);
  const ways = [...choices.taken, ...catches.taken];
  return {
    statusOf: (state) => (state === "" || taken.has(state) ? "taken" : "untaken"),
    isTaken: ({ from, to, kind }) =>
      kind === "next" || kind === "branch"
        ? taken.has(from) && (to === "" || taken.has(to))
        : ways.some((way) => way.startsWith(`${from} → ${to} (`)),
    noteOf: () => undefined,
  };
}

import type { Context } from "../../../runtime/context.js";
import { abandonRun, beginRun, defineRun } from "../../../runtime/runs.js";
import { keyBelow } from "../../../runtime/store/store.js";
import type { Effect, FrameEvent } from "../interpreter/effects.js";
import { begin, beginMocked } from "../interpreter/start.js";
import { makeMoves, step } from "../interpreter/step.js";
import type { Turn } from "../interpreter/turn.js";
import { abortMapRun, beginMapRun } from "../map-runs/begin.js";
import { concludeMock } from "../mocks/run.js";
import { frameKey } from "../state/frames.js";
import { abandonActivityTask } from "./activity-tasks.js";
import { type CallOutcome, type CallRun, machineMock, performCall, prepareCall } from "./calls.js";
import { concludeExecution } from "./conclude.js";
import { evaluateFrame } from "./evaluate-frame.js";
import { stopJob, watchJob } from "./jobs.js";
import { eventsOf, type FrameReference, type Outcome } from "./outcomes.js";
import { recordTurn } from "./record.js";
import { commitTurn, type OpenTurn, openTurn } from "./turns.js";

/** Evaluates JSONata asynchronously. Nothing is written before its end, so it runs again after a restore. */
export const EVALUATIONS = defineRun<FrameReference, Outcome>({
  name: "step-functions.evaluation",
  onRestart: "restart",
  begin: ({ state }, ctx) => ctx.work.track(evaluateFrame(ctx, state)),
  finish: ({ state }, outcome, ctx) => continueExecution(ctx, state.execution, eventsOf(state, outcome)),
});

/** Calls the resource or mock of a task. After a restore it is called again. */
export const CALLS = defineRun<CallRun, CallOutcome>({
  name: "step-functions.call",
  onRestart: "restart",
  begin: ({ state }, ctx) => performCall(ctx, state),
  finish: ({ state }, outcome, ctx) => continueExecution(ctx, state.execution, conclude(ctx, state, outcome)),
});

/** Starts a created execution: its first state, or the mock of the machine. */
export function beginExecution(ctx: Context, id: string): void {
  turnAround(ctx, id, (turn) => {
    if (turn.frame(0) || !turn.running) return;
    if (machineMock(ctx, turn.execution)) beginMocked(turn);
    else begin(turn);
    makeMoves(turn);
  });
}

/** Continues an execution after events. */
export function continueExecution(ctx: Context, id: string, events: readonly FrameEvent[]): void {
  if (events.length > 0) turnAround(ctx, id, (turn) => step(turn, events));
}

/** Changes an execution, stores the change, and continues while all calls return synchronously. */
export function turnAround(ctx: Context, id: string, change: (turn: Turn) => void): void {
  for (let next: typeof change | undefined = change; next; ) {
    const open = openTurn(ctx, id);
    if (!open) return;
    next(open.turn);
    commitTurn(ctx, open.turn);
    recordTurn(ctx, open);
    // A call may read the execution, and even change it.
    const events = open.turn.effects.flatMap((effect) => perform(ctx, open, effect));
    next = events.length === 0 ? undefined : (turn) => step(turn, events);
  }
}

/** Performs an effect of a turn. @returns its synchronous events. */
function perform(ctx: Context, open: OpenTurn, effect: Effect): readonly FrameEvent[] {
  const { id } = open.turn.execution;
  switch (effect.kind) {
    case "evaluate": {
      const reference = { execution: id, frame: effect.frame, serial: effect.serial };
      const started = beginRun(ctx, EVALUATIONS, runKey(reference), reference);
      return "outcome" in started ? eventsOf(reference, started.outcome) : [];
    }
    case "call": {
      const run = prepareCall(ctx, open, { execution: id, frame: effect.frame, serial: effect.serial });
      const started = beginRun(ctx, CALLS, runKey(run), run);
      return "outcome" in started ? conclude(ctx, run, started.outcome) : [];
    }
    case "watch":
      watchJob(ctx, effect.job, { execution: id, frame: effect.frame, serial: effect.serial });
      return [];
    case "map-run":
      beginMapRun(ctx, { execution: id, frame: effect.frame, serial: effect.serial });
      return [];
    case "abandon":
      abandon(ctx, open, effect);
      return [];
    case "ended":
      concludeExecution(ctx, id);
      return [];
  }
}

function conclude(ctx: Context, run: CallRun, { news, mock }: CallOutcome): readonly FrameEvent[] {
  if (run.mock && mock) concludeMock(ctx, run.mock, mock);
  return eventsOf(run, news);
}

/** Stops the work of a frame. */
function abandon(ctx: Context, open: OpenTurn, effect: Extract<Effect, { kind: "abandon" }>): void {
  const { frame, serial, activity } = effect;
  const reference = { execution: open.turn.execution.id, frame, serial };
  switch (activity.kind) {
    case "evaluating":
      abandonRun(ctx, EVALUATIONS.name, runKey(reference));
      return;
    case "machine":
    case "task": {
      const run = abandonRun(ctx, CALLS.name, runKey(reference));
      // Runs of this kind have this state.
      const mock = (run?.state as CallRun | undefined)?.mock;
      if (mock) concludeMock(ctx, mock, ABANDONED);
      if (activity.kind === "machine") return;
      if (activity.job !== undefined) stopJob(ctx, open, activity.job);
      if (activity.token !== undefined) abandonActivityTask(ctx, activity.token);
      return;
    }
    case "map-run":
      abortMapRun(ctx, reference, activity);
  }
}

const ABANDONED = { error: "States.Timeout", cause: "The execution went on or ended without this call." };

function runKey({ execution, frame, serial }: FrameReference): string {
  return keyBelow(frameKey(execution, frame), serial);
}

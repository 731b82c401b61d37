import type { Context } from "../../../runtime/context.js";
import { defineRun, runTimers, startRun } from "../../../runtime/runs.js";
import type { TimerHandler } from "../../../runtime/service.js";
import { key } from "../../../runtime/store/store.js";
import { continueExecution } from "../running/continue.js";
import { machineName } from "../running/machines.js";
import { mapRunArnOf } from "../running/map-run-arns.js";
import { eventsOf, type FrameReference, type Outcome } from "../running/outcomes.js";
import { type OpenTurn, openTurn } from "../running/turns.js";
import { readWakeKey } from "../running/wake.js";
import {
  childKey,
  EXECUTION_MAP_RUNS,
  MAP_RUN_CHILDREN,
  MAP_RUNS,
  type MapRunCounts,
  type MapRunRow,
  mapRunId,
  PENDING_CHILDREN,
} from "../state/map-runs.js";
import { MAP_RUN_BEGINS, MAP_RUN_INPUTS, MAP_RUN_STEP, runKeyOf, takeFurther } from "./begin.js";
import { redriveChildren, startChildren, stopChildren } from "./children.js";
import { TOO_MANY_FAILURES } from "./failures.js";
import { type PreparedInputs, prepareInputs } from "./inputs.js";
import { type MapRunResult, resultOf } from "./results.js";

/** Reads the items of a map run. After a restore they are read again. */
const INPUTS = defineRun<FrameReference, PreparedInputs>({
  name: MAP_RUN_INPUTS,
  onRestart: "restart",
  begin: ({ state }, ctx) => ctx.work.track(prepareInputs(ctx, state)),
  finish: ({ state }, prepared, ctx) => create(ctx, state, prepared),
});

/** Collects the results of a map run, and writes them if it has a writer. After a restore they are written again. */
const RESULTS = defineRun<{ readonly mapRun: string }, MapRunResult>({
  name: "step-functions.map-run-results",
  onRestart: "restart",
  begin: ({ state }, ctx) => ctx.work.track(resultOf(ctx, state.mapRun)),
  finish: ({ state }, result, ctx) => end(ctx, state.mapRun, result),
});

/** Run when timers of map runs are due. */
export const mapRunTimers: Readonly<Record<string, TimerHandler>> = {
  [MAP_RUN_BEGINS]: (timer, ctx) => begin(ctx, readWakeKey(timer)),
  [MAP_RUN_STEP]: (id, ctx) => step(ctx, id),
  ...runTimers(INPUTS, RESULTS),
};

function begin(ctx: Context, reference: FrameReference): void {
  const frame = openTurn(ctx, reference.execution)?.turn.frame(reference.frame);
  if (frame?.serial !== reference.serial || frame.activity.kind !== "map-run") return;
  const { mapRun } = frame.activity;
  if (mapRun !== undefined) return redrive(ctx, mapRun, reference);
  void startRun(ctx, INPUTS, runKeyOf(reference), reference);
}

function redrive(ctx: Context, id: string, reference: FrameReference): void {
  redriveChildren(ctx, id, reference);
  const redriveCount = ctx.table(MAP_RUNS).get(id)?.redriveCount ?? 0;
  tell(ctx, reference, [{ kind: "map-run-redriven", mapRunArn: mapRunArnOf(ctx, id), redriveCount }]);
}

/** Creates the children after the items are read. */
function create(ctx: Context, reference: FrameReference, prepared: PreparedInputs): void {
  const open = openTurn(ctx, reference.execution);
  const frame = open?.turn.frame(reference.frame);
  if (!open || frame?.serial !== reference.serial || frame.activity.kind !== "map-run") return;
  if ("failure" in prepared) {
    const { error, cause } = prepared.failure;
    return tell(ctx, reference, [{ kind: "failed", error, cause }]);
  }
  const id = mapRunId(`${machineName(open.turn.execution)}/${labelOf(open, frame.state)}`, ctx.ids.uuid());
  const { plan } = frame.activity;
  const items = prepared.inputs.reduce((sum, input) => sum + input.items, 0);
  const row: MapRunRow = {
    ...reference,
    id,
    state: frame.state,
    status: "RUNNING",
    startDate: ctx.now(),
    stopDate: undefined,
    maxConcurrency: plan.concurrency,
    toleratedFailureCount: plan.toleratedFailureCount,
    toleratedFailurePercentage: plan.toleratedFailurePercentage,
    executions: pending(prepared.inputs.length),
    items: pending(items),
    writer: undefined,
    stepping: false,
    redriveCount: 0,
    redriveDate: undefined,
  };
  ctx.table(MAP_RUNS).put(id, row);
  ctx.table(EXECUTION_MAP_RUNS).put(`${reference.execution} ${key(row.startDate, id)}`, id);
  for (const [index, input] of prepared.inputs.entries()) {
    ctx
      .table(MAP_RUN_CHILDREN)
      .put(childKey(id, index), { ...input, execution: undefined, status: "PENDING" });
    ctx.table(PENDING_CHILDREN).put(childKey(id, index), index);
  }
  tell(ctx, reference, [{ kind: "map-run-started", mapRun: id, mapRunArn: mapRunArnOf(ctx, id) }]);
  takeFurther(ctx, id);
}

/** The label of a Map state, or one derived from its name, so that redrives and listings find it again. */
function labelOf({ turn }: OpenTurn, name: string): string {
  const state = turn.machine.states.get(name);
  return (state?.type === "Map" && state.distributed?.label) || name.replace(/[^\w-]/g, "");
}

function pending(total: number): MapRunCounts {
  return {
    total,
    pending: total,
    running: 0,
    succeeded: 0,
    failed: 0,
    timedOut: 0,
    aborted: 0,
    resultsWritten: 0,
  };
}

function step(ctx: Context, id: string): void {
  const row = ctx.table(MAP_RUNS).get(id);
  if (!row) return;
  const run = { ...row, stepping: false };
  ctx.table(MAP_RUNS).put(id, run);
  if (run.status !== "RUNNING") return stopChildren(ctx, run);
  if (hasFailed(run)) {
    ctx.table(MAP_RUNS).put(id, { ...run, status: "FAILED", stopDate: ctx.now() });
    stopChildren(ctx, run);
    return tell(ctx, run, [{ kind: "failed", ...TOO_MANY_FAILURES }]);
  }
  const { pending: waiting, running } = run.executions;
  if (waiting > 0) startChildren(ctx, run);
  else if (running === 0) void startRun(ctx, RESULTS, id, { mapRun: id });
}

/** Whether the failures exceed the tolerance. */
function hasFailed({
  items,
  toleratedFailureCount: count,
  toleratedFailurePercentage: percentage,
}: MapRunRow): boolean {
  const failures = items.failed + items.timedOut + items.aborted;
  if (failures === 0) return false;
  if (count === undefined && percentage === undefined) return true;
  const share = (failures / items.total) * 100;
  return (count !== undefined && failures > count) || (percentage !== undefined && share > percentage);
}

/** Ends a map run after its children have ended and its results are written. */
function end(ctx: Context, id: string, result: MapRunResult): void {
  const run = ctx.table(MAP_RUNS).get(id);
  if (run?.status !== "RUNNING") return;
  const failed = "failure" in result;
  const written = failed ? 0 : result.written;
  ctx.table(MAP_RUNS).put(id, {
    ...run,
    status: failed ? "FAILED" : "SUCCEEDED",
    stopDate: ctx.now(),
    executions: { ...run.executions, resultsWritten: written },
    items: { ...run.items, resultsWritten: written === 0 ? 0 : run.items.succeeded },
  });
  if (failed) {
    const { error, cause } = result.failure;
    return tell(ctx, run, [{ kind: "failed", error, cause }]);
  }
  tell(ctx, run, [{ kind: "succeeded", output: result.output }]);
}

function tell(ctx: Context, reference: FrameReference, outcome: Outcome): void {
  continueExecution(ctx, reference.execution, eventsOf(reference, outcome));
}

import type { Context } from "../../../runtime/context.js";
import { abandonRun } from "../../../runtime/runs.js";
import { keyBelow } from "../../../runtime/store/store.js";
import type { FrameReference } from "../running/outcomes.js";
import { wakeKey } from "../running/wake.js";
import type { ExecutionRow } from "../state/executions.js";
import { frameKey, type MapRunActivity } from "../state/frames.js";
import {
  childKey,
  MAP_RUN_CHILDREN,
  MAP_RUNS,
  type MapRunCounts,
  type MapRunRow,
} from "../state/map-runs.js";

/** The timer that starts or redrives a map run. */
export const MAP_RUN_BEGINS = "step-functions.map-run-begins";
/** The timer that advances a map run. */
export const MAP_RUN_STEP = "step-functions.map-run-step";
/** The run that reads the items. */
export const MAP_RUN_INPUTS = "step-functions.map-run-inputs";

/** Starts or redrives a distributed Map state. */
export function beginMapRun(ctx: Context, { execution, frame, serial }: FrameReference): void {
  ctx.after(0, MAP_RUN_BEGINS, wakeKey(execution, frame, serial));
}

/** Aborts a distributed Map state. */
export function abortMapRun(ctx: Context, reference: FrameReference, { mapRun }: MapRunActivity): void {
  abandonRun(ctx, MAP_RUN_INPUTS, runKeyOf(reference));
  const row = mapRun === undefined ? undefined : ctx.table(MAP_RUNS).get(mapRun);
  if (row?.status !== "RUNNING") return;
  ctx.table(MAP_RUNS).put(row.id, { ...row, status: "ABORTED", stopDate: ctx.now() });
  takeFurther(ctx, row.id);
}

export function runKeyOf({ execution, frame, serial }: FrameReference): string {
  return keyBelow(frameKey(execution, frame), serial);
}

/** Schedules the next step of a map run, once for all events of the current time. */
export function takeFurther(ctx: Context, id: string): void {
  const row = ctx.table(MAP_RUNS).get(id);
  if (!row || row.stepping) return;
  ctx.table(MAP_RUNS).put(id, { ...row, stepping: true });
  ctx.after(0, MAP_RUN_STEP, id);
}

/** Handles the end of a child of a map run. */
export function childEnded(ctx: Context, execution: ExecutionRow): void {
  const { mapRun = "", childIndex = 0, status } = execution;
  const run = ctx.table(MAP_RUNS).get(mapRun);
  const key = childKey(mapRun, childIndex);
  const child = ctx.table(MAP_RUN_CHILDREN).get(key);
  if (!run || !child) return;
  ctx.table(MAP_RUN_CHILDREN).put(key, { ...child, status });
  ctx.table(MAP_RUNS).put(mapRun, moved(run, child.items, "running", COUNTED[status]));
  takeFurther(ctx, mapRun);
}

type Place = Exclude<keyof MapRunCounts, "total" | "resultsWritten">;

const COUNTED: Readonly<Record<ExecutionRow["status"], Place>> = {
  RUNNING: "running",
  SUCCEEDED: "succeeded",
  FAILED: "failed",
  TIMED_OUT: "timedOut",
  ABORTED: "aborted",
  PENDING_REDRIVE: "pending",
};

/** Moves a child with a number of items between the counts of a map run. */
export function moved(run: MapRunRow, items: number, from: Place, to: Place): MapRunRow {
  return {
    ...run,
    executions: shift(run.executions, from, to, 1),
    items: shift(run.items, from, to, items),
  };
}

function shift(counts: MapRunCounts, from: Place, to: Place, by: number): MapRunCounts {
  const shifted = { ...counts };
  shifted[from] -= by;
  shifted[to] += by;
  return shifted;
}

/** The count of an ended child. */
export function placeOf(status: ExecutionRow["status"]): Place {
  return COUNTED[status];
}

import type { Context } from "../../../runtime/context.js";
import { withPrefix } from "../../../runtime/store/store.js";
import { abortExecution } from "../interpreter/finish.js";
import { noteStarted } from "../interpreter/start.js";
import { turnAround } from "../running/continue.js";
import type { FrameReference } from "../running/outcomes.js";
import { redriveExecution } from "../running/redrive.js";
import { BEGIN, createExecution } from "../running/start.js";
import { openTurn } from "../running/turns.js";
import { EXECUTIONS } from "../state/executions.js";
import {
  childKey,
  MAP_RUN_CHILDREN,
  MAP_RUNS,
  type MapRunChildRow,
  type MapRunRow,
  PENDING_CHILDREN,
} from "../state/map-runs.js";
import { moved, placeOf, takeFurther } from "./begin.js";

/** Maximum concurrency of a map run. */
const MOST_CHILDREN = 10_000;

/** Starts children up to the concurrency. */
export function startChildren(ctx: Context, given: MapRunRow): void {
  const parent = openTurn(ctx, given.execution);
  if (!parent) return;
  const { turn } = parent;
  const state = turn.machine.states.get(given.state);
  const isExpress = state?.type === "Map" && state.distributed?.executionType === "EXPRESS";
  const limit = given.maxConcurrency === 0 ? MOST_CHILDREN : Math.min(given.maxConcurrency, MOST_CHILDREN);
  let run = given;
  const due = [...pendingChildren(ctx, run.id, limit - run.executions.running)];
  for (const index of due) {
    const child = ctx.table(MAP_RUN_CHILDREN).get(childKey(run.id, index));
    if (!child) continue;
    const [stateMachine = "", label = ""] = stateMachineOf(run.id);
    const row = createExecution(ctx, {
      stateMachine,
      revisionId: turn.execution.revisionId,
      version: turn.execution.version,
      alias: turn.execution.alias,
      testCase: turn.execution.testCase,
      name: ctx.ids.uuid(),
      input: child.input,
      express: isExpress ? ctx.ids.uuid() : undefined,
      child: { label, mapRun: run.id, mapState: run.state, index, items: child.items },
    });
    putChild(ctx, run.id, index, { ...child, execution: row.id, status: "RUNNING" });
    ctx.table(PENDING_CHILDREN).delete(childKey(run.id, index));
    run = moved(run, child.items, "pending", "running");
    ctx.after(0, BEGIN, row.id);
  }
  ctx.table(MAP_RUNS).put(run.id, run);
}

/** Stops the children of an ended map run. */
export function stopChildren(ctx: Context, { id }: MapRunRow): void {
  const children = [...withPrefix(ctx.table(MAP_RUN_CHILDREN), `${id} `)];
  for (const { execution, status } of children) {
    if (execution === undefined || status !== "RUNNING") continue;
    turnAround(ctx, execution, (turn) => {
      noteStarted(turn);
      if (turn.running) abortExecution(turn, {});
    });
  }
}

/** Redrives or restarts the unsuccessful children of a map run. */
export function redriveChildren(ctx: Context, id: string, reference: FrameReference): void {
  const row = ctx.table(MAP_RUNS).get(id);
  if (!row) return;
  let run: MapRunRow = {
    ...row,
    ...reference,
    status: "RUNNING",
    stopDate: undefined,
    redriveCount: row.redriveCount + 1,
    redriveDate: ctx.now(),
  };
  for (const [key, child] of [...ctx.table(MAP_RUN_CHILDREN).range({ from: `${id} ` })]) {
    if (!key.startsWith(`${id} `)) break;
    const execution = child.execution === undefined ? undefined : ctx.table(EXECUTIONS).get(child.execution);
    if (
      !execution ||
      child.status === "PENDING" ||
      child.status === "SUCCEEDED" ||
      child.status === "RUNNING"
    )
      continue;
    run = moved(run, child.items, placeOf(child.status), "running");
    ctx.table(MAP_RUNS).put(id, run);
    ctx.table(MAP_RUN_CHILDREN).put(key, { ...child, status: "RUNNING" });
    redriveExecution(ctx, execution, undefined);
    run = ctx.table(MAP_RUNS).get(id) ?? run;
  }
  ctx.table(MAP_RUNS).put(id, run);
  takeFurther(ctx, id);
}

function* pendingChildren(ctx: Context, id: string, most: number): Generator<number> {
  let left = most;
  for (const index of withPrefix(ctx.table(PENDING_CHILDREN), `${id} `)) {
    if (left-- <= 0) return;
    yield index;
  }
}

function putChild(ctx: Context, id: string, index: number, child: MapRunChildRow): void {
  ctx.table(MAP_RUN_CHILDREN).put(childKey(id, index), child);
}

function stateMachineOf(id: string): string[] {
  const [machine = ""] = id.split(" ");
  return machine.split("/");
}

import type { Context } from "../../../runtime/context.js";
import { defineTable, key, keyEnd } from "../../../runtime/store/store.js";
import { executionIsForgotten } from "../machines/revisions.js";
import { forgetExecution as forgetMockCalls } from "../mocks/calls.js";
import {
  EXECUTION_NAMES,
  EXECUTIONS,
  type ExecutionRow,
  executionArn,
  nameKey,
} from "../state/executions.js";
import { FRAMES, MAP_ITEMS } from "../state/frames.js";
import { HISTORY } from "../state/history.js";
import { machineName } from "./machines.js";

/** AWS describes executions for 90 days after their end. */
const KEPT = 90 * 24 * 60 * 60 * 1000;

/** The timer that removes executions. */
export const EXECUTIONS_FORGOTTEN = "step-functions.executions-forgotten";

/** The ids of ended executions, in the order of their end. */
export const ENDED_EXECUTIONS = defineTable<string>({
  name: "step-functions.ended-executions",
  key: ["stopDate", "stateMachine", "number"],
});

/**
 * Records the end of an execution. Of Express executions, which AWS does not describe, the latest are kept.
 */
export function noteEnded(ctx: Context, { id, stopDate = ctx.now(), express }: ExecutionRow): void {
  const ended = ctx.table(ENDED_EXECUTIONS);
  // One timer for all of them, because single timers could outnumber the executions.
  if (ended.size === 0) ctx.after(KEPT, EXECUTIONS_FORGOTTEN, "", { background: true });
  ended.put(endedKey(stopDate, id), id);
  if (express !== undefined && ended.size > ctx.settings.historyLimit) forgetOldestExpress(ctx);
}

/** Records that an execution runs again. */
export function noteRedriven(ctx: Context, { id, stopDate = 0 }: ExecutionRow): void {
  ctx.table(ENDED_EXECUTIONS).delete(endedKey(stopDate, id));
}

/** Removes the executions that ended 90 days ago. */
export function forgetExecutions(ctx: Context): void {
  for (;;) {
    const [first] = ctx.table(ENDED_EXECUTIONS).range();
    if (!first) return;
    const row = ctx.table(EXECUTIONS).get(first[1]);
    const wait = (row?.stopDate ?? 0) + KEPT - ctx.now();
    if (wait > 0) return ctx.after(wait, EXECUTIONS_FORGOTTEN, "", { background: true });
    ctx.table(ENDED_EXECUTIONS).delete(first[0]);
    if (row) forget(ctx, row);
  }
}

function forgetOldestExpress(ctx: Context): void {
  const [first] = ctx.table(ENDED_EXECUTIONS).range();
  const row = first && ctx.table(EXECUTIONS).get(first[1]);
  if (!first || row?.express === undefined) return;
  ctx.table(ENDED_EXECUTIONS).delete(first[0]);
  forget(ctx, row);
}

function forget(ctx: Context, row: ExecutionRow): void {
  const { id, stateMachine, name, express } = row;
  for (const definition of [FRAMES, MAP_ITEMS, HISTORY]) {
    const table = ctx.table<unknown>(definition);
    const keys: string[] = [];
    for (const [known] of table.range({ from: id })) {
      if (known >= keyEnd(id)) break;
      keys.push(known);
    }
    for (const known of keys) table.delete(known);
  }
  ctx.table(EXECUTIONS).delete(id);
  ctx.table(EXECUTION_NAMES).delete(nameKey(stateMachine, name, express));
  executionIsForgotten(ctx, { stateMachine: machineName(row), revisionId: row.revisionId });
  forgetMockCalls(ctx, executionArn(ctx, row));
}

function endedKey(stopDate: number, id: string): string {
  return `${key(stopDate)} ${id}`;
}

import type { Context } from "../../runtime/context.js";
import { EXPORT_TASKS, type ExportTaskRow } from "./state/exports.js";

const RUNNING = "logs.export-running";
const COMPLETED = "logs.export-completed";

export function beginExport(ctx: Context, taskId: string): void {
  ctx.later("exportRunning", RUNNING, taskId);
}

export const EXPORT_TIMERS = {
  [RUNNING]: (taskId: string, ctx: Context) => {
    const row = ctx.table(EXPORT_TASKS).get(taskId);
    if (row?.status.code !== "PENDING") return;
    put(ctx, { ...row, status: { code: "RUNNING", message: "Started successfully" } });
    ctx.later("exportCompleted", COMPLETED, taskId);
  },
  [COMPLETED]: (taskId: string, ctx: Context) => {
    const row = ctx.table(EXPORT_TASKS).get(taskId);
    if (row?.status.code !== "RUNNING") return;
    const executionInfo = { ...row.executionInfo, completionTime: ctx.now() };
    put(ctx, { ...row, status: { code: "COMPLETED", message: "Completed successfully" }, executionInfo });
  },
};

/** Counts a describe call of a task. */
export function exportDescribed(ctx: Context, { taskId, status }: ExportTaskRow): void {
  if (status.code === "PENDING") ctx.described(RUNNING, taskId);
  if (status.code === "RUNNING") ctx.described(COMPLETED, taskId);
}

function put(ctx: Context, row: ExportTaskRow): void {
  ctx.table(EXPORT_TASKS).put(row.taskId, row);
}

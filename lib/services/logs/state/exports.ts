import { defineTable } from "../../../runtime/store/store.js";
import type { ExportTask, ExportTaskStatusCode } from "../generated/types.js";

export type ExportTaskRow = ExportTask & {
  readonly taskId: string;
  readonly status: { readonly code: ExportTaskStatusCode; readonly message?: string };
  readonly order: number;
};

/** Export tasks, by id. */
export const EXPORT_TASKS = defineTable<ExportTaskRow>({ name: "logs.export-tasks", key: "taskId" });

/** Ids of export tasks in creation order. */
export const EXPORT_ORDER = defineTable<string, number>({ name: "logs.export-orders", key: "order" });

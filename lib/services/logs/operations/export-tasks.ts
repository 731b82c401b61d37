import type { Context } from "../../../runtime/context.js";
import { nextNumber, trimHistory } from "../../../runtime/store/records.js";
import {
  exportBucketMissing,
  exportTaskEnded,
  exportTaskNotFound,
  invalidParameter,
  limitExceeded,
} from "../errors.js";
import { beginExport, exportDescribed } from "../exports.js";
import type {
  CancelExportTaskRequest,
  CreateExportTaskRequest,
  CreateExportTaskResponse,
  DescribeExportTasksRequest,
  DescribeExportTasksResponse,
  ExportTask,
} from "../generated/types.js";
import { existingGroup } from "../groups.js";
import { pager } from "../paging.js";
import { EXPORT_ORDER, EXPORT_TASKS, type ExportTaskRow } from "../state/exports.js";

const DEFAULT_PREFIX = "exportedlogs";

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateExportTask.html */
export function createExportTask(input: CreateExportTaskRequest, ctx: Context): CreateExportTaskResponse {
  const { taskName, logGroupName, from, to, destination, destinationPrefix = DEFAULT_PREFIX } = input;
  existingGroup(ctx, logGroupName);
  if (from > to) throw invalidParameter("The start time of the export task must not be after its end time.");
  if (ctx.ports.buckets?.has(ctx, destination) === false) throw exportBucketMissing();
  if ([...ctx.table(EXPORT_TASKS).values()].some(isActive)) {
    throw limitExceeded();
  }
  const taskId = ctx.ids.uuid();
  const order = nextNumber(ctx.table(EXPORT_ORDER));
  ctx.table(EXPORT_ORDER).put(order, taskId);
  ctx.table(EXPORT_TASKS).put(taskId, {
    taskId,
    ...(taskName !== undefined && { taskName }),
    logGroupName,
    from,
    to,
    destination,
    destinationPrefix,
    status: { code: "PENDING" },
    executionInfo: { creationTime: ctx.now() },
    order,
  });
  trimHistory(
    ctx,
    EXPORT_TASKS,
    (row) => {
      ctx.table(EXPORT_TASKS).delete(row.taskId);
      ctx.table(EXPORT_ORDER).delete(row.order);
    },
    (row) => !isActive(row),
  );
  beginExport(ctx, taskId);
  return { taskId };
}

/** The latest task comes first. */
export function describeExportTasks(
  input: DescribeExportTasksRequest,
  ctx: Context,
): DescribeExportTasksResponse {
  const { taskId, statusCode } = input;
  const { items, next } = pager.page(input, {
    name: ["DescribeExportTasks", taskId, statusCode],
    after: function* (position) {
      const range = position === undefined ? {} : { after: Number(position) };
      for (const id of ctx.table(EXPORT_ORDER).values({ ...range, reverse: true })) {
        const row = ctx.table(EXPORT_TASKS).get(id);
        if (row && (taskId ?? id) === id && (statusCode ?? row.status.code) === row.status.code) yield row;
      }
    },
    position: ({ order }) => String(order),
  });
  for (const row of items) exportDescribed(ctx, row);
  return { exportTasks: items.map(describeExportTask), nextToken: next };
}

export function cancelExportTask({ taskId }: CancelExportTaskRequest, ctx: Context): object {
  const row = ctx.table(EXPORT_TASKS).get(taskId);
  if (!row) throw exportTaskNotFound();
  if (!isActive(row)) throw exportTaskEnded();
  ctx
    .table(EXPORT_TASKS)
    .put(taskId, { ...row, status: { code: "CANCELLED", message: "Cancelled by user" } });
  return {};
}

function isActive({ status: { code } }: ExportTaskRow): boolean {
  return code === "PENDING" || code === "RUNNING";
}

function describeExportTask({ order: _, ...task }: ExportTaskRow): ExportTask {
  return task;
}

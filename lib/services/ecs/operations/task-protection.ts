import type { Context } from "../../../runtime/context.js";
import { invalidParameter } from "../errors.js";
import type {
  Failure,
  GetTaskProtectionRequest,
  GetTaskProtectionResponse,
  ProtectedTask,
  UpdateTaskProtectionRequest,
  UpdateTaskProtectionResponse,
} from "../generated/types.js";
import { findCluster } from "../references.js";
import { protect, protectionOf } from "../services/protection.js";
import { serviceKey } from "../state/services.js";
import { SERVICE_TASKS, serviceTaskKey, TASKS, type TaskRow } from "../state/tasks.js";
import { parseTask } from "../task-references.js";
import { SERVICE_CHECK } from "../tasks/waits.js";

const MINUTE = 60_000;
const DEFAULT_MINUTES = 120;
const MOST_MINUTES = 2880;
const MOST_TASKS = 10;

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateTaskProtection.html */
export function updateTaskProtection(
  input: UpdateTaskProtectionRequest,
  ctx: Context,
): UpdateTaskProtectionResponse {
  const { protectionEnabled, expiresInMinutes = DEFAULT_MINUTES } = input;
  if (expiresInMinutes < 1 || expiresInMinutes > MOST_MINUTES) {
    throw invalidParameter(`expiresInMinutes must be between 1 and ${MOST_MINUTES}.`);
  }
  const { rows, failures } = protectable(ctx, input.cluster, input.tasks);
  for (const row of rows) {
    protect(ctx, row.key, protectionEnabled ? new Date(ctx.now() + expiresInMinutes * MINUTE) : undefined);
    // Changes that the protection delayed happen when it ends.
    const service = serviceKey(row.clusterName, row.serviceName ?? "");
    ctx.after(protectionEnabled ? expiresInMinutes * MINUTE : 0, SERVICE_CHECK, service, {
      background: protectionEnabled,
    });
  }
  return { protectedTasks: rows.map((row) => describeProtectedTask(ctx, row)), failures };
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_GetTaskProtection.html */
export function getTaskProtection(input: GetTaskProtectionRequest, ctx: Context): GetTaskProtectionResponse {
  const { clusterName } = findCluster(ctx, input.cluster);
  if (input.tasks?.length) {
    const { rows, failures } = protectable(ctx, input.cluster, input.tasks);
    return { protectedTasks: rows.map((row) => describeProtectedTask(ctx, row)), failures };
  }
  const all = [...ctx.table(TASKS).values()].filter((row) => row.clusterName === clusterName);
  const isProtected = (row: TaskRow) => protectionOf(ctx, row.key) !== undefined;
  return {
    protectedTasks: all.filter(isProtected).map((row) => describeProtectedTask(ctx, row)),
    failures: [],
  };
}

/** The tasks of a request that can be protected: those of services, until they have stopped. */
function protectable(ctx: Context, cluster: string, references: readonly string[]) {
  findCluster(ctx, cluster);
  if (references.length === 0) throw invalidParameter("Tasks cannot be empty.");
  if (references.length > MOST_TASKS) throw invalidParameter(`Tasks can have at most ${MOST_TASKS} items.`);
  const rows: TaskRow[] = [];
  const failures: Failure[] = [];
  for (const reference of references) {
    const { key, arn } = parseTask(ctx, reference, cluster);
    const row = ctx.table(TASKS).get(key);
    if (!row) failures.push({ arn, reason: "MISSING" });
    else if (!isOfService(ctx, row)) failures.push({ arn, reason: "TASK_NOT_VALID" });
    else rows.push(row);
  }
  return { rows, failures };
}

function isOfService(ctx: Context, { serviceName, clusterName, order, task }: TaskRow): boolean {
  if (serviceName === undefined || task.lastStatus === "STOPPED") return false;
  return ctx.table(SERVICE_TASKS).has(serviceTaskKey(clusterName, serviceName, order));
}

function describeProtectedTask(ctx: Context, { key, task }: TaskRow): ProtectedTask {
  const expirationDate = protectionOf(ctx, key);
  return { taskArn: task.taskArn, protectionEnabled: expirationDate !== undefined, expirationDate };
}

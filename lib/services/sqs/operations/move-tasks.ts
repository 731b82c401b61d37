import type { Context } from "../../../runtime/context.js";
import { invalidValue } from "../errors/queues.js";
import type {
  CancelMessageMoveTaskRequest,
  CancelMessageMoveTaskResult,
  ListMessageMoveTasksRequest,
  ListMessageMoveTasksResult,
  ListMessageMoveTasksResultEntry,
  StartMessageMoveTaskRequest,
  StartMessageMoveTaskResult,
} from "../generated/types.js";
import { beginTask, cancelTask, existing, handleOf, sourceOf, tasksOf } from "../queues/move-tasks.js";
import type { MoveTaskRow } from "../state/move-tasks.js";

const MOST_RESULTS = 10;
const FASTEST = 500;

export function startMessageMoveTask(
  input: StartMessageMoveTaskRequest,
  ctx: Context,
): StartMessageMoveTaskResult {
  const { SourceArn, DestinationArn, MaxNumberOfMessagesPerSecond: rate } = input;
  const source = sourceOf(ctx, SourceArn);
  if (DestinationArn !== undefined) existing(ctx, DestinationArn, "DestinationArn");
  if (rate !== undefined && (rate < 1 || rate > FASTEST))
    throw invalidValue(
      rate,
      "MaxNumberOfMessagesPerSecond",
      `Must be between 1 and ${FASTEST}, if provided.`,
    );
  const task = beginTask(ctx, source, {
    ...(DestinationArn !== undefined && { destinationArn: DestinationArn }),
    ...(rate !== undefined && { messagesPerSecond: rate }),
  });
  return { TaskHandle: handleOf(task) };
}

export function cancelMessageMoveTask(
  input: CancelMessageMoveTaskRequest,
  ctx: Context,
): CancelMessageMoveTaskResult {
  return { ApproximateNumberOfMessagesMoved: cancelTask(ctx, input.TaskHandle).moved };
}

export function listMessageMoveTasks(
  input: ListMessageMoveTasksRequest,
  ctx: Context,
): ListMessageMoveTasksResult {
  const { SourceArn, MaxResults: limit = 1 } = input;
  existing(ctx, SourceArn, "SourceArn");
  if (limit < 1 || limit > MOST_RESULTS)
    throw invalidValue(limit, "MaxResults", `Must be between 1 and ${MOST_RESULTS}, if provided.`);
  return { Results: tasksOf(ctx, SourceArn).slice(0, limit).map(describe) };
}

function describe(task: MoveTaskRow): ListMessageMoveTasksResultEntry {
  return {
    ...(task.status === "RUNNING" && { TaskHandle: handleOf(task) }),
    Status: task.status,
    SourceArn: task.sourceArn,
    DestinationArn: task.destinationArn,
    MaxNumberOfMessagesPerSecond: task.messagesPerSecond,
    ApproximateNumberOfMessagesMoved: task.moved,
    ApproximateNumberOfMessagesToMove: task.toMove,
    FailureReason: task.failure,
    StartedTimestamp: task.started,
  };
}

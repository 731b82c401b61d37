import { parsedObject } from "../../../policies/document.js";
import type { Context } from "../../../runtime/context.js";
import { parseArn } from "../../../shared/arn.js";
import {
  arnInvalid,
  moveTaskMissing,
  moveTaskQueueMissing,
  moveTaskRunning,
  notADeadLetterQueue,
  taskHandleInvalid,
} from "../errors/queues.js";
import { backlogOf } from "../messages/backlog.js";
import { addMessage, removeMessage } from "../messages/placement.js";
import { visibleMessages } from "../messages/take.js";
import type { MessageRow } from "../state/messages.js";
import { MOVE_TASKS, type MoveTaskRow, type MoveTaskStatus } from "../state/move-tasks.js";
import { type LocatedQueue, queueArn, queueOfArn } from "./lookup.js";
import { deadLetterSources } from "./redrive.js";

const MOVE = "sqs.move";

/** Default number of messages that a task moves per second. */
const MESSAGES_PER_SECOND = 500;

/** Failure reasons of tasks: error codes. */
const QUEUE_GONE = "AWS.SimpleQueueService.NonExistentQueue";
const NO_SOURCE = "CouldNotDetermineMessageSource";

/**
 * The dead-letter queue from which a task moves messages. @throws ResourceNotFoundException,
 * InvalidParameterValue
 */
export function sourceOf(ctx: Context, arn: string): LocatedQueue {
  const source = existing(ctx, arn, "SourceArn");
  if (deadLetterSources(source.ctx, source.queue).length === 0) throw notADeadLetterQueue();
  return source;
}

/** The queue of a parameter. @throws ResourceNotFoundException, InvalidParameterValue */
export function existing(ctx: Context, arn: string, parameter: "SourceArn" | "DestinationArn"): LocatedQueue {
  if (parseArn(arn) === undefined) throw arnInvalid(parameter);
  const found = queueOfArn(ctx, arn);
  if (!found) throw moveTaskQueueMissing(parameter);
  return found;
}

/**
 * Starts a task that moves the messages of a dead-letter queue. @throws InvalidParameterValue while another
 * is running
 */
export function beginTask(
  ctx: Context,
  source: LocatedQueue,
  wanted: Pick<MoveTaskRow, "destinationArn" | "messagesPerSecond">,
): MoveTaskRow {
  const sourceArn = queueArn(source.ctx, source.queue);
  const tasks = tasksOf(ctx, sourceArn);
  if (tasks.some(isUnderWay)) throw moveTaskRunning();
  const task: MoveTaskRow = {
    id: ctx.ids.uuid(),
    status: "RUNNING",
    sourceArn,
    ...wanted,
    moved: 0,
    toMove: backlogOf(source.ctx, source.queue).visible,
    started: ctx.now(),
    number: Math.max(-1, ...tasks.map(({ number }) => number)) + 1,
  };
  ctx.table(MOVE_TASKS).put(task.id, task);
  ctx.later("move", MOVE, task.id);
  return task;
}

/** Cancels a task before its next batch. @throws ResourceNotFoundException for a task that has ended */
export function cancelTask(ctx: Context, handle: string): MoveTaskRow {
  const { taskId, sourceArn } = readHandle(handle);
  if (!queueOfArn(ctx, sourceArn)) throw moveTaskQueueMissing("SourceArn");
  const task = ctx.table(MOVE_TASKS).get(taskId);
  if (!task || !isUnderWay(task)) throw moveTaskMissing();
  put(ctx, task, { status: "CANCELLING" });
  return task;
}

/** The tasks of a queue, latest first. */
export function tasksOf(ctx: Context, sourceArn: string): MoveTaskRow[] {
  return [...ctx.table(MOVE_TASKS).values()]
    .filter((task) => task.sourceArn === sourceArn)
    .sort((a, b) => b.number - a.number);
}

/** The handle of a task: JSON in base64, as on AWS. */
export function handleOf({ id, sourceArn }: MoveTaskRow): string {
  return Buffer.from(JSON.stringify({ taskId: id, sourceArn })).toString("base64");
}

export function isUnderWay({ status }: MoveTaskRow): boolean {
  return status === "RUNNING" || status === "CANCELLING";
}

export const MOVE_TASK_TIMERS = {
  [MOVE]: (id: string, ctx: Context) => {
    const task = ctx.table(MOVE_TASKS).get(id);
    if (task?.status === "CANCELLING") put(ctx, task, { status: "CANCELLED" });
    if (task?.status === "RUNNING") movePortion(ctx, task);
  },
};

/** Moves the messages of one second, and schedules the next batch. */
function movePortion(ctx: Context, task: MoveTaskRow): void {
  const source = queueOfArn(ctx, task.sourceArn);
  if (!source) return put(ctx, task, { status: "FAILED", failure: QUEUE_GONE });
  const portion: MessageRow[] = [];
  const limit = Math.min(task.messagesPerSecond ?? MESSAGES_PER_SECOND, task.toMove - task.moved);
  for (const message of limit > 0 ? visibleMessages(source) : []) if (portion.push(message) === limit) break;
  let { moved } = task;
  for (const message of portion) {
    const arn = task.destinationArn ?? message.deadLetterSource;
    const destination = arn === undefined ? undefined : queueOfArn(ctx, arn);
    if (!destination)
      return put(ctx, task, { status: "FAILED", failure: arn === undefined ? NO_SOURCE : QUEUE_GONE, moved });
    move(source, destination, message);
    moved++;
  }
  const isOver = portion.length === 0 || moved >= task.toMove;
  put(ctx, task, { moved, ...(isOver && { status: "COMPLETED" }) });
  if (!isOver) ctx.later("move", MOVE, task.id);
}

/** A moved message is a new message. */
function move(from: LocatedQueue, to: LocatedQueue, message: MessageRow): void {
  removeMessage(from, message);
  addMessage(to, { ...message.content, id: to.ctx.ids.uuid() }, { sent: to.ctx.now() });
}

function put(
  ctx: Context,
  task: MoveTaskRow,
  change: { readonly status?: MoveTaskStatus; readonly failure?: string; readonly moved?: number },
): void {
  ctx.table(MOVE_TASKS).put(task.id, { ...task, ...change });
}

function readHandle(handle: string): { readonly taskId: string; readonly sourceArn: string } {
  const { taskId, sourceArn } = parsedObject(Buffer.from(handle, "base64").toString()) ?? {};
  if (typeof taskId !== "string" || typeof sourceArn !== "string") throw taskHandleInvalid();
  return { taskId, sourceArn };
}

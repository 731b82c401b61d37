import type { Context } from "../../../runtime/context.js";
import { type Pending, whenReady } from "../../../runtime/handler.js";
import { beginLongPoll, type LongPoll } from "../../../runtime/long-polls.js";
import { activityOf } from "../activities.js";
import type { GetActivityTaskInput, GetActivityTaskOutput } from "../generated/types.js";
import { readTaskToken } from "../interpreter/task-tokens.js";
import { takeActivityTask, WORKERS } from "../running/activity-tasks.js";
import { continueExecution } from "../running/continue.js";
import { eventsOf } from "../running/outcomes.js";
import { FRAMES, frameKey } from "../state/frames.js";

/** Maximum wait of a worker, in milliseconds. */
const LONG_POLL = 60_000;

/** Returns the oldest task of an activity. If there is none, it waits. */
export function getActivityTask(
  input: GetActivityTaskInput,
  ctx: Context,
): GetActivityTaskOutput | Pending<GetActivityTaskOutput> {
  activityOf(ctx, input.activityArn);
  return take(ctx, input) ?? awaitTask(input, ctx, beginLongPoll(ctx, WORKERS, input.activityArn, LONG_POLL));
}

/** Checks again after each new task, because another worker may have received it. */
function awaitTask(
  input: GetActivityTaskInput,
  ctx: Context,
  poll: LongPoll,
): GetActivityTaskOutput | Pending<GetActivityTaskOutput> {
  return whenReady(poll.next(), () => {
    // A task sent to a disconnected worker would wait for its timeout.
    const task = poll.abandoned ? {} : (take(ctx, input) ?? (poll.over ? {} : undefined));
    if (!task) return awaitTask(input, ctx, poll);
    poll.finish();
    return task;
  });
}

/** Removes a task and notifies its execution. */
function take(
  ctx: Context,
  { activityArn, workerName }: GetActivityTaskInput,
): GetActivityTaskOutput | undefined {
  for (let task = takeActivityTask(ctx, activityArn); task; task = takeActivityTask(ctx, activityArn)) {
    const target = readTaskToken(task.token);
    const row = target && ctx.table(FRAMES).get(frameKey(target.execution, target.frame));
    if (!target || row?.activity.kind !== "task" || row.activity.token !== task.token) continue;
    const reference = { ...target, serial: row.serial };
    continueExecution(ctx, target.execution, eventsOf(reference, [{ kind: "started", workerName }]));
    return { taskToken: task.token, input: task.input };
  }
  return undefined;
}

import type { Context } from "../../runtime/context.js";
import type { TimerHandler } from "../../runtime/service.js";
import { parseArn } from "../../shared/arn.js";
import type { PipeState } from "./generated/types.js";
import { denialOfReading } from "./running/permissions.js";
import { planPoll } from "./running/poller.js";
import { PIPES, type PipeRow, POLLERS } from "./state.js";

/** The timer of a pipe's state transition. */
const TRANSITION = "pipes.transition";

/** The delays of Pipes. */
export const DELAYS = {
  /** Until a created pipe is running or stopped. */
  creating: "1s",
  deleting: "1s",
  starting: "1s",
  stopping: "1s",
  updating: "1s",
} as const;

type Transition = "CREATING" | "DELETING" | "STARTING" | "STOPPING" | "UPDATING";

const DELAY_OF: Readonly<Record<Transition, keyof typeof DELAYS>> = {
  CREATING: "creating",
  DELETING: "deleting",
  STARTING: "starting",
  STOPPING: "stopping",
  UPDATING: "updating",
};

/** The failed state of each transitional state. */
const FAILED: ReadonlyMap<PipeState, PipeState> = new Map<PipeState, PipeState>([
  ["CREATING", "CREATE_FAILED"],
  ["STARTING", "START_FAILED"],
  ["UPDATING", "UPDATE_FAILED"],
]);

/** Starts the transition of a pipe to its desired state. */
export function beginTransition(ctx: Context, pipe: PipeRow, current: Transition): PipeRow {
  const { reason: _, ...rest } = pipe;
  const row: PipeRow = { ...rest, current, modified: ctx.now() };
  ctx.table(PIPES).put(row.name, row);
  ctx.later(DELAY_OF[current], TRANSITION, row.name);
  return row;
}

/** Whether a pipe is in a transitional state. */
export function isInTransition({ current }: PipeRow): boolean {
  return Object.hasOwn(DELAY_OF, current);
}

const endTransition: TimerHandler = (name, ctx) => {
  const pipe = ctx.table(PIPES).get(name);
  if (!pipe || !isInTransition(pipe)) return;
  if (pipe.current === "DELETING") {
    ctx.table(POLLERS).delete(name);
    ctx.table(PIPES).delete(name);
    return;
  }
  const reason = pipe.desired === "RUNNING" ? flawOf(ctx, pipe) : undefined;
  const failed = reason === undefined ? undefined : FAILED.get(pipe.current);
  const reached = pipe.desired === "RUNNING" ? "RUNNING" : "STOPPED";
  ctx
    .table(PIPES)
    .put(name, { ...(reason !== undefined && { reason }), ...pipe, current: failed ?? reached });
  if (!failed && reached === "RUNNING") planPoll(ctx, name);
};

/** Why a pipe cannot run. */
function flawOf(ctx: Context, pipe: PipeRow): string | undefined {
  const { Source } = pipe.settings;
  if (parseArn(Source)?.service !== "sqs") return "aws-sim reads pipes from queues of SQS only.";
  if (!ctx.ports.queues?.describe(Source)) return `The queue ${Source} does not exist.`;
  return denialOfReading(ctx, pipe);
}

export const LIFECYCLE_TIMERS: Readonly<Record<string, TimerHandler>> = { [TRANSITION]: endTransition };

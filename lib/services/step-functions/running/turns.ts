import type { Context } from "../../../runtime/context.js";
import { qualifiedArnOf, stateMachineArn } from "../arns.js";
import type { Frame } from "../interpreter/frame.js";
import { type Machine, Turn, type World } from "../interpreter/turn.js";
import { MOCKS } from "../mocks/mocks.js";
import { ACTIVITIES } from "../state/activities.js";
import { EXECUTIONS, type ExecutionRow, executionArn } from "../state/executions.js";
import { FRAMES, frameKey, MAP_ITEMS } from "../state/frames.js";
import { addEvents } from "../state/history.js";
import type { RevisionRow } from "../state/state-machines.js";
import { machineName, machineOf, revisionOfExecution } from "./machines.js";
import { WAKE, wakeKey } from "./wake.js";

/** An execution of a Standard workflow takes at most a year. */
const LONGEST_STANDARD = 365 * 24 * 60 * 60 * 1000;
/** An execution of an Express workflow takes at most five minutes. */
const LONGEST_EXPRESS = 5 * 60 * 1000;

/** A turn, and the revision of its execution. */
export interface OpenTurn {
  readonly turn: Turn;
  readonly revision: RevisionRow;
}

/** Starts a turn of an execution; `undefined` if it does not exist. */
export function openTurn(ctx: Context, id: string): OpenTurn | undefined {
  const execution = ctx.table(EXECUTIONS).get(id);
  if (!execution) return undefined;
  const revision = revisionOfExecution(ctx, execution);
  const machine = machineOf(ctx, execution, revision);
  return { turn: new Turn(execution, machine, worldOf(ctx, execution, revision, machine)), revision };
}

function worldOf(ctx: Context, execution: ExecutionRow, revision: RevisionRow, machine: Machine): World {
  const { region, account, ids } = ctx;
  const name = machineName(execution);
  const mocks = ctx.transient(MOCKS);
  const { id } = execution;
  return {
    now: ctx.now(),
    deadline: deadlineOf(execution, machine),
    region,
    roleArn: revision.roleArn,
    executionArn: executionArn(ctx, execution),
    stateMachineArn: stateMachineArn(ctx, name),
    stateMachineAliasArn:
      execution.alias === undefined ? undefined : qualifiedArnOf(ctx, name, execution.alias),
    stateMachineVersionArn:
      execution.version === undefined ? undefined : qualifiedArnOf(ctx, name, execution.version),
    randomness: ids,
    frame: (number) => ctx.table(FRAMES).get(frameKey(id, number)),
    items: (frame) => ctx.table(MAP_ITEMS).get(frameKey(id, frame)) ?? [],
    hasActivity: (arn) => ctx.table(ACTIVITIES).has(arn.slice(arn.lastIndexOf(":") + 1)),
    mocked: (state) =>
      mocks.forState({ name, account, region }, state.name, execution.testCase) !== undefined,
  };
}

/** When an execution times out; a redrive restarts the timeout. */
function deadlineOf(execution: ExecutionRow, { definition }: Machine): number {
  const longest = execution.express === undefined ? LONGEST_STANDARD : LONGEST_EXPRESS;
  const own = execution.mapState === undefined ? definition.timeoutSeconds : undefined;
  const length = own ? Math.min(own * 1000, longest) : longest;
  return (execution.redriveDate ?? execution.startDate) + length;
}

/** Stores the changes of a turn, and starts its timers. */
export function commitTurn(ctx: Context, turn: Turn): void {
  const { execution } = turn;
  const { id } = execution;
  for (const timer of turn.cancelled) ctx.cancelTimer(timer);
  const frames = ctx.table(FRAMES);
  for (const frame of turn.frames.values()) {
    if (!frame.changed) continue;
    startTimer(ctx, turn, frame);
    frames.put(frameKey(id, frame.number), frame.rowOf(id));
  }
  for (const number of turn.removed) {
    frames.delete(frameKey(id, number));
    ctx.table(MAP_ITEMS).delete(frameKey(id, number));
  }
  for (const [number, items] of turn.newItems) ctx.table(MAP_ITEMS).put(frameKey(id, number), items);
  addEvents(ctx, id, execution.events + 1, turn.events);
  const { status, stopDate, output, nextFrame } = turn;
  const { error, cause } = turn.failure;
  ctx.table(EXECUTIONS).put(id, {
    ...execution,
    status,
    stopDate,
    output,
    error,
    cause,
    events: turn.lastEvent,
    frames: nextFrame,
  });
}

/** Starts the timer of a waiting frame: for its own end, or that of the execution. */
function startTimer(ctx: Context, turn: Turn, frame: Frame): void {
  if (frame.timer !== undefined || !WAITING.has(frame.activity.kind) || !turn.running) return;
  const { deadline } = turn.world;
  const { wakeAt = Number.POSITIVE_INFINITY } = frame;
  const at = Math.min(wakeAt, deadline);
  // `runUntilIdle` does not wait for the default timeout of a year.
  const background = at !== wakeAt && !turn.machine.definition.timeoutSeconds;
  const key = wakeKey(turn.execution.id, frame.number, frame.serial);
  frame.timer = ctx.startTimer(Math.max(0, at - ctx.now()), WAKE, key, { background });
}

/** The activities with a time limit. */
const WAITING: ReadonlySet<string> = new Set(["waiting", "retrying", "task", "map-run", "machine"]);

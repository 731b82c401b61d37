import type { HistoryEventType } from "../generated/types.js";
import { readResource } from "../integrations/resource.js";
import type { MapRunActivity, TaskActivity } from "../state/frames.js";
import type { EventDetails } from "../state/history.js";
import { Data } from "./data.js";
import type { FrameEvent } from "./effects.js";
import { failPhase } from "./evaluation.js";
import { dataLimitExceeded, type Failure } from "./failure.js";
import { timeOutExecution } from "./finish.js";
import type { Frame } from "./frame.js";
import { expiryOf } from "./tasks.js";
import type { Turn } from "./turn.js";

const NOTHING = Data.written("null");

/** Handles an event for a frame, which is ignored if the frame no longer waits for it. */
export function handleEvent(turn: Turn, event: FrameEvent): void {
  const frame = turn.frame(event.frame);
  if (!frame || frame.serial !== event.serial || !turn.running) return;
  const { activity } = frame;
  switch (event.kind) {
    case "woken":
      return wake(turn, frame);
    case "evaluated":
      return turn.now({ kind: "apply", frame, plan: event.plan });
    case "unevaluated":
      return failPhase(turn, frame, event);
  }
  if (activity.kind === "machine") endMocked(turn, frame, event);
  else if (activity.kind === "task") continueTask(turn, frame, activity, event);
  else if (activity.kind === "map-run") continueMapRun(turn, frame, activity, event);
}

/** Ends an execution with the mock of its machine. */
function endMocked(turn: Turn, frame: Frame, event: FrameEvent): void {
  if (event.kind === "succeeded") turn.now({ kind: "end", frame, output: Data.written(event.output) });
  else if (event.kind === "failed") turn.now({ kind: "give-up", frame, failure: failureIn(event) });
}

/** Continues or ends the map run of a frame. */
function continueMapRun(turn: Turn, frame: Frame, activity: MapRunActivity, event: FrameEvent): void {
  switch (event.kind) {
    case "map-run-started": {
      const { mapRun, mapRunArn } = event;
      turn.record(frame, "MapRunStarted", { mapRunArn });
      frame.activity = { ...activity, mapRun };
      return;
    }
    case "map-run-redriven": {
      const { mapRunArn, redriveCount } = event;
      turn.record(frame, "MapRunRedriven", { mapRunArn, redriveCount });
      return;
    }
    case "succeeded":
      turn.record(frame, "MapRunSucceeded");
      turn.note("MapStateSucceeded", frame.lastEvent);
      return turn.now({ kind: "exit", frame, result: Data.written(event.output) });
    case "failed": {
      const failure = failureIn(event);
      if (activity.mapRun !== undefined) turn.record(frame, "MapRunFailed", { ...failure });
      turn.record(frame, "MapStateFailed");
      return turn.now({ kind: "fail", frame, failure });
    }
  }
}

function failureIn({ error, cause }: Failure): Failure {
  return { error, cause };
}

function wake(turn: Turn, frame: Frame): void {
  const { activity } = frame;
  frame.timer = undefined;
  if (turn.world.now >= turn.world.deadline) return timeOutExecution(turn);
  if (activity.kind === "waiting") turn.now({ kind: "exit", frame, result: NOTHING });
  else if (activity.kind === "retrying") turn.now({ kind: "begin", frame });
  else if (activity.kind === "task") expire(turn, frame, activity);
}

/** Handles the timeout or missed heartbeat of a task. */
function expire(turn: Turn, frame: Frame, activity: TaskActivity): void {
  const { now } = turn.world;
  const { timeoutAt = Number.POSITIVE_INFINITY, heartbeatAt = Number.POSITIVE_INFINITY } = activity;
  if (now < timeoutAt && now < heartbeatAt) {
    frame.wakeAt = expiryOf(activity);
    return;
  }
  const missed = now < timeoutAt;
  turn.marks.push({ state: frame.state, kind: missed ? "heartbeat" : "timeout" });
  const failure: Failure = { error: "States.Timeout", ...(missed && { alias: "States.HeartbeatTimeout" }) };
  turn.effects.push({ kind: "abandon", frame: frame.number, serial: frame.serial, activity });
  recordTask(turn, frame, "TimedOut", { error: failure.error });
  turn.now({ kind: "fail", frame, failure });
}

/** Continues or ends a task. */
function continueTask(
  turn: Turn,
  frame: Frame,
  activity: TaskActivity,
  event: Exclude<FrameEvent, { kind: "woken" | "evaluated" | "unevaluated" }>,
): void {
  switch (event.kind) {
    case "submitted":
      recordTask(turn, frame, "Submitted", { output: event.output });
      frame.activity = { ...activity, submitted: true, job: event.job };
      if (event.job !== undefined)
        turn.effects.push({ kind: "watch", frame: frame.number, serial: frame.serial, job: event.job });
      return;
    case "started":
      recordTask(turn, frame, "Started", { workerName: event.workerName });
      return beat(turn, frame, { ...activity, submitted: true });
    case "heartbeat":
      return beat(turn, frame, activity);
    case "succeeded":
      return succeed(turn, frame, Data.written(event.output));
    case "failed": {
      const failure = failureIn(event);
      recordTask(turn, frame, "Failed", { ...failure });
      turn.now({ kind: "fail", frame, failure });
    }
  }
}

function beat(turn: Turn, frame: Frame, activity: TaskActivity): void {
  const { heartbeatSeconds } = activity;
  const heartbeatAt = heartbeatSeconds === undefined ? undefined : turn.world.now + heartbeatSeconds * 1000;
  const beaten: TaskActivity = { ...activity, heartbeatAt };
  frame.activity = beaten;
  turn.cancelTimer(frame);
  frame.wakeAt = expiryOf(beaten);
}

function succeed(turn: Turn, frame: Frame, output: Data): void {
  if (output.isTooLarge) {
    const failure = dataLimitExceeded(producerOf(turn, frame));
    recordTask(turn, frame, "Failed", { ...failure });
    turn.now({ kind: "fail", frame, failure });
    return;
  }
  recordTask(turn, frame, "Succeeded", { output: output.text });
  turn.now({ kind: "exit", frame, result: output });
}

/** The source of a result in the message for one that is too large. */
function producerOf(turn: Turn, frame: Frame): string {
  const state = turn.stateOf(frame);
  if (state.type !== "Task") return state.name;
  const integration = readResource(state.resource);
  return integration.kind === "service" ? integration.resourceType : state.resource;
}

/** Adds an event of a task. Other states with a mocked result have none. */
function recordTask(
  turn: Turn,
  frame: Frame,
  what: "Started" | "Submitted" | "Succeeded" | "Failed" | "TimedOut",
  details: EventDetails,
): void {
  const state = turn.stateOf(frame);
  if (state.type !== "Task") return;
  const integration = readResource(state.resource);
  if (integration.kind === "service") {
    const { resourceType, resource } = integration;
    turn.record(frame, `Task${what}`, { resourceType, resource, ...details });
  } else if (what !== "Submitted") {
    const type: HistoryEventType =
      integration.kind === "lambda" ? `LambdaFunction${what}` : `Activity${what}`;
    turn.record(frame, type, details);
  }
}

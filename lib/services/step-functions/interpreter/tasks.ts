import type { State } from "../definition/types.js";
import { prepareParameters } from "../integrations/parameters.js";
import { type Integration, readResource } from "../integrations/resource.js";
import type { TaskActivity } from "../state/frames.js";
import type { EventDetails } from "../state/history.js";
import { Data } from "./data.js";
import { causeIn, dataLimitExceeded } from "./failure.js";
import type { Frame } from "./frame.js";
import type { TaskPlan } from "./phases/plan.js";
import { taskToken } from "./task-tokens.js";
import type { Turn } from "./turn.js";

/** Schedules a task, which is called afterwards. */
export function scheduleTask(turn: Turn, frame: Frame, state: State, plan: TaskPlan): void {
  if (state.type !== "Task") throw new Error(`The state ${state.name} has no resource.`);
  const integration = readResource(state.resource);
  const parameters = Data.like(prepareParameters(integration, plan.parameters), frame.input);
  if (parameters.isTooLarge)
    return turn.now({ kind: "fail", frame, failure: dataLimitExceeded(frame.state) });
  if (integration.kind === "activity" && !turn.world.hasActivity(integration.activityArn)) {
    const cause = causeIn(
      frame.state,
      frame.enteredEvent,
      `The activity ${integration.activityArn} does not exist.`,
    );
    return turn.now({ kind: "fail", frame, failure: { error: "States.Runtime", cause } });
  }
  recordScheduled(turn, frame, integration, parameters.text, plan);
  const token =
    integration.kind === "activity"
      ? taskToken(turn, frame)
      : frame.activity.kind === "evaluating"
        ? frame.activity.token
        : undefined;
  const { timeoutSeconds, heartbeatSeconds } = plan;
  const { now } = turn.world;
  const timeoutAt = timeoutSeconds === undefined ? undefined : now + timeoutSeconds * 1000;
  // Workers of activities send heartbeats once they have the task.
  const heartbeatAt =
    heartbeatSeconds === undefined || integration.kind === "activity"
      ? undefined
      : now + heartbeatSeconds * 1000;
  const activity: TaskActivity = {
    kind: "task",
    parameters: parameters.text,
    roleArn: plan.roleArn,
    token,
    submitted: false,
    timeoutAt,
    heartbeatSeconds,
    heartbeatAt,
  };
  turn.act(frame, activity, earliest(timeoutAt, heartbeatAt));
  turn.effects.push({ kind: "call", frame: frame.number, serial: frame.serial });
}

/** When a task times out. */
export function expiryOf({ timeoutAt, heartbeatAt }: TaskActivity): number | undefined {
  return earliest(timeoutAt, heartbeatAt);
}

function earliest(a: number | undefined, b: number | undefined): number | undefined {
  if (a === undefined) return b;
  return b === undefined ? a : Math.min(a, b);
}

function recordScheduled(
  turn: Turn,
  frame: Frame,
  integration: Integration,
  parameters: string,
  plan: TaskPlan,
): void {
  const limits: EventDetails = {
    ...(plan.timeoutSeconds !== undefined && { timeoutInSeconds: plan.timeoutSeconds }),
    ...(plan.heartbeatSeconds !== undefined && { heartbeatInSeconds: plan.heartbeatSeconds }),
    ...(plan.roleArn !== undefined && { taskCredentials: { roleArn: plan.roleArn } }),
  };
  switch (integration.kind) {
    case "lambda":
      turn.record(frame, "LambdaFunctionScheduled", {
        resource: integration.functionArn,
        input: parameters,
        ...limits,
      });
      turn.record(frame, "LambdaFunctionStarted");
      return;
    case "activity":
      turn.record(frame, "ActivityScheduled", {
        resource: integration.activityArn,
        input: parameters,
        ...limits,
      });
      return;
    case "service": {
      const { resourceType, resource } = integration;
      const { region } = turn.world;
      turn.record(frame, "TaskScheduled", { resourceType, resource, region, parameters, ...limits });
      turn.record(frame, "TaskStarted", { resourceType, resource });
    }
  }
}

import { andThen } from "../../../values/promises.js";
import type { Outcome } from "../running/outcomes.js";
import { callActivity } from "./activities.js";
import { runTask } from "./ecs.js";
import { failed, notAnswered } from "./errors.js";
import { putEvents } from "./events.js";
import { startExecution } from "./executions.js";
import { invokeDirectly, invokeFunction } from "./lambda.js";
import { withMetadata } from "./metadata.js";
import { callOperation } from "./operations.js";
import type { ResourceCall, ServiceCall } from "./resource-call.js";

/** Calls the resource of a task. Failures are outcomes. */
export function callResource(call: ResourceCall): Outcome | PromiseLike<Outcome> {
  const { integration } = call;
  switch (integration.kind) {
    case "activity":
      return callActivity(call, integration.activityArn);
    case "lambda":
      return invokeDirectly(call, integration.functionArn);
    case "service":
      return callService({ ...call, integration });
  }
}

type Caller = (call: ServiceCall) => Outcome | PromiseLike<Outcome>;

/** The actions that differ from a plain call of their operation. */
const OPTIMIZED: ReadonlyMap<string, Caller> = new Map<string, Caller>([
  ["ecs:runTask", runTask],
  ["events:putEvents", putEvents],
  ["lambda:invoke", invokeFunction],
  ["states:startExecution", startExecution],
]);

function callService(call: ServiceCall): Outcome | PromiseLike<Outcome> {
  const { service, action, sdk } = call.integration;
  const optimized = sdk ? undefined : OPTIMIZED.get(`${service}:${action}`);
  return optimized ? optimized(call) : callAction(call);
}

/** An action that calls the operation of the same name. */
function callAction(call: ServiceCall): Outcome | PromiseLike<Outcome> {
  const { service, action, sdk, pattern } = call.integration;
  if (pattern === "sync" || pattern === "sync:2")
    return notAnswered(call, `aws-sim has no jobs of ${service}:${action}.`);
  const called = callOperation(
    call,
    service,
    action,
    JSON.parse(call.parameters),
    sdk ? "iso8601" : "seconds",
  );
  return andThen(called, (outcome): Outcome => {
    if (outcome.kind === "unknown") return notAnswered(call, outcome.reason);
    if (outcome.kind === "error") return failed(call, outcome);
    const output = JSON.stringify(sdk ? outcome.output : withMetadata(outcome));
    return [pattern === "waitForTaskToken" ? { kind: "submitted", output } : { kind: "succeeded", output }];
  });
}

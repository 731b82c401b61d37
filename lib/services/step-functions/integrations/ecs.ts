import type { StoppedTask } from "../../../runtime/ports/container-tasks.js";
import type { OperationOutcome } from "../../../runtime/ports/operations.js";
import type { Json } from "../../../runtime/store/codec.js";
import { andThen } from "../../../values/promises.js";
import { isArray } from "../expressions/json-path/compare.js";
import { membersOf } from "../json-objects.js";
import type { Outcome } from "../running/outcomes.js";
import { failed, notAnswered } from "./errors.js";
import { withMetadata } from "./metadata.js";
import { callOperation } from "./operations.js";
import type { ServiceCall } from "./resource-call.js";

type Output = Extract<OperationOutcome, { kind: "output" }>;

/** `ecs:runTask`: with `.sync`, the task of the state ends when the ECS task has stopped. */
export function runTask(call: ServiceCall): Outcome | PromiseLike<Outcome> {
  const called = callOperation(call, "ecs", "RunTask", JSON.parse(call.parameters), "milliseconds");
  return andThen(called, (outcome): Outcome => {
    if (outcome.kind === "unknown") return notAnswered(call, outcome.reason);
    if (outcome.kind === "error") return failed(call, outcome);
    const failure = failureOf(outcome);
    if (failure) return [failure];
    const output = JSON.stringify(withMetadata(outcome));
    switch (call.integration.pattern) {
      case "requestResponse":
        return [{ kind: "succeeded", output }];
      case "waitForTaskToken":
        return [{ kind: "submitted", output }];
      default:
        return [{ kind: "submitted", output, job: taskArnOf(outcome) }];
    }
  });
}

/** The outcome of `.sync` for a stopped task. */
export function stoppedTask({ description, succeeded }: StoppedTask): Outcome {
  const task = JSON.stringify(pascalCase(description));
  return succeeded
    ? [{ kind: "succeeded", output: task }]
    : [{ kind: "failed", error: "States.TaskFailed", cause: task }];
}

function failureOf({ output }: Output) {
  const { Failures: failures = [], Tasks: tasks = [] } = output;
  if (!Array.isArray(failures) || failures.length === 0) return undefined;
  if (Array.isArray(tasks) && tasks.length > 0) return undefined;
  return {
    kind: "failed",
    error: "ECS.AmazonECSException",
    cause: JSON.stringify({ Failures: failures }),
  } as const;
}

function taskArnOf({ output: { Tasks: tasks } }: Output): string | undefined {
  const { TaskArn: arn } = membersOf(tasks !== undefined && isArray(tasks) ? tasks[0] : undefined);
  return typeof arn === "string" ? arn : undefined;
}

/** A description with capitalized names, as in ECS events; dates are milliseconds. */
function pascalCase(value: unknown): Json {
  if (value instanceof Date) return value.getTime();
  if (Array.isArray(value)) return value.map(pascalCase);
  if (typeof value !== "object" || value === null)
    return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
      ? value
      : null;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .map(([name, member]) => [name.charAt(0).toUpperCase() + name.slice(1), pascalCase(member)]),
  );
}

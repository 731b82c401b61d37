import type { Json } from "../connect/json.js";
import type { Execution } from "../services/step-functions/running/views.js";
import { type Judgement, judge, type MatcherContext, type MatcherResult } from "./matcher.js";
import { hasAll, matchesText } from "./partial.js";
import { show } from "./show.js";
import { judgeReads, subjectOf } from "./subject.js";

type SeenExecution = Execution | Json<Execution>;

/** `expect(execution).toHaveSucceeded()` */
export function toHaveSucceeded(this: MatcherContext, received: unknown): MatcherResult {
  const execution = executionOf(received, "toHaveSucceeded");
  return {
    pass: execution.status === "SUCCEEDED",
    message: () =>
      execution.status === "SUCCEEDED"
        ? `Expected the execution not to succeed. ${describe(execution)}`
        : `Expected the execution to succeed. ${describe(execution)}`,
  };
}

/**
 * `expect(execution).toHaveFailedWith("States.TaskFailed")`, optionally with the whole cause or a part of it.
 */
export function toHaveFailedWith(
  this: MatcherContext,
  received: unknown,
  error: unknown,
  cause?: unknown,
): MatcherResult {
  const execution = executionOf(received, "toHaveFailedWith");
  const hasFailed = execution.status === "FAILED" || execution.status === "TIMED_OUT";
  const pass =
    hasFailed &&
    this.equals(
      execution.error ?? (execution.status === "TIMED_OUT" ? "States.Timeout" : undefined),
      error,
    ) &&
    (cause === undefined || matchesText(this, execution.cause ?? "", cause));
  const goal = `fail with ${show(error)}${cause === undefined ? "" : ` and the cause ${show(cause)}`}`;
  return {
    pass,
    message: () => `Expected the execution ${pass ? "not to" : "to"} ${goal}. ${describe(execution)}`,
  };
}

/**
 * `expect(execution).toHavePassedThrough(["Validate", "Ship"])`: in this order, possibly with other states
 * between.
 */
export function toHavePassedThrough(
  this: MatcherContext,
  received: unknown,
  states: readonly string[],
): MatcherResult {
  const execution = executionOf(received, "toHavePassedThrough");
  let found = 0;
  for (const name of execution.path) if (name === states[found]) found++;
  const pass = found === states.length;
  return {
    pass,
    message: () =>
      pass
        ? `Expected the execution not to pass through ${states.join(" → ")}. ${describe(execution)}`
        : `Expected the execution to pass through ${states.join(" → ")}, but it did not reach ${show(states[found])}${found === 0 ? "" : ` after ${show(states[found - 1])}`}. ${describe(execution)}`,
  };
}

/** `expect(sim).toHaveStartedExecution("orders", { id: 7 })`: with an input that contains these members. */
export function toHaveStartedExecution(
  this: MatcherContext,
  received: unknown,
  stateMachine: string,
  ...input: readonly unknown[]
): Judgement {
  const { stepFunctions } = subjectOf(received, "toHaveStartedExecution");
  return judgeReads<readonly SeenExecution[], readonly SeenExecution[]>(
    stepFunctions.executions(stateMachine),
    () => stepFunctions.executions(),
    (own, all) => {
      const matching =
        input.length === 0 ? own : own.filter((execution) => hasAll(this, execution.input, input[0]));
      return judge({
        wanted: `execution of ${stateMachine}${input.length === 0 ? "" : ` with ${show(input[0])}`}`,
        kind: "executions",
        all: all.map(line),
        matching: matching.map(line),
      });
    },
  );
}

/** @throws TypeError for anything but an execution. */
function executionOf(received: unknown, matcher: string): SeenExecution {
  if (isExecution(received)) return received;
  throw new TypeError(
    `expect(…).${matcher} requires an execution. Pass the result of sim.stepFunctions.execution(arn) or sim.stepFunctions.waitFor(arn) to expect().`,
  );
}

function isExecution(value: unknown): value is SeenExecution {
  return (
    typeof value === "object" &&
    value !== null &&
    ["executionArn", "status", "path", "history"].every((member) => member in value)
  );
}

function describe(execution: SeenExecution): string {
  const { status, error, cause, output, path } = execution;
  const ending =
    error === undefined && cause === undefined
      ? output === undefined
        ? ""
        : ` with ${show(output)}`
      : ` with ${show(error)}${cause === undefined ? "" : `: ${cause}`}`;
  return `It is ${status}${ending}.\n  Path: ${path.length === 0 ? "none" : path.join(" → ")}`;
}

function line(execution: SeenExecution): string {
  return `${execution.stateMachine} ${show(execution.input)} → ${execution.status}`;
}

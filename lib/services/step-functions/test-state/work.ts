import type { Context } from "../../../runtime/context.js";
import { andThen } from "../../../values/promises.js";
import type { State } from "../definition/types.js";
import { jobNeedsMock } from "../errors/test-state.js";
import { callResource } from "../integrations/call.js";
import { readResource } from "../integrations/resource.js";
import type { Frame } from "../interpreter/frame.js";
import type { Plan } from "../interpreter/phases/plan.js";
import { MOCKS } from "../mocks/mocks.js";
import type { MockResult } from "../mocks/outcome.js";
import { performMock } from "../mocks/run.js";
import type { Outcome } from "../running/outcomes.js";
import type { TestTurn } from "./test-turn.js";

/** Returns the mocked result of a request. @param failures of iterations of a Map state. */
export function mockedWork(mock: MockResult, failures: number) {
  return (_turn: TestTurn, _frame: Frame, plan: Plan | undefined): Outcome => {
    if ("error" in mock) return [{ kind: "failed", error: mock.error, cause: mock.cause }];
    const items = Array.isArray(mock.output) ? mock.output.length : 0;
    if (failures > tolerated(plan, items)) return [{ kind: "failed", ...TOO_MANY }];
    return [{ kind: "succeeded", output: JSON.stringify(mock.output ?? null) }];
  };
}

const TOO_MANY = {
  error: "States.ExceedToleratedFailureThreshold",
  cause: "The specified tolerated failure threshold was exceeded",
};

function tolerated(plan: Plan | undefined, items: number): number {
  if (plan?.kind !== "map-run") return 0;
  const { toleratedFailureCount = 0, toleratedFailurePercentage = 0 } = plan;
  return Math.max(toleratedFailureCount, (toleratedFailurePercentage / 100) * items);
}

/**
 * Calls the resource of a Task state: a mock of the test, or the service. @throws ValidationException for
 * jobs.
 */
export function realWork(ctx: Context, state: State) {
  return (turn: TestTurn, { activity }: Frame): Outcome | PromiseLike<Outcome> => {
    if (state.type !== "Task" || activity.kind !== "task") return [];
    const { parameters, token } = activity;
    const { executionArn, roleArn } = turn.world;
    const mock = ctx.transient(MOCKS).forTask(state.resource);
    if (mock) {
      const subject = {
        executionArn,
        stateMachine: turn.execution.stateMachine,
        state: state.name,
        resource: state.resource,
        retryCount: 0,
        ...(token !== undefined && { taskToken: token }),
        input: JSON.parse(parameters),
      };
      // A test of a state is not a call of an execution, so its spy does not count it.
      return andThen(performMock(ctx, { mock: mock.number, call: -1, position: 0, subject }), outcomeOf);
    }
    const integration = readResource(state.resource);
    if (integration.kind === "activity") throw jobNeedsMock(state.resource);
    const { resource } = state;
    const { name: executionName } = turn.execution;
    const call = { ctx, integration, resource, parameters, token, executionArn, executionName, roleArn };
    return andThen(callResource(call), (outcome) => {
      if (outcome.every(({ kind }) => kind === "submitted")) throw jobNeedsMock(resource);
      return outcome;
    });
  };
}

function outcomeOf(result: MockResult): Outcome {
  if ("error" in result) return [{ kind: "failed", error: result.error, cause: result.cause }];
  return [{ kind: "succeeded", output: JSON.stringify(result.output ?? null) }];
}

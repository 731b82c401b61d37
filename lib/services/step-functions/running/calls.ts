import type { Context } from "../../../runtime/context.js";
import type { Json } from "../../../runtime/store/codec.js";
import { andThen } from "../../../values/promises.js";
import type { State } from "../definition/types.js";
import { callResource } from "../integrations/call.js";
import { assumeRole } from "../integrations/credentials.js";
import { type Integration, readResource } from "../integrations/resource.js";
import { MOCKS, type Mock } from "../mocks/mocks.js";
import type { MockResult } from "../mocks/outcome.js";
import { type MockRun, performMock, prepareMock } from "../mocks/run.js";
import { type ExecutionRow, executionArn } from "../state/executions.js";
import type { FrameRow } from "../state/frames.js";
import { machineName } from "./machines.js";
import type { FrameReference, Outcome } from "./outcomes.js";
import { type OpenTurn, openTurn } from "./turns.js";

/** A running call of a task. Plain data: the state of a run. */
export interface CallRun extends FrameReference {
  /** Its mock. */
  readonly mock?: MockRun;
}

/** The result of a call. */
export interface CallOutcome {
  readonly news: Outcome;
  /** The result of the mock. */
  readonly mock?: MockResult;
}

/** The mock of the machine of an execution. */
export function machineMock(ctx: Context, execution: ExecutionRow): Mock | undefined {
  const { account, region } = ctx;
  return ctx.transient(MOCKS).forMachine({ name: machineName(execution), account, region });
}

/** Selects the mock of a call, and records the call. */
export function prepareCall(ctx: Context, { turn }: OpenTurn, reference: FrameReference): CallRun {
  const { execution } = turn;
  const frame = turn.world.frame(reference.frame);
  if (!frame) return reference;
  const { activity } = frame;
  const subject = { executionArn: executionArn(ctx, execution), stateMachine: machineName(execution) };
  if (activity.kind === "machine") {
    const mock = machineMock(ctx, execution);
    const input: Json = JSON.parse(execution.input);
    return mock
      ? { ...reference, mock: prepareMock(ctx, mock, { ...subject, retryCount: 0, input }) }
      : reference;
  }
  const state = turn.machine.states.get(frame.state);
  const mock = state && mockOf(ctx, execution, state);
  if (!state || !mock || activity.kind !== "task") return reference;
  return {
    ...reference,
    mock: prepareMock(ctx, mock, {
      ...subject,
      state: state.name,
      ...(state.type === "Task" && { resource: state.resource }),
      retryCount: frame.retries.reduce((sum, count) => sum + count, 0),
      ...(activity.token !== undefined && { taskToken: activity.token }),
      input: JSON.parse(activity.parameters),
    }),
  };
}

function mockOf(ctx: Context, execution: ExecutionRow, state: State): Mock | undefined {
  const { account, region } = ctx;
  const mocks = ctx.transient(MOCKS);
  const own = mocks.forState(
    { name: machineName(execution), account, region },
    state.name,
    execution.testCase,
  );
  return own ?? (state.type === "Task" ? mocks.forTask(state.resource) : undefined);
}

/** Calls a mock or a resource. Failures are outcomes. */
export function performCall(ctx: Context, run: CallRun): CallOutcome | Promise<CallOutcome> {
  const turn = openTurn(ctx, run.execution)?.turn;
  const frame = turn?.world.frame(run.frame);
  if (!turn || !frame || frame.serial !== run.serial) return NOTHING;
  const outcome = run.mock
    ? andThen(performMock(ctx, run.mock), (mock) => ({
        news: newsOf(turn.machine.states, frame, mock),
        mock,
      }))
    : andThen(callTask(ctx, turn, frame), (news) => ({ news }));
  return "then" in outcome ? Promise.resolve(outcome) : outcome;
}

const NOTHING: CallOutcome = { news: [] };

function callTask(ctx: Context, turn: OpenTurn["turn"], frame: FrameRow): Outcome | PromiseLike<Outcome> {
  const state = turn.machine.states.get(frame.state);
  const { activity } = frame;
  if (state?.type !== "Task" || activity.kind !== "task") return [];
  const { executionArn: arn, roleArn: machineRole } = turn.world;
  const { roleArn = machineRole } = activity;
  const refused = roleArn === machineRole ? undefined : assumeRole(ctx, machineRole, roleArn);
  if (refused) return refused;
  return callResource({
    ctx,
    integration: readResource(state.resource),
    resource: state.resource,
    parameters: activity.parameters,
    token: activity.token,
    executionArn: arn,
    executionName: turn.execution.name,
    roleArn,
  });
}

/** Converts a mock's result for a task; tasks that wait are submitted first. */
function newsOf(
  states: ReadonlyMap<string, State>,
  { state: name, activity }: FrameRow,
  result: MockResult,
): Outcome {
  const state = states.get(name);
  const integration =
    activity.kind === "task" && state?.type === "Task" ? readResource(state.resource) : undefined;
  const before = integration ? firstNews(integration) : [];
  if ("error" in result) {
    const { error, cause } = result;
    return [...before, { kind: "failed", error, cause }];
  }
  const isCallback = integration?.kind === "service" && integration.pattern === "waitForTaskToken";
  // A callback that returned nothing waits until the test sends its token.
  if (result.output === undefined && isCallback) return before;
  return [...before, { kind: "succeeded", output: JSON.stringify(result.output ?? null) }];
}

function firstNews(integration: Integration): Outcome {
  if (integration.kind === "activity") return [{ kind: "started" }];
  if (integration.kind === "lambda" || integration.pattern === "requestResponse") return [];
  return [{ kind: "submitted", output: "{}" }];
}

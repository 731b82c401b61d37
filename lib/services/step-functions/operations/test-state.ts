import type { Context } from "../../../runtime/context.js";
import { type Pending, whenReady } from "../../../runtime/handler.js";
import type { Json } from "../../../runtime/store/codec.js";
import type { State } from "../definition/types.js";
import { invalidExecutionInput } from "../errors/executions.js";
import { invalidVariables, roleMissing } from "../errors/test-state.js";
import type {
  InspectionErrorDetails,
  TestExecutionStatus,
  TestStateInput,
  TestStateOutput,
} from "../generated/types.js";
import { matchesFailure } from "../interpreter/failure.js";
import { parseJson } from "../json/parse.js";
import { checkRole } from "../machines/role.js";
import { readContext } from "../test-state/context.js";
import { inspect } from "../test-state/inspection.js";
import { readMock } from "../test-state/mock.js";
import { runTest, type Tested } from "../test-state/run.js";
import { testedState } from "../test-state/subject.js";
import { mockedWork, realWork } from "../test-state/work.js";

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_TestState.html */
export function testState(request: TestStateInput, ctx: Context): TestStateOutput | Pending<TestStateOutput> {
  const { definition, stateName, roleArn, input = "{}", stateConfiguration } = request;
  const tested = testedState(definition, stateName);
  const { state } = tested;
  const parsed = parseJson(input);
  if ("problem" in parsed) throw invalidExecutionInput(parsed.problem.message);
  const mock = readMock(state, request);
  if (state.type === "Task" && !mock && roleArn === undefined) throw roleMissing();
  if (roleArn !== undefined) checkRole(roleArn);
  const test = {
    ...tested,
    input,
    roleArn: roleArn ?? "",
    variables: readVariables(request.variables),
    context: readContext(request.context, state),
    retries: retriesOf(state, mock, stateConfiguration?.retrierRetryCount ?? 0),
    work: mock ? mockedWork(mock, stateConfiguration?.mapIterationFailureCount ?? 0) : realWork(ctx, state),
  };
  return whenReady(runTest(ctx, test), (done) => describe(done, request, input));
}

/** Number of retries by the entry of Retry that matches the mocked error. */
function retriesOf(state: State, mock: object | undefined, count: number): readonly number[] {
  if (!("retry" in state)) return [];
  const error = mock && "error" in mock && typeof mock.error === "string" ? mock.error : undefined;
  const applying = state.retry.findIndex(({ errorEquals }) => matchesFailure(errorEquals, { error }));
  return state.retry.map((_, index) => (index === applying ? count : 0));
}

function describe(
  tested: Tested,
  { inspectionLevel = "INFO" }: TestStateInput,
  input: string,
): TestStateOutput {
  const { turn } = tested;
  const status = statusOf(tested);
  const failure = status === "SUCCEEDED" ? undefined : turn.lastFailure;
  const isOver = status === "SUCCEEDED" || status === "CAUGHT_ERROR";
  const details = errorDetailsOf(tested);
  return {
    ...(isOver && turn.output !== undefined && { output: turn.output }),
    ...(failure?.error !== undefined && { error: failure.error }),
    ...(failure?.cause !== undefined && { cause: failure.cause }),
    ...(isOver && turn.nextState !== undefined && { nextState: turn.nextState }),
    status,
    ...(inspectionLevel !== "INFO" && {
      inspectionData: {
        ...inspect(tested, input),
        ...(details && { errorDetails: details }),
      },
    }),
  };
}

function statusOf({ turn }: Tested): TestExecutionStatus {
  if (turn.status === "FAILED") return "FAILED";
  if (turn.marks.some(({ kind }) => kind === "retry")) return "RETRIABLE";
  return turn.marks.some(({ kind }) => kind === "catch") ? "CAUGHT_ERROR" : "SUCCEEDED";
}

/** The entry of Retry or Catch that handled the failure. */
function errorDetailsOf({ turn, frame }: Tested): InspectionErrorDetails | undefined {
  const mark = turn.marks.find(({ kind }) => kind === "retry" || kind === "catch");
  if (mark?.kind === "catch") return { catchIndex: mark.index };
  if (mark?.kind !== "retry") return undefined;
  const { activity } = frame;
  const until = activity.kind === "retrying" ? activity.until : turn.world.now;
  return { retryIndex: mark.index, retryBackoffIntervalSeconds: (until - turn.world.now) / 1000 };
}

function readVariables(text: string | undefined): ReadonlyMap<string, Json> {
  if (text === undefined) return new Map();
  try {
    const value = JSON.parse(text) as Json;
    if (typeof value === "object" && value !== null && !Array.isArray(value))
      return new Map(Object.entries(value));
  } catch {
    // Reported as not an object.
  }
  throw invalidVariables();
}

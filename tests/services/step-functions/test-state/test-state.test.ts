import type { TestStateCommandInput } from "@aws-sdk/client-sfn";
import { describe, expect, test } from "vitest";
import { body } from "../../../support/body.js";
import { failure } from "../../../support/failure.js";
import { ROLE, START, stepFunctionsWorld } from "../step-functions-world.js";

const world = stepFunctionsWorld();

type Request = Omit<Partial<TestStateCommandInput>, "definition" | "input">;
const testState = (state: object, input: unknown = {}, request: Request = {}) =>
  body(
    world.sfn.testState({
      definition: JSON.stringify(state),
      input: JSON.stringify(input),
      roleArn: ROLE,
      ...request,
    }),
  );
const DEBUG = { inspectionLevel: "DEBUG" } as const;
const task = (more: object = {}) => ({
  Type: "Task",
  Resource: "arn:aws:states:::sqs:sendMessage",
  Parameters: { QueueUrl: "q", "MessageBody.$": "$.body" },
  Next: "Done",
  ...more,
});
const other = { StartAt: "J", States: { J: { Type: "Pass", End: true } } };
const inner = { StartAt: "I", States: { I: { Type: "Pass", End: true } } };

describe("each type of state", () => {
  test("Pass, with what it was after each step", async () => {
    const state = {
      Type: "Pass",
      InputPath: "$.a",
      Parameters: { "b.$": "$.b" },
      ResultPath: "$.c",
      Next: "Done",
    };
    expect(await testState(state, { a: { b: 1 } }, DEBUG)).toEqual({
      output: '{"a":{"b":1},"c":{"b":1}}',
      nextState: "Done",
      status: "SUCCEEDED",
      inspectionData: {
        input: '{"a":{"b":1}}',
        afterInputPath: '{"b":1}',
        afterParameters: '{"b":1}',
        afterResultSelector: '{"b":1}',
        afterResultPath: '{"a":{"b":1},"c":{"b":1}}',
      },
    });
    expect(await testState({ Type: "Pass", Result: 1, End: true })).toEqual({
      output: "1",
      status: "SUCCEEDED",
    });
  });

  test("Choice", async () => {
    const state = {
      Type: "Choice",
      Choices: [{ Variable: "$.n", NumericGreaterThan: 1, Next: "Many" }],
      Default: "Few",
    };
    expect(await testState(state, { n: 2 })).toEqual({
      output: '{"n":2}',
      nextState: "Many",
      status: "SUCCEEDED",
    });
    expect((await testState(state, { n: 1 })).nextState).toBe("Few");
  });

  test("Wait, without waiting", async () => {
    expect(await testState({ Type: "Wait", Seconds: 86_400, Next: "Done" }, { n: 2 })).toEqual({
      output: '{"n":2}',
      nextState: "Done",
      status: "SUCCEEDED",
    });
    expect(world.sim.clock.date()).toEqual(START);
  });

  test("Succeed and Fail", async () => {
    expect(await testState({ Type: "Succeed", OutputPath: "$.a" }, { a: 1 })).toEqual({
      output: "1",
      status: "SUCCEEDED",
    });
    expect(await testState({ Type: "Fail", Error: "Bad", Cause: "luck" })).toEqual({
      error: "Bad",
      cause: "luck",
      status: "FAILED",
    });
  });

  test("Task: the service is called", async () => {
    await world.sfn.createActivity({ name: "a" });
    const state = {
      Type: "Task",
      Resource: "arn:aws:states:::aws-sdk:sfn:listActivities",
      Parameters: {},
      End: true,
    };
    const { status, output } = await testState(state);
    expect(status).toBe("SUCCEEDED");
    expect(JSON.parse(output ?? "")).toMatchObject({ Activities: [{ Name: "a" }] });
  });

  test("Task: onTask answers", async () => {
    world.sim.stepFunctions.onTask("sqs:sendMessage", ({ MessageBody }) => ({ echoed: MessageBody }));
    const state = task({ ResultSelector: { "e.$": "$.echoed" }, ResultPath: "$.got" });
    expect(await testState(state, { body: "b" }, DEBUG)).toEqual({
      output: '{"body":"b","got":{"e":"b"}}',
      nextState: "Done",
      status: "SUCCEEDED",
      inspectionData: {
        input: '{"body":"b"}',
        afterInputPath: '{"body":"b"}',
        afterParameters: '{"QueueUrl":"q","MessageBody":"b"}',
        result: '{"echoed":"b"}',
        afterResultSelector: '{"e":"b"}',
        afterResultPath: '{"body":"b","got":{"e":"b"}}',
      },
    });
  });

  test("Parallel and Map, with a mock of their result", async () => {
    const parallel = { Type: "Parallel", Branches: [inner, other], ResultPath: "$.r", End: true };
    expect(await testState(parallel, { a: 1 }, { mock: { result: "[1,2]" } })).toEqual({
      output: '{"a":1,"r":[1,2]}',
      status: "SUCCEEDED",
    });
    const map = {
      Type: "Map",
      ItemsPath: "$.items",
      ItemSelector: { "v.$": "$$.Map.Item.Value" },
      MaxConcurrency: 3,
      ItemProcessor: inner,
      End: true,
    };
    expect(await testState(map, { items: [1, 2] }, { mock: { result: "[3,4]" }, ...DEBUG })).toEqual({
      output: "[3,4]",
      status: "SUCCEEDED",
      inspectionData: {
        input: '{"items":[1,2]}',
        afterInputPath: '{"items":[1,2]}',
        afterItemsPath: "[1,2]",
        afterItemSelector: '[{"v":1},{"v":2}]',
        maxConcurrency: 3,
        result: "[3,4]",
        afterResultSelector: "[3,4]",
        afterResultPath: "[3,4]",
      },
    });
  });

  test("JSONata, with variables", async () => {
    const state = {
      Type: "Pass",
      QueryLanguage: "JSONata",
      Assign: { total: "{% $sum($states.input.rows) + $before %}" },
      Output: "{% $count($states.input.rows) %}",
      Next: "Done",
    };
    expect(await testState(state, { rows: [1, 2] }, { variables: '{"before":10}', ...DEBUG })).toEqual({
      output: "2",
      nextState: "Done",
      status: "SUCCEEDED",
      inspectionData: { input: '{"rows":[1,2]}', variables: '{"before":10,"total":13}' },
    });
    const bad = { Type: "Pass", QueryLanguage: "JSONata", Output: "{% $states.input.none %}", End: true };
    expect(await testState(bad)).toMatchObject({ status: "FAILED", error: "States.QueryEvaluationError" });
  });
});

describe("failures", () => {
  const Retry = [
    { ErrorEquals: ["Slow"], IntervalSeconds: 1 },
    { ErrorEquals: ["Busy"], IntervalSeconds: 3, BackoffRate: 2, MaxAttempts: 2 },
  ];
  const Catch = [{ ErrorEquals: ["States.ALL"], Next: "Failed", ResultPath: "$.error" }];
  const mock = { errorOutput: { error: "Busy", cause: "later" } };

  test("are retriable, with the wait of the attempt", async () => {
    const given = { mock, stateConfiguration: { retrierRetryCount: 1 }, ...DEBUG };
    expect(await testState(task({ Retry, Catch }), { body: "b" }, given)).toMatchObject({
      status: "RETRIABLE",
      error: "Busy",
      cause: "later",
      inspectionData: { errorDetails: { retryIndex: 1, retryBackoffIntervalSeconds: 6 } },
    });
  });

  test("are caught when no retry is left", async () => {
    const given = { mock, stateConfiguration: { retrierRetryCount: 2 }, ...DEBUG };
    expect(await testState(task({ Retry, Catch }), { body: "b" }, given)).toMatchObject({
      status: "CAUGHT_ERROR",
      error: "Busy",
      cause: "later",
      nextState: "Failed",
      output: '{"body":"b","error":{"Error":"Busy","Cause":"later"}}',
      inspectionData: { errorDetails: { catchIndex: 0 } },
    });
  });

  test("fail the state otherwise, and show how far it came", async () => {
    expect(await testState(task(), { body: "b" }, { mock })).toEqual({
      status: "FAILED",
      error: "Busy",
      cause: "later",
    });
    const missing = await testState(task(), {}, { mock, ...DEBUG });
    expect(missing).toMatchObject({
      status: "FAILED",
      cause: expect.stringContaining(
        "The JSONPath '$.body' specified for the field 'MessageBody.$' could not be found",
      ),
    });
    expect(missing.inspectionData).toEqual({ input: "{}", afterInputPath: "{}" });
  });

  test("of iterations count against the tolerance of a distributed Map", async () => {
    const map = {
      Type: "Map",
      ToleratedFailureCount: 1,
      ItemProcessor: { ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" }, ...inner },
      End: true,
    };
    const given = (mapIterationFailureCount: number) => ({
      mock: { result: "[1,2]" },
      stateConfiguration: { mapIterationFailureCount },
    });
    expect((await testState(map, [1, 2], given(1))).status).toBe("SUCCEEDED");
    expect(await testState(map, [1, 2], given(2))).toMatchObject({
      status: "FAILED",
      error: "States.ExceedToleratedFailureThreshold",
    });
  });
});

test("a state of a whole definition is tested by its name, inside of others too", async () => {
  const definition = JSON.stringify({
    StartAt: "P",
    States: {
      P: {
        Type: "Parallel",
        Branches: [{ StartAt: "In", States: { In: { Type: "Pass", Result: 7, End: true } } }],
        End: true,
      },
    },
  });
  expect(await body(world.sfn.testState({ definition, stateName: "In" }))).toEqual({
    output: "7",
    status: "SUCCEEDED",
  });
  expect(await failure(world.sfn.testState({ definition, stateName: "Out" }))).toMatchObject({
    code: "ValidationException",
    message: "State not found in definition",
  });
});

test("the context object can be given", async () => {
  const state = {
    Type: "Pass",
    Parameters: {
      "id.$": "$$.Execution.Id",
      "m.$": "$$.StateMachine.Name",
      "at.$": "$$.Execution.StartTime",
    },
    End: true,
  };
  const context = JSON.stringify({
    Execution: { Id: "arn:e", StartTime: "2030-01-01T00:00:00.000Z" },
    StateMachine: { Name: "orders" },
  });
  expect((await testState(state, {}, { context })).output).toBe(
    '{"id":"arn:e","m":"orders","at":"2030-01-01T00:00:00.000Z"}',
  );
});

describe("what is rejected", () => {
  const RESULT = { mock: { result: "{}" } };
  test.each<[string, object, Request, string]>([
    [
      "a Task without a role",
      task(),
      { roleArn: undefined },
      "RoleArn must be specified when testing a Task state",
    ],
    [
      "a mock of a Pass",
      { Type: "Pass", End: true },
      RESULT,
      "State type 'Pass' is not supported when a mock is specified",
    ],
    [
      "two mocks",
      task(),
      { mock: { result: "{}", errorOutput: { error: "E" } } },
      "A test mock should have only one of the following fields: [result, errorOutput].",
    ],
    ["a result that is not JSON", task(), { mock: { result: "{" } }, "Mocked result must be valid JSON"],
    ["a result that is no object", task(), { mock: { result: "1" } }, "Mocked result must be a JSON object."],
    [
      "a Map without a list",
      { Type: "Map", ItemProcessor: inner, End: true },
      RESULT,
      "Mocked result must be an array.",
    ],
    [
      "too few branches",
      { Type: "Parallel", Branches: [inner, other], End: true },
      { mock: { result: "[1]" } },
      "Mocked result must contain the same number of items as number of Parallel branches.",
    ],
    [
      "secrets of a mock",
      task(),
      { ...RESULT, revealSecrets: true },
      "TestState does not support RevealSecrets when a mock is specified.",
    ],
    [
      "failures without a mock",
      task(),
      { stateConfiguration: { mapIterationFailureCount: 1 } },
      "TestState does not support MapIterationFailureCount when a mock is not specified.",
    ],
    [
      "more failures than iterations",
      { Type: "Map", ItemProcessor: inner, End: true },
      { mock: { result: "[]" }, stateConfiguration: { mapIterationFailureCount: 1 } },
      "Map iteration failure count must be less than or equal to the number of Map iterations",
    ],
    [
      "an unknown context",
      task(),
      { context: '{"Machine":{}}' },
      "Invalid Context object provided: Field 'Machine' is not allowed",
    ],
    [
      "a wrong context",
      task(),
      { context: '{"Execution":{"Id":1}}' },
      "Invalid Context object provided: Execution.Id must be a string",
    ],
    [
      "a Map in the context",
      task(),
      { context: '{"Map":{}}' },
      "Invalid Context object provided: 'Map' field is not supported when mocking a Context object",
    ],
    [
      "a token of a task that does not wait",
      task(),
      { context: '{"Task":{"Token":"t"}}' },
      "Invalid Context object provided: Context object contains 'Task' when state is not a Task state with a '.sync' or '.waitForTaskToken' service integration pattern",
    ],
  ])("%s", async (_, state, request, message) => {
    expect(await failure(testState(state, { body: "b" }, request))).toEqual({
      code: "ValidationException",
      status: 400,
      message,
    });
  });

  test("a Map without a mock", async () => {
    expect(await failure(testState({ Type: "Map", ItemProcessor: inner, End: true }))).toEqual({
      code: "InvalidDefinition",
      status: 400,
      message:
        "TestState API does not support Map or Parallel states. Supported state types include: [Task, Wait, Pass, Succeed, Fail, Choice]",
    });
  });

  test("an invalid state, with the place in it", async () => {
    expect(await failure(testState({ Type: "Pass", Foo: 1, End: true }))).toMatchObject({
      code: "InvalidDefinition",
      message: expect.stringContaining("Field 'Foo' is not supported at /'"),
    });
    expect((await failure(world.sfn.testState({ definition: "{" }))).code).toBe("InvalidDefinition");
  });

  test("an input that is not JSON", async () => {
    const definition = JSON.stringify({ Type: "Succeed" });
    expect((await failure(world.sfn.testState({ definition, input: "x" }))).code).toBe(
      "InvalidExecutionInput",
    );
  });

  test("a job, which nothing waits for", async () => {
    world.sim.ecs.onTask("t", { exitCode: 0 });
    const state = {
      Type: "Task",
      Resource: "arn:aws:states:::states:startExecution.sync",
      Parameters: { StateMachineArn: await world.machine("child") },
      End: true,
    };
    expect(await failure(testState(state))).toMatchObject({
      code: "ValidationException",
      message: expect.stringContaining("does not wait for arn:aws:states:::states:startExecution.sync"),
    });
    expect(await testState(state, {}, { mock: { result: '{"Output":"{}"}' } })).toMatchObject({
      status: "SUCCEEDED",
      output: '{"Output":"{}"}',
    });
  });
});

test("nothing is left of a test", async () => {
  await testState({ Type: "Pass", End: true });
  expect(world.sim.stepFunctions.executions()).toEqual([]);
});

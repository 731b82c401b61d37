import { describe, expect, test } from "vitest";
import { executionsWorld } from "./executions-world.js";
import { momentAt, ROLE } from "./step-functions-world.js";

/** The sequences that AWS records: see https://docs.aws.amazon.com/step-functions/latest/apireference/API_GetExecutionHistory.html */
const world = executionsWorld();
const notTruncated = { truncated: false };
const invoke = (more: object = {}) => ({
  Type: "Task",
  Resource: "arn:aws:states:::lambda:invoke",
  Parameters: { FunctionName: "f", "Payload.$": "$" },
  End: true,
  ...more,
});
const FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:f";
const direct = (more: object = {}) => ({ Type: "Task", Resource: FUNCTION, End: true, ...more });

describe("states", () => {
  test("Pass, then Succeed", async () => {
    const arn = await world.run({ P: { Type: "Pass", Next: "S" }, S: { Type: "Succeed" } });
    expect(await world.history(arn)).toEqual([
      {
        timestamp: momentAt(0),
        type: "ExecutionStarted",
        id: 1,
        previousEventId: 0,
        executionStartedEventDetails: { input: "{}", inputDetails: notTruncated, roleArn: ROLE },
      },
      {
        timestamp: momentAt(0),
        type: "PassStateEntered",
        id: 2,
        previousEventId: 0,
        stateEnteredEventDetails: { name: "P", input: "{}", inputDetails: notTruncated },
      },
      {
        timestamp: momentAt(0),
        type: "PassStateExited",
        id: 3,
        previousEventId: 2,
        stateExitedEventDetails: { name: "P", output: "{}", outputDetails: notTruncated },
      },
      {
        timestamp: momentAt(0),
        type: "SucceedStateEntered",
        id: 4,
        previousEventId: 3,
        stateEnteredEventDetails: { name: "S", input: "{}", inputDetails: notTruncated },
      },
      {
        timestamp: momentAt(0),
        type: "SucceedStateExited",
        id: 5,
        previousEventId: 4,
        stateExitedEventDetails: { name: "S", output: "{}", outputDetails: notTruncated },
      },
      {
        timestamp: momentAt(0),
        type: "ExecutionSucceeded",
        id: 6,
        previousEventId: 5,
        executionSucceededEventDetails: { output: "{}", outputDetails: notTruncated },
      },
    ]);
  });

  test("Fail with neither error nor cause", async () => {
    const arn = await world.run({ F: { Type: "Fail" } });
    expect((await world.history(arn)).slice(1)).toEqual([
      {
        timestamp: momentAt(0),
        type: "FailStateEntered",
        id: 2,
        previousEventId: 0,
        stateEnteredEventDetails: { name: "F", input: "{}", inputDetails: notTruncated },
      },
      {
        timestamp: momentAt(0),
        type: "ExecutionFailed",
        id: 3,
        previousEventId: 2,
        executionFailedEventDetails: {},
      },
    ]);
  });

  test("Wait", async () => {
    const arn = await world.run({ W: { Type: "Wait", Seconds: 90, End: true } });
    await world.sim.clock.advance("90s");
    expect((await world.history(arn)).map(({ type, timestamp }) => [type, timestamp])).toEqual([
      ["ExecutionStarted", momentAt(0)],
      ["WaitStateEntered", momentAt(0)],
      ["WaitStateExited", momentAt(90_000)],
      ["ExecutionSucceeded", momentAt(90_000)],
    ]);
  });

  test("Assign", async () => {
    const arn = await world.run(
      { P: { Type: "Pass", Assign: { "x.$": "$.a", y: "text" }, End: true } },
      { a: { b: 1 } },
    );
    expect((await world.history(arn))[2]?.stateExitedEventDetails).toEqual({
      name: "P",
      output: '{"a":{"b":1}}',
      outputDetails: notTruncated,
      assignedVariables: { x: '{"b":1}', y: '"text"' },
      assignedVariablesDetails: notTruncated,
    });
  });
});

describe("tasks", () => {
  test("lambda:invoke", async () => {
    world.sim.lambda.on("f", { ok: true });
    const arn = await world.run({ T: invoke({ TimeoutSeconds: 30 }) }, { a: 1 });
    const [, , scheduled, started, succeeded, exited, ended] = await world.history(arn);
    expect(scheduled).toEqual({
      timestamp: momentAt(0),
      type: "TaskScheduled",
      id: 3,
      previousEventId: 2,
      taskScheduledEventDetails: {
        resourceType: "lambda",
        resource: "invoke",
        region: "us-east-1",
        parameters: '{"FunctionName":"f","Payload":{"a":1}}',
        timeoutInSeconds: 30,
      },
    });
    expect(started).toEqual({
      timestamp: momentAt(0),
      type: "TaskStarted",
      id: 4,
      previousEventId: 3,
      taskStartedEventDetails: { resourceType: "lambda", resource: "invoke" },
    });
    expect(succeeded).toEqual({
      timestamp: momentAt(0),
      type: "TaskSucceeded",
      id: 5,
      previousEventId: 4,
      taskSucceededEventDetails: {
        resourceType: "lambda",
        resource: "invoke",
        output: expect.stringContaining('"Payload":{"ok":true}'),
        outputDetails: notTruncated,
      },
    });
    expect([exited, ended].map((event) => [event?.id, event?.previousEventId, event?.type])).toEqual([
      [6, 5, "TaskStateExited"],
      [7, 6, "ExecutionSucceeded"],
    ]);
  });

  test("a function that fails: the execution fails with its error and cause", async () => {
    world.sim.lambda.on("f", () => {
      throw Object.assign(new Error("no"), { name: "CustomException" });
    });
    const arn = await world.run({ T: invoke() });
    const events = await world.history(arn);
    const cause = events[4]?.taskFailedEventDetails?.cause ?? "";
    expect(JSON.parse(cause)).toMatchObject({ errorType: "CustomException", errorMessage: "no" });
    expect(events.slice(4)).toEqual([
      {
        timestamp: momentAt(0),
        type: "TaskFailed",
        id: 5,
        previousEventId: 4,
        taskFailedEventDetails: {
          resourceType: "lambda",
          resource: "invoke",
          error: "CustomException",
          cause,
        },
      },
      {
        timestamp: momentAt(0),
        type: "ExecutionFailed",
        id: 6,
        previousEventId: 5,
        executionFailedEventDetails: { error: "CustomException", cause },
      },
    ]);
  });

  test("a function by its ARN, tried again", async () => {
    world.sim.lambda.on("f", new Error("busy"), { ok: true });
    const retry = [{ ErrorEquals: ["States.ALL"], IntervalSeconds: 3 }];
    const arn = await world.run({ T: direct({ Retry: retry }) }, { a: 1 });
    await world.sim.clock.advance("3s");
    const events = await world.history(arn);
    expect(events.map(({ id, previousEventId, type }) => `${id} ${previousEventId} ${type}`)).toEqual([
      "1 0 ExecutionStarted",
      "2 0 TaskStateEntered",
      "3 2 LambdaFunctionScheduled",
      "4 3 LambdaFunctionStarted",
      "5 4 LambdaFunctionFailed",
      "6 5 LambdaFunctionScheduled",
      "7 6 LambdaFunctionStarted",
      "8 7 LambdaFunctionSucceeded",
      "9 8 TaskStateExited",
      "10 9 ExecutionSucceeded",
    ]);
    expect(events[2]?.lambdaFunctionScheduledEventDetails).toEqual({
      resource: FUNCTION,
      input: '{"a":1}',
      inputDetails: notTruncated,
    });
    expect(events[3]).toEqual({
      timestamp: momentAt(0),
      type: "LambdaFunctionStarted",
      id: 4,
      previousEventId: 3,
    });
    expect(events[7]?.lambdaFunctionSucceededEventDetails).toEqual({
      output: '{"ok":true}',
      outputDetails: notTruncated,
    });
  });

  test("an error that is caught", async () => {
    world.sim.lambda.on("f", new Error("no"));
    const arn = await world.run({
      T: invoke({ Catch: [{ ErrorEquals: ["States.TaskFailed"], Next: "P" }] }),
      P: { Type: "Pass", End: true },
    });
    expect((await world.trail(arn)).slice(4)).toEqual([
      "5 4 TaskFailed",
      "6 5 TaskStateExited",
      "7 6 PassStateEntered",
      "8 7 PassStateExited",
      "9 8 ExecutionSucceeded",
    ]);
  });

  test("a callback", async () => {
    world.sim.lambda.on("f", null);
    const arn = await world.run({
      T: {
        Type: "Task",
        Resource: "arn:aws:states:::lambda:invoke.waitForTaskToken",
        Parameters: { FunctionName: "f", Payload: { "token.$": "$$.Task.Token" } },
        HeartbeatSeconds: 60,
        End: true,
      },
    });
    const [invocation] = world.sim.lambda.invocations("f");
    const { token: taskToken } = Object(invocation?.payload);
    await world.sfn.sendTaskSuccess({ taskToken, output: '{"done":true}' });
    const events = await world.history(arn);
    expect(
      events.slice(2).map(({ id, previousEventId, type }) => `${id} ${previousEventId} ${type}`),
    ).toEqual([
      "3 2 TaskScheduled",
      "4 3 TaskStarted",
      "5 4 TaskSubmitted",
      "6 5 TaskSucceeded",
      "7 6 TaskStateExited",
      "8 7 ExecutionSucceeded",
    ]);
    expect(events[2]?.taskScheduledEventDetails).toMatchObject({
      resource: "invoke.waitForTaskToken",
      heartbeatInSeconds: 60,
    });
    expect(events[5]?.taskSucceededEventDetails).toEqual({
      resourceType: "lambda",
      resource: "invoke.waitForTaskToken",
      output: '{"done":true}',
      outputDetails: notTruncated,
    });
  });

  test.each([
    [
      "lambda:invoke",
      invoke({ TimeoutSeconds: 5 }),
      "TaskTimedOut",
      { resourceType: "lambda", resource: "invoke" },
    ],
    ["a function by its ARN", direct({ TimeoutSeconds: 5 }), "LambdaFunctionTimedOut", {}],
  ])("%s that takes too long", async (_, state, type, resource) => {
    world.sim.lambda.on("f", (_event, context) => context.sleep("1m"));
    const arn = await world.run({ T: state });
    await world.sim.clock.advance("5s");
    const [timedOut, failed] = (await world.history(arn)).slice(4);
    const details = { ...resource, error: "States.Timeout" };
    expect(timedOut).toMatchObject({ type, id: 5, previousEventId: 4 });
    expect(timedOut?.taskTimedOutEventDetails ?? timedOut?.lambdaFunctionTimedOutEventDetails).toEqual(
      details,
    );
    expect(failed?.executionFailedEventDetails).toEqual({ error: "States.Timeout" });
  });
});

describe("Parallel and Map", () => {
  test("Parallel", async () => {
    const branch = (name: string) => ({ StartAt: name, States: { [name]: { Type: "Pass", End: true } } });
    const arn = await world.run({ L: { Type: "Parallel", Branches: [branch("A"), branch("B")], End: true } });
    expect(await world.trail(arn)).toEqual([
      "1 0 ExecutionStarted",
      "2 0 ParallelStateEntered",
      "3 2 ParallelStateStarted",
      "4 3 PassStateEntered",
      "5 4 PassStateExited",
      "6 3 PassStateEntered",
      "7 6 PassStateExited",
      "8 7 ParallelStateSucceeded",
      "9 7 ParallelStateExited",
      "10 9 ExecutionSucceeded",
    ]);
  });

  test("Parallel that fails and is caught", async () => {
    const arn = await world.run({
      L: {
        Type: "Parallel",
        Branches: [
          { StartAt: "W", States: { W: { Type: "Wait", Seconds: 9, End: true } } },
          { StartAt: "F", States: { F: { Type: "Fail", Error: "E", Cause: "C" } } },
        ],
        Catch: [{ ErrorEquals: ["E"], Next: "S" }],
        End: true,
      },
      S: { Type: "Succeed" },
    });
    expect(await world.trail(arn)).toEqual([
      "1 0 ExecutionStarted",
      "2 0 ParallelStateEntered",
      "3 2 ParallelStateStarted",
      "4 3 WaitStateEntered",
      "5 3 FailStateEntered",
      "6 5 WaitStateAborted",
      "7 5 ParallelStateFailed",
      "8 7 ParallelStateExited",
      "9 8 SucceedStateEntered",
      "10 9 SucceedStateExited",
      "11 10 ExecutionSucceeded",
    ]);
  });

  test("Map, one item after the other", async () => {
    const arn = await world.run(
      {
        M: {
          Type: "Map",
          MaxConcurrency: 1,
          ItemProcessor: { StartAt: "P", States: { P: { Type: "Pass", End: true } } },
          End: true,
        },
      },
      [1, "two"],
    );
    const events = await world.history(arn);
    expect(events.map(({ id, previousEventId, type }) => `${id} ${previousEventId} ${type}`)).toEqual([
      "1 0 ExecutionStarted",
      "2 0 MapStateEntered",
      "3 2 MapStateStarted",
      "4 3 MapIterationStarted",
      "5 4 PassStateEntered",
      "6 5 PassStateExited",
      "7 6 MapIterationSucceeded",
      "8 6 MapIterationStarted",
      "9 8 PassStateEntered",
      "10 9 PassStateExited",
      "11 10 MapIterationSucceeded",
      "12 10 MapStateSucceeded",
      "13 10 MapStateExited",
      "14 13 ExecutionSucceeded",
    ]);
    expect(events[2]?.mapStateStartedEventDetails).toEqual({ length: 2 });
    expect(events[7]?.mapIterationStartedEventDetails).toEqual({ name: "M", index: 1 });
    expect(events[8]?.stateEnteredEventDetails?.input).toBe('"two"');
  });

  test("Map whose items time out", async () => {
    world.sim.lambda.on("f", (_event, context) => context.sleep("1m"));
    const arn = await world.run(
      {
        M: {
          Type: "Map",
          ItemProcessor: { StartAt: "T", States: { T: invoke({ TimeoutSeconds: 5 }) } },
          End: true,
        },
      },
      [1, 2],
    );
    await world.sim.clock.advance("5s");
    const trail = await world.trail(arn);
    expect(trail.slice(0, 7)).toEqual([
      "1 0 ExecutionStarted",
      "2 0 MapStateEntered",
      "3 2 MapStateStarted",
      "4 3 MapIterationStarted",
      "5 3 MapIterationStarted",
      "6 4 TaskStateEntered",
      "7 6 TaskScheduled",
    ]);
    expect(trail.slice(-6)).toEqual([
      "12 8 TaskTimedOut",
      "13 12 MapIterationFailed",
      "14 12 TaskStateAborted",
      "15 12 MapIterationAborted",
      "16 12 MapStateFailed",
      "17 16 ExecutionFailed",
    ]);
  });

  test("an empty Map", async () => {
    const arn = await world.run(
      {
        M: {
          Type: "Map",
          ItemProcessor: { StartAt: "P", States: { P: { Type: "Pass", End: true } } },
          End: true,
        },
      },
      [],
    );
    expect((await world.outcome(arn)).output).toEqual([]);
    expect((await world.trail(arn)).slice(1)).toEqual([
      "2 0 MapStateEntered",
      "3 2 MapStateStarted",
      "4 3 MapStateSucceeded",
      "5 3 MapStateExited",
      "6 5 ExecutionSucceeded",
    ]);
  });
});

describe("activities", () => {
  const activity = (more: object = {}) => ({
    Type: "Task",
    Resource: "arn:aws:states:us-east-1:123456789012:activity:a",
    End: true,
    ...more,
  });

  test("a worker", async () => {
    const { activityArn } = await world.sfn.createActivity({ name: "a" });
    const arn = await world.run({ T: activity({ HeartbeatSeconds: 10, TimeoutSeconds: 60 }) }, { a: 1 });
    const { taskToken, input } = await world.sfn.getActivityTask({ activityArn, workerName: "w" });
    expect(input).toBe('{"a":1}');
    await world.sfn.sendTaskSuccess({ taskToken, output: "[1]" });
    expect((await world.history(arn)).slice(2, 6)).toEqual([
      {
        timestamp: momentAt(0),
        type: "ActivityScheduled",
        id: 3,
        previousEventId: 2,
        activityScheduledEventDetails: {
          resource: activityArn,
          input: '{"a":1}',
          inputDetails: notTruncated,
          heartbeatInSeconds: 10,
          timeoutInSeconds: 60,
        },
      },
      {
        timestamp: momentAt(0),
        type: "ActivityStarted",
        id: 4,
        previousEventId: 3,
        activityStartedEventDetails: { workerName: "w" },
      },
      {
        timestamp: momentAt(0),
        type: "ActivitySucceeded",
        id: 5,
        previousEventId: 4,
        activitySucceededEventDetails: { output: "[1]", outputDetails: notTruncated },
      },
      {
        timestamp: momentAt(0),
        type: "TaskStateExited",
        id: 6,
        previousEventId: 5,
        stateExitedEventDetails: { name: "T", output: "[1]", outputDetails: notTruncated },
      },
    ]);
  });

  test("an activity that does not exist", async () => {
    const arn = await world.run({ T: activity() });
    expect((await world.history(arn)).slice(2)).toEqual([
      {
        timestamp: momentAt(0),
        type: "ExecutionFailed",
        id: 3,
        previousEventId: 2,
        executionFailedEventDetails: {
          error: "States.Runtime",
          cause:
            "An error occurred while executing the state 'T' (entered at the event id #2). The activity arn:aws:states:us-east-1:123456789012:activity:a does not exist.",
        },
      },
    ]);
  });
});

test("JSONata that fails", async () => {
  const arn = await world.run(
    { P: { Type: "Pass", Output: { x: "{% $nothing %}" }, End: true } },
    {},
    { QueryLanguage: "JSONata" },
  );
  const cause =
    "An error occurred while executing the state 'P' (entered at the event id #2). The JSONata expression '$nothing' specified for the field 'Output/x' returned nothing (undefined).";
  expect((await world.history(arn)).slice(2)).toEqual([
    {
      timestamp: momentAt(0),
      type: "EvaluationFailed",
      id: 3,
      previousEventId: 2,
      evaluationFailedEventDetails: {
        error: "States.QueryEvaluationError",
        cause,
        location: "Output/x",
        state: "P",
      },
    },
    {
      timestamp: momentAt(0),
      type: "ExecutionFailed",
      id: 4,
      previousEventId: 3,
      executionFailedEventDetails: { error: "States.QueryEvaluationError", cause },
    },
  ]);
});

test("a history of 25,000 events ends the execution", async () => {
  const looping = await world.run(
    {
      C: { Type: "Choice", Choices: [{ Variable: "$.end", BooleanEquals: true, Next: "S" }], Default: "P" },
      P: { Type: "Pass", Next: "C" },
      S: { Type: "Succeed" },
    },
    { end: false },
  );
  const { events = [] } = await world.sfn.getExecutionHistory({
    executionArn: looping,
    reverseOrder: true,
    maxResults: 2,
  });
  expect(
    events.map(({ id, type, executionFailedEventDetails }) => [id, type, executionFailedEventDetails]),
  ).toEqual([
    [
      25_000,
      "ExecutionFailed",
      {
        error: "States.Runtime",
        cause: "The execution reached the maximum number of history events (25000).",
      },
    ],
    [24_999, "ChoiceStateExited", undefined],
  ]);
});

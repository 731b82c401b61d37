import { describe, expect, test } from "vitest";
import { executionsWorld } from "./executions-world.js";
import { momentAt } from "./step-functions-world.js";

const world = executionsWorld();
const RESOURCE = "arn:aws:states:::glue:startJobRun";
const task = (more: object = {}) => ({
  Type: "Task",
  Resource: RESOURCE,
  Parameters: { JobName: "j" },
  End: true,
  ...more,
});

/** The seconds at which a task was called. */
const calls = (spy: { readonly calls: readonly { readonly time: Date }[] }) =>
  spy.calls.map(({ time }) => (time.getTime() - momentAt(0).getTime()) / 1000);

describe("Retry", () => {
  test("I12: waits with backoff, up to a maximum delay and a number of attempts", async () => {
    const spy = world.sim.stepFunctions.onTask(RESOURCE, { error: "Busy" });
    const retry = [
      { ErrorEquals: ["Busy"], IntervalSeconds: 3, BackoffRate: 2, MaxAttempts: 4, MaxDelaySeconds: 10 },
    ];
    const arn = await world.run({ T: task({ Retry: retry }) });
    await world.sim.clock.advance("1h");
    expect(calls(spy)).toEqual([0, 3, 9, 19, 29]);
    expect(spy.calls.map(({ retryCount }) => retryCount)).toEqual([0, 1, 2, 3, 4]);
    expect(await world.outcome(arn)).toEqual({ status: "FAILED", error: "Busy" });
  });

  test("has defaults of a second, a rate of 2 and three attempts", async () => {
    const spy = world.sim.stepFunctions.onTask(RESOURCE, { error: "Busy" });
    await world.run({ T: task({ Retry: [{ ErrorEquals: ["States.ALL"] }] }) });
    await world.sim.clock.advance("1h");
    expect(calls(spy)).toEqual([0, 1, 3, 7]);
  });

  test("counts each entry on its own, and falls through to Catch", async () => {
    const spy = world.sim.stepFunctions.onTask(RESOURCE, { error: "A" }, { error: "B" }, { error: "A" });
    const arn = await world.run({
      T: task({
        Retry: [
          { ErrorEquals: ["A"], MaxAttempts: 1, IntervalSeconds: 1 },
          { ErrorEquals: ["B"], MaxAttempts: 1, IntervalSeconds: 5 },
        ],
        Catch: [{ ErrorEquals: ["A"], Next: "S", ResultPath: "$.caught" }],
      }),
      S: { Type: "Succeed" },
    });
    await world.sim.clock.advance("1m");
    expect(calls(spy)).toEqual([0, 1, 6]);
    expect(await world.outcome(arn)).toEqual({
      status: "SUCCEEDED",
      output: { caught: { Error: "A", Cause: "" } },
    });
  });

  test("draws full jitter from the seed", async () => {
    const spy = world.sim.stepFunctions.onTask(RESOURCE, { error: "Busy" });
    const retry = [
      {
        ErrorEquals: ["Busy"],
        IntervalSeconds: 100,
        BackoffRate: 1,
        MaxAttempts: 20,
        JitterStrategy: "FULL",
      },
    ];
    await world.run({ T: task({ Retry: retry }) });
    await world.sim.clock.advance("1h");
    const moments = calls(spy);
    const waits = moments.slice(1).map((moment, i) => moment - (moments[i] ?? 0));
    expect(waits).toHaveLength(20);
    expect(Math.max(...waits)).toBeLessThanOrEqual(100);
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(0);
    expect(new Set(waits).size).toBeGreaterThan(10);
  });

  test("of a Parallel state starts its branches again", async () => {
    const spy = world.sim.stepFunctions.onTask(RESOURCE, { error: "Busy" }, 1);
    const arn = await world.run({
      L: {
        Type: "Parallel",
        Branches: [
          { StartAt: "T", States: { T: task() } },
          { StartAt: "W", States: { W: { Type: "Wait", Seconds: 2, End: true } } },
        ],
        Retry: [{ ErrorEquals: ["Busy"], IntervalSeconds: 10 }],
        End: true,
      },
    });
    await world.sim.clock.advance("1m");
    expect(calls(spy)).toEqual([0, 10]);
    expect(await world.outcome(arn)).toEqual({ status: "SUCCEEDED", output: [1, {}] });
  });
});

describe("which names match", () => {
  test.each([
    ["Custom", "States.ALL", true],
    ["Custom", "States.TaskFailed", true],
    ["Custom", "Custom", true],
    ["Custom", "custom", false],
    ["States.Timeout", "States.TaskFailed", false],
    ["States.Timeout", "States.ALL", true],
    ["States.Runtime", "States.ALL", false],
    ["States.Runtime", "States.Runtime", true],
    ["States.DataLimitExceeded", "States.ALL", false],
    ["States.DataLimitExceeded", "States.DataLimitExceeded", true],
  ])("the error %s and the name %s: %s", async (error, name, matches) => {
    world.sim.stepFunctions.onTask(RESOURCE, { error });
    const arn = await world.run({
      T: task({ Catch: [{ ErrorEquals: [name], Next: "S" }] }),
      S: { Type: "Succeed" },
    });
    expect((await world.outcome(arn)).status).toBe(matches ? "SUCCEEDED" : "FAILED");
  });

  test.each(["States.Timeout", "States.HeartbeatTimeout", "States.ALL"])(
    "a missed heartbeat and the name %s",
    async (name) => {
      world.sim.stepFunctions.onTask("*", () => undefined);
      const arn = await world.run({
        T: {
          Type: "Task",
          Resource: "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
          Parameters: { QueueUrl: "q", MessageBody: { "t.$": "$$.Task.Token" } },
          HeartbeatSeconds: 10,
          Catch: [{ ErrorEquals: [name], Next: "S" }],
          End: true,
        },
        S: { Type: "Succeed" },
      });
      await world.sim.clock.advance("10s");
      expect(await world.outcome(arn)).toEqual({
        status: "SUCCEEDED",
        output: { Error: "States.Timeout", Cause: "" },
      });
    },
  );
});

describe("errors of the language", () => {
  const prefix = "An error occurred while executing the state 'X' (entered at the event id #2). ";

  test.each([
    [
      "InputPath",
      { Type: "Pass", InputPath: "$.a", End: true },
      { error: "States.Runtime", cause: `${prefix}Invalid path '$.a' : No results for path: $['a']` },
    ],
    [
      "Parameters",
      { Type: "Pass", Parameters: { "value.$": "$.x" }, End: true },
      {
        error: "States.Runtime",
        cause: `${prefix}The JSONPath '$.x' specified for the field 'value.$' could not be found in the input '{}'`,
      },
    ],
    [
      "no match in a Choice",
      { Type: "Choice", Choices: [{ Variable: "$", IsString: true, Next: "Y" }] },
      {
        error: "States.NoChoiceMatched",
        cause: `${prefix}Failed to transition out of the state. The state does not point to a next state.`,
      },
    ],
    [
      "SecondsPath of nothing",
      { Type: "Wait", SecondsPath: "$.x", End: true },
      {
        error: "States.Runtime",
        cause: `${prefix}The SecondsPath parameter does not reference an input value: $.x`,
      },
    ],
    [
      "ErrorPath of nothing",
      { Type: "Fail", ErrorPath: "$.ErrorX" },
      {
        error: "States.Runtime",
        cause: `${prefix}The JSONPath '$.ErrorX' specified for the field 'ErrorPath' could not be found in the input '{}'`,
      },
    ],
    [
      "a Map over no array",
      { Type: "Map", ItemProcessor: { StartAt: "P", States: { P: { Type: "Pass", End: true } } }, End: true },
      { error: "States.Runtime", cause: `${prefix}Map state input must be an array but was: {}` },
    ],
  ])("%s", async (_, state, outcome) => {
    const arn = await world.run({ X: state, ...("Choices" in state && { Y: { Type: "Succeed" } }) });
    expect(await world.outcome(arn)).toEqual({ status: "FAILED", ...outcome });
  });

  test.each([
    [1.5, "The SecondsPath parameter cannot be parsed as a long value: $.x == 1.5"],
    [-1, "The SecondsPath parameter references a negative value: $.x == -1"],
  ])("SecondsPath of %j", async (x, reason) => {
    const arn = await world.run({ X: { Type: "Wait", SecondsPath: "$.x", End: true } }, { x });
    expect((await world.outcome(arn)).cause).toBe(prefix + reason);
  });

  test("TimestampPath of no timestamp", async () => {
    const arn = await world.run(
      { X: { Type: "Wait", TimestampPath: "$.x", End: true } },
      { x: "2016-12-05 21:29:29Z" },
    );
    expect((await world.outcome(arn)).cause).toBe(
      `${prefix}The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time format string: $.x == 2016-12-05 21:29:29Z`,
    );
  });

  test("MaxConcurrencyPath of no number", async () => {
    const arn = await world.run(
      {
        X: {
          Type: "Map",
          ItemsPath: "$.items",
          MaxConcurrencyPath: "$.x",
          ItemProcessor: { StartAt: "P", States: { P: { Type: "Pass", End: true } } },
          End: true,
        },
      },
      { items: [], x: "NoNumber" },
    );
    expect((await world.outcome(arn)).cause).toBe(
      `${prefix}The MaxConcurrencyPath field refers to value "NoNumber" which is not a valid integer: $.x`,
    );
  });

  test("a result that is too large", async () => {
    world.sim.lambda.on("f", () => "x".repeat(262_144));
    const arn = await world.run({
      T: {
        Type: "Task",
        Resource: "arn:aws:states:::lambda:invoke",
        Parameters: { FunctionName: "f" },
        End: true,
      },
    });
    expect(await world.outcome(arn)).toEqual({
      status: "FAILED",
      error: "States.DataLimitExceeded",
      cause:
        "The state/task 'lambda' returned a result with a size exceeding the maximum number of bytes service limit.",
    });
  });

  test("an output that is too large", async () => {
    const grow = (name: string) => ({ Type: "Pass", Parameters: { "a.$": "$", "b.$": "$" }, Next: name });
    const arn = await world.run(
      { A: grow("B"), B: { ...grow("C"), Next: undefined, End: true } },
      { text: "é".repeat(50_000) },
    );
    expect(await world.outcome(arn)).toEqual({
      status: "FAILED",
      error: "States.DataLimitExceeded",
      cause:
        "The state/task 'B' returned a result with a size exceeding the maximum number of bytes service limit.",
    });
  });
});

describe("timeouts", () => {
  test("of the machine", async () => {
    const arn = await world.run({ W: { Type: "Wait", Seconds: 60, End: true } }, {}, { TimeoutSeconds: 30 });
    await world.sim.clock.advance("1m");
    expect(await world.outcome(arn)).toEqual({ status: "TIMED_OUT" });
    expect((await world.history(arn)).at(-1)).toEqual({
      timestamp: momentAt(30_000),
      type: "ExecutionTimedOut",
      id: 3,
      previousEventId: 0,
      executionTimedOutEventDetails: { error: "States.Timeout" },
    });
  });

  test("of a year", async () => {
    const arn = await world.run({ W: { Type: "Wait", Seconds: 99_999_999, End: true } });
    await world.sim.clock.advance("364d");
    expect((await world.outcome(arn)).status).toBe("RUNNING");
    await world.sim.clock.advance("1d");
    expect((await world.outcome(arn)).status).toBe("TIMED_OUT");
  });

  test("from a path", async () => {
    world.sim.stepFunctions.onTask(RESOURCE, (_, { sleep }) => sleep("1h"));
    const arn = await world.run({ T: task({ TimeoutSecondsPath: "$.seconds" }) }, { seconds: 7 });
    await world.sim.clock.advance("7s");
    expect(await world.outcome(arn)).toEqual({ status: "FAILED", error: "States.Timeout" });
  });

  test("a task that has ended leaves no timer behind", async () => {
    world.sim.stepFunctions.onTask(RESOURCE, 1);
    await world.run({ T: task({ TimeoutSeconds: 3600 }) });
    await world.sim.clock.runUntilIdle();
    expect(world.sim.clock.date()).toEqual(momentAt(0));
  });
});

describe("variables", () => {
  test("are read in branches and items, which do not see each other's", async () => {
    const arn = await world.run(
      {
        A: { Type: "Pass", Assign: { x: 1 }, Next: "M" },
        M: {
          Type: "Map",
          ItemProcessor: {
            StartAt: "B",
            States: {
              B: { Type: "Pass", Assign: { "y.$": "$" }, Next: "C" },
              C: { Type: "Pass", Parameters: { "x.$": "$x", "y.$": "$y" }, End: true },
            },
          },
          Assign: { "x.$": "$[1].y" },
          Next: "D",
        },
        D: { Type: "Pass", Parameters: { "x.$": "$x", "results.$": "$" }, End: true },
      },
      [7, 8],
    );
    expect(await world.outcome(arn)).toEqual({
      status: "SUCCEEDED",
      output: {
        x: 8,
        results: [
          { x: 1, y: 7 },
          { x: 1, y: 8 },
        ],
      },
    });
  });

  test("are set by Catch", async () => {
    world.sim.stepFunctions.onTask(RESOURCE, { error: "E", cause: "C" });
    const arn = await world.run({
      T: task({ Catch: [{ ErrorEquals: ["E"], Assign: { "e.$": "$.Error" }, Next: "P" }] }),
      P: { Type: "Pass", Parameters: { "e.$": "$e" }, End: true },
    });
    expect((await world.outcome(arn)).output).toEqual({ e: "E" });
  });
});

test("the context object", async () => {
  const arn = await world.run(
    {
      M: {
        Type: "Map",
        ItemsPath: "$.items",
        ItemSelector: { "context.$": "$$", "input.$": "$" },
        ItemProcessor: { StartAt: "P", States: { P: { Type: "Pass", End: true } } },
        End: true,
      },
    },
    { items: ["a"] },
  );
  const { output } = await world.outcome(arn);
  expect(output).toEqual([
    {
      context: {
        Execution: {
          Id: arn,
          Input: { items: ["a"] },
          Name: arn.slice(arn.lastIndexOf(":") + 1),
          RoleArn: "arn:aws:iam::123456789012:role/machine",
          StartTime: momentAt(0).toISOString(),
          RedriveCount: 0,
        },
        StateMachine: { Id: "arn:aws:states:us-east-1:123456789012:stateMachine:m", Name: "m" },
        State: { Name: "M", EnteredTime: momentAt(0).toISOString() },
        Map: { Item: { Index: 0, Value: "a" } },
      },
      input: { items: ["a"] },
    },
  ]);
});

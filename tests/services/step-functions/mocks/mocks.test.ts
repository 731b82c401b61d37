import { describe, expect, test } from "vitest";
import { machineArn, stepFunctionsWorld } from "../step-functions-world.js";

const world = stepFunctionsWorld();

const QUEUE = "arn:aws:states:::sqs:sendMessage";
const task = (more: object = {}) => ({
  Type: "Task",
  Resource: QUEUE,
  Parameters: { QueueUrl: "q", "MessageBody.$": "$.body" },
  End: true,
  ...more,
});
const machineOf = (states: Record<string, object>) =>
  JSON.stringify({ StartAt: Object.keys(states)[0], States: states });

/** Runs a state machine with these states to its end, in the time that an hour has. */
async function run(
  states: Record<string, object>,
  { input = { body: "b" }, name = "m", testCase = "" } = {},
) {
  const stateMachineArn = await world.machine(name, { definition: machineOf(states) });
  const { executionArn = "" } = await world.sfn.startExecution({
    stateMachineArn: `${stateMachineArn}${testCase}`,
    input: JSON.stringify(input),
  });
  await world.sim.clock.advance("1h");
  const execution = world.sim.stepFunctions.execution(executionArn);
  if (!execution) throw new Error("The execution is missing.");
  return execution;
}

describe("onTask", () => {
  test("I08: a value is the result; the spy has the input and the output", async () => {
    const spy = world.sim.stepFunctions.onTask(QUEUE, { MessageId: "1" });
    const execution = await run({ T: task() });
    expect(execution).toMatchObject({ status: "SUCCEEDED", output: { MessageId: "1" } });
    expect(spy.calls).toEqual([
      {
        executionArn: execution.executionArn,
        stateMachine: "m",
        state: "T",
        resource: QUEUE,
        retryCount: 0,
        input: { QueueUrl: "q", MessageBody: "b" },
        output: { MessageId: "1" },
        time: execution.startDate,
      },
    ]);
    expect([spy.callCount, spy.lastCall]).toEqual([1, spy.calls[0]]);
  });

  test("a handler gets the input and its context, and can wait", async () => {
    const contexts: object[] = [];
    world.sim.stepFunctions.onTask(
      "sqs:sendMessage",
      async ({ MessageBody }: { MessageBody?: string }, context) => {
        await context.sleep("5s");
        const { signal: _, sleep: __, ...others } = context;
        contexts.push(others);
        return { echoed: MessageBody };
      },
    );
    const execution = await run({ T: task() });
    expect(execution.output).toEqual({ echoed: "b" });
    expect(Number(execution.stopDate) - Number(execution.startDate)).toBe(5000);
    expect(contexts).toEqual([
      { executionArn: execution.executionArn, stateMachine: "m", state: "T", resource: QUEUE, retryCount: 0 },
    ]);
  });

  test.each<[string, unknown, string, string | undefined]>([
    ["{ error, cause }", { error: "Busy", cause: "later" }, "Busy", "later"],
    ["{ error }", { error: "Busy" }, "Busy", undefined],
    ["an Error", Object.assign(new Error("later"), { name: "Busy" }), "Busy", "later"],
    [
      "a handler that throws",
      () => {
        throw new RangeError("too much");
      },
      "RangeError",
      "too much",
    ],
    ["a handler that returns a failure", () => ({ error: "Busy", cause: "now" }), "Busy", "now"],
    [
      "a result that is not JSON",
      () => ({ value: 1n }),
      "States.Runtime",
      "The result of the mock is not JSON. Do not know how to serialize a BigInt",
    ],
  ])("%s is a failure", async (_, outcome, error, cause) => {
    const spy = world.sim.stepFunctions.onTask(QUEUE, outcome as object);
    const execution = await run({ T: task() });
    expect([execution.status, execution.error, execution.cause]).toEqual(["FAILED", error, cause]);
    expect([spy.lastCall?.error, spy.lastCall?.cause]).toEqual([error, cause]);
  });

  test("a sequence is for one call after the other, and its last outcome stays", async () => {
    const spy = world.sim.stepFunctions.onTask(QUEUE, { error: "Busy" }, { n: 2 }, { n: 3 });
    const Retry = [{ ErrorEquals: ["Busy"], IntervalSeconds: 1 }];
    const states = {
      A: task({ Retry, Next: "B", End: undefined, ResultPath: "$.a" }),
      B: task({ ResultPath: "$.b", Next: "C", End: undefined }),
      C: task({ ResultPath: "$.c" }),
    };
    const { output } = await run(states);
    expect(output).toEqual({ body: "b", a: { n: 2 }, b: { n: 3 }, c: { n: 3 } });
    expect(spy.calls.map(({ state, retryCount }) => [state, retryCount])).toEqual([
      ["A", 0],
      ["A", 1],
      ["B", 0],
      ["C", 0],
    ]);
  });

  test("a resource that is named whole goes before a pattern, and a later mock before an earlier one", async () => {
    const { stepFunctions } = world.sim;
    const outputOf = async () => (await run({ T: task() })).output;
    stepFunctions.onTask("sqs:*", "pattern");
    expect(await outputOf()).toBe("pattern");
    const whole = stepFunctions.onTask(QUEUE, "whole");
    stepFunctions.onTask("*", "later pattern");
    expect(await outputOf()).toBe("whole");
    whole.restore();
    expect(await outputOf()).toBe("later pattern");
  });

  test("what a test answers takes a function, an activity and callbacks", async () => {
    const { stepFunctions } = world.sim;
    const functionArn = "arn:aws:lambda:us-east-1:123456789012:function:f";
    stepFunctions.onTask(functionArn, (input) => ({ got: input }));
    expect((await run({ T: { Type: "Task", Resource: functionArn, End: true } })).output).toEqual({
      got: { body: "b" },
    });
    stepFunctions.onTask(`${QUEUE}.waitForTaskToken`, (_, { taskToken }) => ({ token: typeof taskToken }));
    const callback = task({ Resource: `${QUEUE}.waitForTaskToken` });
    expect((await run({ T: callback }, { name: "n" })).output).toEqual({ token: "string" });
  });

  test("a handler of a callback that returns nothing leaves the task waiting for its token", async () => {
    let token: string | undefined;
    world.sim.stepFunctions.onTask("sqs:*", (_, { taskToken }) => {
      token = taskToken;
    });
    const { executionArn, status } = await run({ T: task({ Resource: `${QUEUE}.waitForTaskToken` }) });
    expect(status).toBe("RUNNING");
    await world.sfn.sendTaskSuccess({ taskToken: token, output: '{"approved":true}' });
    expect(world.sim.stepFunctions.execution(executionArn)?.output).toEqual({ approved: true });
  });

  test("the token of a callback can report a failure", async () => {
    let token: string | undefined;
    world.sim.stepFunctions.onTask("sqs:*", (_, { taskToken }) => {
      token = taskToken;
    });
    const { executionArn } = await run({ T: task({ Resource: `${QUEUE}.waitForTaskToken` }) });
    await world.sfn.sendTaskFailure({ taskToken: token, error: "Refused", cause: "by hand" });
    expect(world.sim.stepFunctions.execution(executionArn)).toMatchObject({
      status: "FAILED",
      error: "Refused",
      cause: "by hand",
    });
  });

  test("a spy forgets its calls, and a sequence continues", async () => {
    const spy = world.sim.stepFunctions.onTask(QUEUE, 1, 2, 3);
    await run({ T: task() });
    spy.reset();
    expect([spy.callCount, spy.calls, spy.lastCall]).toEqual([0, [], undefined]);
    expect((await run({ T: task() })).output).toBe(2);
    expect(spy.callCount).toBe(1);
  });

  test("a snapshot brings the calls and the place in a sequence back; a reset removes the mock", async () => {
    const spy = world.sim.stepFunctions.onTask(QUEUE, 1, 2);
    const snapshot = world.sim.snapshot();
    expect((await run({ T: task() })).output).toBe(1);
    world.sim.restore(snapshot);
    expect(spy.callCount).toBe(0);
    expect((await run({ T: task() })).output).toBe(1);
    world.sim.reset();
    expect([spy.callCount, spy.calls]).toEqual([0, []]);
  });

  test("a restore in the middle of a call repeats it", async () => {
    let calls = 0;
    world.sim.stepFunctions.onTask(QUEUE, async (_, { sleep }) => {
      calls++;
      await sleep("10s");
      return "done";
    });
    const stateMachineArn = await world.machine("m", { definition: machineOf({ T: task() }) });
    const { executionArn = "" } = await world.sfn.startExecution({ stateMachineArn, input: '{"body":1}' });
    await world.sim.clock.advance("5s");
    const snapshot = world.sim.snapshot();
    await world.sim.clock.advance("10s");
    world.sim.restore(snapshot);
    expect(world.sim.stepFunctions.execution(executionArn)?.status).toBe("RUNNING");
    await world.sim.clock.advance("10s");
    expect(world.sim.stepFunctions.execution(executionArn)).toMatchObject({ output: "done" });
    expect(calls).toBe(2);
  });
});

describe("onState", () => {
  test("goes before onTask, for one state of one state machine; its paths apply", async () => {
    const { stepFunctions } = world.sim;
    stepFunctions.onTask(QUEUE, "task");
    const spy = stepFunctions.onState("m", "T", { answer: 42 });
    const states = { T: task({ ResultSelector: { "value.$": "$.answer" }, ResultPath: "$.got" }) };
    expect((await run(states)).output).toEqual({ body: "b", got: { value: 42 } });
    expect(spy.callCount).toBe(1);
    expect((await run({ T: task() }, { name: "other" })).output).toBe("task");
    expect((await run({ U: task() }, { name: "third" })).output).toBe("task");
  });

  test("takes the place of Parallel, Map and Wait states, and its failures are caught", async () => {
    const { stepFunctions } = world.sim;
    const inner = { StartAt: "I", States: { I: { Type: "Fail" } } };
    const states = {
      W: { Type: "Wait", Seconds: 99_999, Next: "P" },
      P: { Type: "Parallel", Branches: [inner], ResultPath: "$.p", Next: "M" },
      M: {
        Type: "Map",
        ItemsPath: "$.p",
        ItemProcessor: { StartAt: "J", States: { J: { Type: "Fail" } } },
        Catch: [{ ErrorEquals: ["Full"], Next: "E", ResultPath: "$.error" }],
        End: true,
      },
      E: { Type: "Pass", End: true },
    };
    stepFunctions.onState("m", "W", null);
    stepFunctions.onState(machineArn("m"), "P", [1, 2]);
    stepFunctions.onState("m", "M", { error: "Full", cause: "no room" });
    const { path, output, startDate, stopDate } = await run(states);
    expect(path).toEqual(["W", "P", "M", "E"]);
    expect(output).toEqual({ body: "b", p: [1, 2], error: { Error: "Full", Cause: "no room" } });
    expect(stopDate).toEqual(startDate);
  });

  test("an ARN names the state machine of one account and region", async () => {
    world.sim.stepFunctions.onTask(QUEUE, "task");
    world.sim.stepFunctions.onState(machineArn("m", "eu-west-1"), "T", "elsewhere");
    expect((await run({ T: task() })).output).toBe("task");
    expect(() => world.sim.stepFunctions.onState("arn:aws:s3:::b", "T", 1)).toThrow(
      'Invalid state machine name or ARN: "arn:aws:s3:::b".',
    );
  });
});

describe("onStateMachine", () => {
  test("I07: gives executions an output, or a failure, in place of the states", async () => {
    const spy = world.sim.stepFunctions.onStateMachine("m", { ok: true }, { error: "Down", cause: "today" });
    const states = { F: { Type: "Fail" } };
    expect(await run(states)).toMatchObject({ status: "SUCCEEDED", output: { ok: true }, path: [] });
    expect(await run(states)).toMatchObject({ status: "FAILED", error: "Down", cause: "today" });
    expect(spy.calls.map(({ input }) => input)).toEqual([{ body: "b" }, { body: "b" }]);
  });
});

describe("useMocks", () => {
  const configuration = {
    StateMachines: { m: { TestCases: { Flaky: { T: "flaky" }, Short: { T: "short" } } } },
    MockedResponses: {
      flaky: { "0-1": { Throw: { Error: "Busy", Cause: "later" } }, "2": { Return: { MessageId: "1" } } },
      short: { "0": { Throw: { Error: "Busy" } } },
    },
  };
  const states = { T: task({ Retry: [{ ErrorEquals: ["Busy"], IntervalSeconds: 1, MaxAttempts: 5 }] }) };

  test("executions of a test case get its responses, each from the first", async () => {
    world.sim.stepFunctions.useMocks(configuration);
    for (let i = 0; i < 2; i++) {
      const { output, startDate, stopDate } = await run(states, { testCase: "#Flaky" });
      expect(output).toEqual({ MessageId: "1" });
      expect(Number(stopDate) - Number(startDate)).toBe(3000);
    }
  });

  test("a call without a response fails, and so does a start of an unknown test case", async () => {
    world.sim.stepFunctions.useMocks(configuration);
    expect(await run(states, { testCase: "#Short" })).toMatchObject({
      error: "States.Runtime",
      cause: 'The mock configuration has no response for call 1 in "short".',
    });
    await expect(run(states, { testCase: "#Flacky" })).rejects.toThrow(
      'There is no test case of m "Flacky". Did you mean "Flaky"? There are: Flaky, Short.',
    );
  });

  test("a later configuration replaces an earlier one", async () => {
    world.sim.stepFunctions.useMocks(configuration);
    world.sim.stepFunctions.useMocks({ StateMachines: {}, MockedResponses: {} });
    await expect(run(states, { testCase: "#Flaky" })).rejects.toThrow("There are none.");
  });
});

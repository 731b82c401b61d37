import { describe, expect, test } from "vitest";
import { failure } from "../../support/failure.js";
import { executionArn, executionsWorld } from "./executions-world.js";
import { machineArn, momentAt, ROLE } from "./step-functions-world.js";

const world = executionsWorld();
const PASS = { P: { Type: "Pass", End: true } };
const WAIT = { W: { Type: "Wait", Seconds: 60, End: true } };
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe("StartExecution", () => {
  test("returns the ARN and the date", async () => {
    const { $metadata: _, ...started } = await world.sfn.startExecution({
      stateMachineArn: await world.states(PASS),
      name: "first",
    });
    expect(started).toEqual({ executionArn: executionArn("m", "first"), startDate: momentAt(0) });
  });

  test("names an execution with a UUID by default", async () => {
    const arn = await world.start(await world.states(PASS));
    expect(arn.slice(arn.lastIndexOf(":") + 1)).toMatch(UUID);
  });

  test.each(["7", '"text"', "null", "[1]", ' { "a" : 1 } '])(
    "passes the input %s on as it is",
    async (input) => {
      const stateMachineArn = await world.states(PASS);
      const { executionArn: arn } = await world.sfn.startExecution({ stateMachineArn, input });
      await world.settled();
      const { input: shown, output, status } = await world.sfn.describeExecution({ executionArn: arn });
      expect({ shown, output, status }).toEqual({ shown: input, output: input, status: "SUCCEEDED" });
    },
  );

  test("is idempotent by name while the execution runs", async () => {
    const stateMachineArn = await world.states(WAIT);
    const start = (input: string) => world.sfn.startExecution({ stateMachineArn, name: "n", input });
    await start('{"a":1}');
    await world.sim.clock.advance("1s");
    const { executionArn: arn, startDate } = await start('{"a":1}');
    expect({ arn, startDate }).toEqual({ arn: executionArn("m", "n"), startDate: momentAt(0) });
    const exists = {
      code: "ExecutionAlreadyExists",
      message: `Execution Already Exists: '${executionArn("m", "n")}'`,
      status: 400,
    };
    expect(await failure(start('{"a":2}'))).toEqual(exists);
    await world.sim.clock.advance("1m");
    expect(await failure(start('{"a":1}'))).toEqual(exists);
  });

  test.each([
    [
      "not JSON",
      "Unrecognized token 'not': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')",
    ],
    ["", "Invalid execution input."],
    ["{'a':1}", "Unexpected character (''' (code 39)): was expecting double-quote to start field name"],
  ])("rejects the input %j", async (input, reason) => {
    const stateMachineArn = await world.states(PASS);
    expect(await failure(world.sfn.startExecution({ stateMachineArn, input }))).toEqual({
      code: "InvalidExecutionInput",
      message: `Invalid State Machine Execution Input: '${reason}'`,
      status: 400,
    });
  });

  test("rejects unknown state machines and bad names", async () => {
    expect(await failure(world.sfn.startExecution({ stateMachineArn: machineArn("none") }))).toEqual({
      code: "StateMachineDoesNotExist",
      message: `State Machine Does Not Exist: '${machineArn("none")}'`,
      status: 400,
    });
    const stateMachineArn = await world.states(PASS);
    expect(await failure(world.sfn.startExecution({ stateMachineArn, name: "a b" }))).toEqual({
      code: "InvalidName",
      message: "Invalid Name: 'a b'",
      status: 400,
    });
  });

  test("runs a version, or what an alias routes to", async () => {
    const stateMachineArn = await world.states(PASS);
    const { stateMachineVersionArn = "" } = await world.sfn.publishStateMachineVersion({ stateMachineArn });
    await world.sfn.updateStateMachine({
      stateMachineArn,
      definition: JSON.stringify({ StartAt: "Q", States: { Q: { Type: "Pass", Result: 2, End: true } } }),
    });
    const { stateMachineAliasArn = "" } = await world.sfn.createStateMachineAlias({
      name: "live",
      routingConfiguration: [{ stateMachineVersionArn, weight: 100 }],
    });
    const arns = [stateMachineArn, stateMachineVersionArn, stateMachineAliasArn];
    const executions = await Promise.all(arns.map((arn) => world.start(arn)));
    await world.settled();
    const shown = await Promise.all(
      executions.map((arn) => world.sfn.describeExecution({ executionArn: arn })),
    );
    expect(
      shown.map((each) => [
        each.output,
        each.stateMachineArn,
        each.stateMachineVersionArn,
        each.stateMachineAliasArn,
      ]),
    ).toEqual([
      ["2", stateMachineArn, undefined, undefined],
      ["{}", stateMachineArn, stateMachineVersionArn, undefined],
      ["{}", stateMachineArn, stateMachineVersionArn, stateMachineAliasArn],
    ]);
    const [started] = await world.history(executions[2] ?? "");
    expect(started?.executionStartedEventDetails).toEqual({
      input: "{}",
      inputDetails: { truncated: false },
      roleArn: ROLE,
      stateMachineAliasArn,
      stateMachineVersionArn,
    });
  });
});

describe("DescribeExecution", () => {
  test("of one that runs", async () => {
    const arn = await world.start(await world.states(WAIT), { a: 1 }, "n");
    await world.settled();
    const { $metadata: _, ...shown } = await world.sfn.describeExecution({ executionArn: arn });
    expect(shown).toEqual({
      executionArn: arn,
      stateMachineArn: machineArn("m"),
      name: "n",
      status: "RUNNING",
      startDate: momentAt(0),
      input: '{"a":1}',
      inputDetails: { included: true },
      redriveCount: 0,
      redriveStatus: "NOT_REDRIVABLE",
      redriveStatusReason: "Execution is RUNNING and cannot be redriven",
    });
  });

  test("of one that succeeded", async () => {
    const arn = await world.start(await world.states(WAIT), { a: 1 }, "n");
    await world.sim.clock.advance("1m");
    const { $metadata: _, ...shown } = await world.sfn.describeExecution({ executionArn: arn });
    expect(shown).toEqual({
      executionArn: arn,
      stateMachineArn: machineArn("m"),
      name: "n",
      status: "SUCCEEDED",
      startDate: momentAt(0),
      stopDate: momentAt(60_000),
      input: '{"a":1}',
      inputDetails: { included: true },
      output: '{"a":1}',
      outputDetails: { included: true },
      redriveCount: 0,
      redriveStatus: "NOT_REDRIVABLE",
      redriveStatusReason: "Execution is SUCCEEDED and cannot be redriven",
    });
  });

  test("of one that failed, without its data", async () => {
    const arn = await world.run({ F: { Type: "Fail", Error: "E", Cause: "because" } }, { a: 1 });
    const { $metadata: _, ...shown } = await world.sfn.describeExecution({
      executionArn: arn,
      includedData: "METADATA_ONLY",
    });
    expect(shown).toEqual({
      executionArn: arn,
      stateMachineArn: machineArn("m"),
      name: arn.slice(arn.lastIndexOf(":") + 1),
      status: "FAILED",
      startDate: momentAt(0),
      stopDate: momentAt(0),
      inputDetails: { included: true },
      error: "E",
      cause: "because",
      redriveCount: 0,
      redriveStatus: "REDRIVABLE",
    });
  });

  test("rejects ARNs of nothing and of something else", async () => {
    const describeFailure = (arn: string) => failure(world.sfn.describeExecution({ executionArn: arn }));
    expect(await describeFailure(executionArn("m", "none"))).toEqual({
      code: "ExecutionDoesNotExist",
      message: `Execution Does Not Exist: '${executionArn("m", "none")}'`,
      status: 400,
    });
    expect(await describeFailure("nothing")).toEqual({
      code: "InvalidArn",
      message: "Invalid Arn: 'Invalid ARN prefix: nothing'",
      status: 400,
    });
    expect(await describeFailure(machineArn("m"))).toEqual({
      code: "InvalidArn",
      message: "Invalid Arn: 'Resource type not valid in this context: stateMachine'",
      status: 400,
    });
  });
});

describe("ListExecutions", () => {
  test("lists newest first, in pages, by status", async () => {
    const stateMachineArn = await world.states({
      C: {
        Type: "Choice",
        Choices: [{ Variable: "$.fails", BooleanEquals: true, Next: "F" }],
        Default: "S",
      },
      F: { Type: "Fail" },
      S: { Type: "Succeed" },
    });
    for (const [i, fails] of [true, false, true, false, false].entries()) {
      await world.start(stateMachineArn, { fails }, `e${i}`);
      await world.sim.clock.advance("1s");
    }
    const list = async (more: object) => {
      const { executions = [], nextToken } = await world.sfn.listExecutions({ stateMachineArn, ...more });
      return { names: executions.map(({ name }) => name), nextToken };
    };
    expect((await list({})).names).toEqual(["e4", "e3", "e2", "e1", "e0"]);
    expect((await list({ statusFilter: "FAILED" })).names).toEqual(["e2", "e0"]);
    expect((await list({ statusFilter: "RUNNING" })).names).toEqual([]);
    const first = await list({ maxResults: 2 });
    const second = await list({ maxResults: 2, nextToken: first.nextToken });
    const third = await list({ maxResults: 2, nextToken: second.nextToken });
    expect([first.names, second.names, third.names, third.nextToken]).toEqual([
      ["e4", "e3"],
      ["e2", "e1"],
      ["e0"],
      undefined,
    ]);
    const { executions = [] } = await world.sfn.listExecutions({ stateMachineArn, maxResults: 1 });
    expect(executions).toEqual([
      {
        executionArn: executionArn("m", "e4"),
        stateMachineArn,
        name: "e4",
        status: "SUCCEEDED",
        startDate: momentAt(4_000),
        stopDate: momentAt(4_000),
        redriveCount: 0,
      },
    ]);
  });

  test("rejects what it cannot list", async () => {
    expect(await failure(world.sfn.listExecutions({ stateMachineArn: machineArn("none") }))).toEqual({
      code: "StateMachineDoesNotExist",
      message: `State Machine Does Not Exist: '${machineArn("none")}'`,
      status: 400,
    });
    const stateMachineArn = await world.states(PASS);
    expect(await failure(world.sfn.listExecutions({ stateMachineArn, nextToken: "bad" }))).toEqual({
      code: "InvalidToken",
      message: "Invalid Token: 'Invalid token'",
      status: 400,
    });
    // @ts-expect-error: not a status.
    expect(await failure(world.sfn.listExecutions({ stateMachineArn, statusFilter: "DONE" }))).toEqual({
      code: "ValidationException",
      message:
        "1 validation error detected: Value 'DONE' at 'statusFilter' failed to satisfy constraint: Member must satisfy enum value set: [SUCCEEDED, TIMED_OUT, PENDING_REDRIVE, ABORTED, FAILED, RUNNING]",
      status: 400,
    });
  });
});

describe("StopExecution", () => {
  test("aborts an execution", async () => {
    const arn = await world.start(await world.states(WAIT));
    await world.sim.clock.advance("1s");
    const stop = () => world.sfn.stopExecution({ executionArn: arn, error: "E", cause: "because" });
    expect((await stop()).stopDate).toEqual(momentAt(1_000));
    await world.sim.clock.advance("2m");
    expect(await world.outcome(arn)).toEqual({ status: "ABORTED", error: "E", cause: "because" });
    expect((await world.history(arn)).at(-1)).toEqual({
      timestamp: momentAt(1_000),
      type: "ExecutionAborted",
      id: 3,
      previousEventId: 0,
      executionAbortedEventDetails: { error: "E", cause: "because" },
    });
    expect((await stop()).stopDate).toEqual(momentAt(1_000));
  });
});

describe("GetExecutionHistory", () => {
  test("pages in both directions", async () => {
    const arn = await world.run({
      A: { Type: "Wait", Seconds: 1, Next: "B" },
      B: { Type: "Pass", End: true },
    });
    await world.sim.clock.advance("1s");
    const pages = async (reverseOrder: boolean) => {
      const ids: (number | undefined)[][] = [];
      for (let nextToken: string | undefined, more = true; more; more = nextToken !== undefined) {
        const page = await world.sfn.getExecutionHistory({
          executionArn: arn,
          maxResults: 2,
          reverseOrder,
          nextToken,
        });
        ids.push((page.events ?? []).map(({ id }) => id));
        nextToken = page.nextToken;
      }
      return ids;
    };
    expect(await pages(false)).toEqual([
      [1, 2],
      [3, 4],
      [5, 6],
    ]);
    expect(await pages(true)).toEqual([
      [6, 5],
      [4, 3],
      [2, 1],
    ]);
  });

  test("leaves data out", async () => {
    const arn = await world.run(PASS, { a: 1 });
    const { events = [] } = await world.sfn.getExecutionHistory({
      executionArn: arn,
      includeExecutionData: false,
    });
    expect(events[1]?.stateEnteredEventDetails).toEqual({ name: "P", inputDetails: { truncated: false } });
  });
});

describe("Express", () => {
  const express = { type: "EXPRESS" } as const;

  test("StartSyncExecution returns the result", async () => {
    const stateMachineArn = await world.states(PASS, {}, "x", express);
    const { $metadata: _, ...result } = await world.sfn.startSyncExecution({
      stateMachineArn,
      name: "n",
      input: '{"a":1}',
    });
    expect(result).toEqual({
      executionArn: expect.stringMatching(
        /^arn:aws:states:us-east-1:123456789012:express:x:n:[0-9a-f-]{36}$/,
      ),
      stateMachineArn,
      name: "n",
      startDate: momentAt(0),
      stopDate: momentAt(0),
      status: "SUCCEEDED",
      input: '{"a":1}',
      inputDetails: { included: true },
      output: '{"a":1}',
      outputDetails: { included: true },
      billingDetails: { billedMemoryUsedInMB: 64, billedDurationInMilliseconds: 100 },
    });
  });

  test("StartSyncExecution waits on the simulated clock, and reports failures", async () => {
    const stateMachineArn = await world.states(
      { W: { Type: "Wait", Seconds: 30, Next: "F" }, F: { Type: "Fail", Error: "E", Cause: "C" } },
      {},
      "x",
      express,
    );
    const waiting = world.sfn.startSyncExecution({ stateMachineArn });
    await world.settled();
    await world.sim.clock.advance("30s");
    const { status, error, cause, startDate, stopDate } = await waiting;
    expect({ status, error, cause, startDate, stopDate }).toEqual({
      status: "FAILED",
      error: "E",
      cause: "C",
      startDate: momentAt(0),
      stopDate: momentAt(30_000),
    });
  });

  test("ends after five minutes", async () => {
    const stateMachineArn = await world.states(
      { W: { Type: "Wait", Seconds: 400, End: true } },
      {},
      "x",
      express,
    );
    const waiting = world.sfn.startSyncExecution({ stateMachineArn });
    await world.settled();
    await world.sim.clock.advance("300s");
    expect((await waiting).status).toBe("TIMED_OUT");
  });

  test("does not support the operations of Standard executions", async () => {
    const stateMachineArn = await world.states(PASS, {}, "x", express);
    const arn = await world.start(stateMachineArn);
    const wrongType = {
      code: "InvalidArn",
      message: "Invalid Arn: 'Resource type not valid in this context: express'",
      status: 400,
    };
    expect(await failure(world.sfn.describeExecution({ executionArn: arn }))).toEqual(wrongType);
    expect(await failure(world.sfn.getExecutionHistory({ executionArn: arn }))).toEqual(wrongType);
    expect(await failure(world.sfn.stopExecution({ executionArn: arn }))).toEqual(wrongType);
    const notSupported = {
      code: "StateMachineTypeNotSupported",
      message: "This operation is not supported by this type of state machine",
      status: 400,
    };
    expect(await failure(world.sfn.listExecutions({ stateMachineArn }))).toEqual(notSupported);
    const standard = await world.states(PASS);
    expect(await failure(world.sfn.startSyncExecution({ stateMachineArn: standard }))).toEqual(notSupported);
  });
});

test("DescribeStateMachineForExecution shows what the execution runs", async () => {
  const stateMachineArn = await world.states(WAIT);
  const arn = await world.start(stateMachineArn);
  await world.sfn.updateStateMachine({
    stateMachineArn,
    definition: JSON.stringify({ StartAt: "P", States: PASS }),
  });
  const { $metadata: _, ...shown } = await world.sfn.describeStateMachineForExecution({ executionArn: arn });
  expect(shown).toEqual({
    stateMachineArn,
    name: "m",
    definition: JSON.stringify({ StartAt: "W", States: WAIT }),
    roleArn: ROLE,
    updateDate: momentAt(0),
    loggingConfiguration: { level: "OFF", includeExecutionData: false },
    tracingConfiguration: { enabled: false },
    encryptionConfiguration: { type: "AWS_OWNED_KEY" },
  });
});

test("accounts and regions do not see each other's executions", async () => {
  const arn = await world.start(await world.states(WAIT));
  const elsewhere = world.elsewhere({ region: "eu-west-1" });
  const gone = { code: "ExecutionDoesNotExist", message: `Execution Does Not Exist: '${arn}'`, status: 400 };
  expect(await failure(elsewhere.describeExecution({ executionArn: arn }))).toEqual(gone);
  elsewhere.destroy();
});

test("executions are kept for 90 days after their end", async () => {
  const arn = await world.run(PASS);
  await world.sim.clock.advance("89d");
  expect((await world.outcome(arn)).status).toBe("SUCCEEDED");
  await world.sim.clock.advance("2d");
  expect((await failure(world.sfn.describeExecution({ executionArn: arn }))).code).toBe(
    "ExecutionDoesNotExist",
  );
});

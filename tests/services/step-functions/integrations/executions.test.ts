import { describe, expect, test } from "vitest";
import { executionArn, executionsWorld } from "../executions-world.js";
import { machineArn, momentAt } from "../step-functions-world.js";

const world = executionsWorld();
const start = (pattern = "", more: object = {}) => ({
  T: {
    Type: "Task",
    Resource: `arn:aws:states:::states:startExecution${pattern}`,
    Parameters: {
      StateMachineArn: machineArn("child"),
      Name: "c",
      Input: { "AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID.$": "$$.Execution.Id", "n.$": "$.n" },
    },
    End: true,
    ...more,
  },
});
const CHILD = {
  W: { Type: "Wait", Seconds: 30, Next: "P" },
  P: { Type: "Pass", Parameters: { "n.$": "$.n" }, End: true },
};

describe("states:startExecution", () => {
  test("returns the ARN and the date", async () => {
    await world.states(CHILD, {}, "child");
    const arn = await world.run(start(), { n: 1 });
    const { output } = await world.outcome(arn);
    expect(output).toEqual({
      ExecutionArn: executionArn("child", "c"),
      StartDate: momentAt(0).getTime() / 1000,
      SdkHttpMetadata: expect.objectContaining({ HttpStatusCode: 200 }),
      SdkResponseMetadata: { RequestId: expect.any(String) },
    });
    const child = await world.sfn.describeExecution({ executionArn: executionArn("child", "c") });
    expect(JSON.parse(child.input ?? "")).toEqual({ AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID: arn, n: 1 });
  });

  test.each([
    [".sync", '{"n":1}'],
    [".sync:2", { n: 1 }],
  ])("%s returns the execution once it has ended", async (pattern, childOutput) => {
    await world.states(CHILD, {}, "child");
    const arn = await world.run(start(pattern), { n: 1 });
    expect((await world.outcome(arn)).status).toBe("RUNNING");
    await world.sim.clock.advance("30s");
    const { output } = await world.outcome(arn);
    expect(output).toEqual({
      ExecutionArn: executionArn("child", "c"),
      Input: expect.anything(),
      InputDetails: { Included: true },
      Name: "c",
      Output: childOutput,
      OutputDetails: { Included: true },
      StartDate: momentAt(0).getTime(),
      StateMachineArn: machineArn("child"),
      Status: "SUCCEEDED",
      StopDate: momentAt(30_000).getTime(),
    });
    expect((await world.trail(arn)).slice(2, 6)).toEqual([
      "3 2 TaskScheduled",
      "4 3 TaskStarted",
      "5 4 TaskSubmitted",
      "6 5 TaskSucceeded",
    ]);
  });

  test("I07: .sync fails with the execution", async () => {
    await world.states({ F: { Type: "Fail", Error: "E", Cause: "C" } }, {}, "child");
    const arn = await world.run(start(".sync"), { n: 1 });
    const { status, error, cause = "" } = await world.outcome(arn);
    expect({ status, error }).toEqual({ status: "FAILED", error: "States.TaskFailed" });
    expect(JSON.parse(cause)).toMatchObject({ Error: "E", Cause: "C", Status: "FAILED", Name: "c" });
  });

  test("an unknown state machine", async () => {
    const arn = await world.run(start(), { n: 1 });
    expect(await world.outcome(arn)).toEqual({
      status: "FAILED",
      error: "StepFunctions.StateMachineDoesNotExistException",
      cause: expect.stringContaining(`State Machine Does Not Exist: '${machineArn("child")}'`),
    });
  });

  test("stopping the parent stops the child", async () => {
    await world.states(CHILD, {}, "child");
    const arn = await world.run(start(".sync"), { n: 1 });
    await world.sfn.stopExecution({ executionArn: arn });
    await world.settled();
    expect((await world.outcome(executionArn("child", "c"))).status).toBe("ABORTED");
  });
});

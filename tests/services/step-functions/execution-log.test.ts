import type { LogLevel } from "@aws-sdk/client-sfn";
import { expect, test } from "vitest";
import { ACCOUNT, START, stepFunctionsWorld } from "./step-functions-world.js";

const world = stepFunctionsWorld();
const GROUP = "/sfn/m";
const LOG_GROUP = `arn:aws:logs:us-east-1:${ACCOUNT}:log-group:${GROUP}:*`;
const FAILING = JSON.stringify({
  StartAt: "P",
  States: { P: { Type: "Pass", Next: "F" }, F: { Type: "Fail", Error: "Bad", Cause: "luck" } },
});

/** Runs a state machine that fails, and returns the ARN of the execution. */
async function run(level: LogLevel, includeExecutionData: boolean): Promise<string> {
  await world.logs.createLogGroup({ logGroupName: GROUP });
  const stateMachineArn = await world.machine("m", {
    definition: FAILING,
    loggingConfiguration: {
      level,
      includeExecutionData,
      destinations: [{ cloudWatchLogsLogGroup: { logGroupArn: LOG_GROUP } }],
    },
  });
  const { executionArn = "" } = await world.sfn.startExecution({ stateMachineArn, input: '{"a":1}' });
  await world.sim.clock.advance("1s");
  return executionArn;
}

const logged = () => world.sim.logs.messages(GROUP).map((message) => JSON.parse(message) as { type: string });

test("events are lines of JSON in a stream that the state machine and the minute name", async () => {
  const execution_arn = await run("ALL", true);
  const event_timestamp = String(START.getTime());
  expect(logged()).toEqual([
    {
      id: "1",
      type: "ExecutionStarted",
      details: {
        input: '{"a":1}',
        inputDetails: { truncated: false },
        roleArn: `arn:aws:iam::${ACCOUNT}:role/machine`,
      },
      previous_event_id: "0",
      event_timestamp,
      execution_arn,
    },
    {
      id: "2",
      type: "PassStateEntered",
      details: { name: "P", input: '{"a":1}', inputDetails: { truncated: false } },
      previous_event_id: "0",
      event_timestamp,
      execution_arn,
    },
    {
      id: "3",
      type: "PassStateExited",
      details: { name: "P", output: '{"a":1}', outputDetails: { truncated: false } },
      previous_event_id: "2",
      event_timestamp,
      execution_arn,
    },
    {
      id: "4",
      type: "FailStateEntered",
      details: { name: "F", input: '{"a":1}', inputDetails: { truncated: false } },
      previous_event_id: "3",
      event_timestamp,
      execution_arn,
    },
    {
      id: "5",
      type: "ExecutionFailed",
      details: { error: "Bad", cause: "luck" },
      previous_event_id: "4",
      event_timestamp,
      execution_arn,
    },
  ]);
  const { logStreams } = await world.logs.describeLogStreams({ logGroupName: GROUP });
  expect(logStreams?.map(({ logStreamName }) => logStreamName)).toEqual([
    expect.stringMatching(/^states\/m\/2026-01-02-03-04\/[0-9a-f]{8}$/),
  ]);
});

test("without execution data there are no inputs and outputs", async () => {
  await run("ALL", false);
  expect(JSON.stringify(logged())).not.toContain("put");
  expect(logged()[1]).toMatchObject({ type: "PassStateEntered", details: { name: "P" } });
});

test.each<[LogLevel, string[]]>([
  ["ERROR", ["FailStateEntered", "ExecutionFailed"]],
  ["FATAL", ["ExecutionFailed"]],
  ["OFF", []],
])("the level %s logs %j", async (level, types) => {
  await run(level, true);
  expect(logged().map(({ type }) => type)).toEqual(types);
});

test("a log group that was deleted gets nothing, and does not come back", async () => {
  await run("ALL", true);
  await world.logs.deleteLogGroup({ logGroupName: GROUP });
  await world.sfn.startExecution({
    stateMachineArn: world.sim.stepFunctions.stateMachines()[0]?.stateMachineArn,
  });
  await world.sim.clock.advance("1s");
  expect(world.sim.logs.groups()).toEqual([]);
});

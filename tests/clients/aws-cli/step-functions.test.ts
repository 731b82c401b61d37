import { afterAll, expect, test } from "vitest";
import { createAwsSim } from "../../../lib/index.js";
import { AwsCli } from "../support/aws-cli.js";
import { awsCli, describeWith } from "../support/tools.js";

const definition = {
  StartAt: "Send",
  States: {
    Send: {
      Type: "Task",
      Resource: "arn:aws:states:::sqs:sendMessage",
      Parameters: { QueueUrl: "q", "MessageBody.$": "$.text" },
      End: true,
    },
  },
};

describeWith(awsCli, "aws stepfunctions", async () => {
  const sim = await createAwsSim({ region: "eu-west-1", delays: 0 });
  const aws = new AwsCli(sim);
  afterAll(() => sim.close());

  test("creates, tests, starts, follows and deletes a state machine", async () => {
    sim.stepFunctions.onTask("sqs:sendMessage", ({ MessageBody }) => ({ sent: MessageBody }));
    const role = { "role-arn": `arn:aws:iam::${sim.accountId}:role/states` };
    const checked = await aws.json("stepfunctions validate-state-machine-definition", { definition });
    expect(checked).toEqual({ result: "OK", diagnostics: [], truncated: false });
    const { stateMachineArn, stateMachineVersionArn } = await aws.json("stepfunctions create-state-machine", {
      name: "letters",
      definition,
      ...role,
      publish: true,
    });
    expect(stateMachineVersionArn).toBe(`${stateMachineArn}:1`);
    const tested = await aws.json("stepfunctions test-state", {
      definition: definition.States.Send,
      input: { text: "try" },
      ...role,
    });
    expect(tested).toEqual({ output: '{"sent":"try"}', status: "SUCCEEDED" });

    const { executionArn } = await aws.json("stepfunctions start-execution", {
      "state-machine-arn": stateMachineArn,
      input: { text: "hello" },
    });
    const execution = { "execution-arn": executionArn };
    const described = await aws.json("stepfunctions describe-execution", execution);
    expect(described).toMatchObject({ status: "SUCCEEDED", output: '{"sent":"hello"}' });
    const types = await aws.json("stepfunctions get-execution-history", {
      ...execution,
      query: "events[].type",
    });
    expect(types).toEqual([
      "ExecutionStarted",
      "TaskStateEntered",
      "TaskScheduled",
      "TaskStarted",
      "TaskSucceeded",
      "TaskStateExited",
      "ExecutionSucceeded",
    ]);
    const missing = await aws.run("stepfunctions start-execution", {
      "state-machine-arn": `${stateMachineArn}s`,
    });
    expect(missing.stderr).toContain(
      `(StateMachineDoesNotExist) when calling the StartExecution operation: State Machine Does Not Exist: '${stateMachineArn}s'`,
    );
    await aws.json("stepfunctions delete-state-machine", { "state-machine-arn": stateMachineArn });
    expect(await aws.json("stepfunctions list-state-machines", { query: "stateMachines" })).toEqual([]);
  });

  test("runs an Express state machine and waits for it", async () => {
    const { stateMachineArn } = await aws.json("stepfunctions create-state-machine", {
      name: "quick",
      type: "EXPRESS",
      definition: { StartAt: "P", States: { P: { Type: "Pass", Result: 7, End: true } } },
      "role-arn": `arn:aws:iam::${sim.accountId}:role/states`,
    });
    const ended = await aws.json("stepfunctions start-sync-execution", {
      "state-machine-arn": stateMachineArn,
    });
    expect(ended).toMatchObject({ status: "SUCCEEDED", output: "7" });
  });
});

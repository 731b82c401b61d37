import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  SFNClient,
  StartExecutionCommand,
} from "@aws-sdk/client-sfn";
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ConnectedAwsSim, connectAwsSim } from "../../lib/index.js";
import { Program } from "../cli/program.js";
import { hasSqlite, TemporaryDirectory } from "./temporary-directory.js";

const DEFINITION = JSON.stringify({
  StartAt: "Wait",
  States: { Wait: { Type: "Wait", Seconds: 30 * 86_400, Next: "Done" }, Done: { Type: "Succeed" } },
});

describe.skipIf(!hasSqlite)("a program that is killed continues (S01)", () => {
  let program: Program;
  beforeAll(async () => {
    program = await Program.build();
  });
  afterAll(() => program[Symbol.asyncDispose]());

  /** Starts the program with a directory, and kills it at the end of `work`. */
  async function untilKilled<Result>(
    { path }: TemporaryDirectory,
    work: (sim: ConnectedAwsSim) => Promise<Result>,
  ): Promise<Result> {
    const flags = ["--data-dir", path, "--clock", "frozen", "--start-time", "2030-01-01T00:00:00Z"];
    await using server = await program.serve(flags);
    // Awaited here: the end of this block kills the program.
    return await work(await connectAwsSim(server.url));
  }

  test("with a message in flight, which becomes visible again and can be deleted with its receipt", async () => {
    using directory = new TemporaryDirectory();
    const ReceiptHandle = await untilKilled(directory, async (sim) => {
      const sqs = new SQSClient(sim.clientConfig());
      const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: "orders" }));
      await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "one" }));
      await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "two", DelaySeconds: 900 }));
      const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, VisibilityTimeout: 600 }));
      return Messages?.[0]?.ReceiptHandle;
    });
    await untilKilled(directory, async (sim) => {
      const states = await sim.sqs.messages("orders");
      expect(states.map(({ body, state, visibleAt }) => ({ body, state, visibleAt }))).toEqual([
        { body: "one", state: "inFlight", visibleAt: Date.parse("2030-01-01T00:10:00Z") },
        { body: "two", state: "delayed", visibleAt: Date.parse("2030-01-01T00:15:00Z") },
      ]);
      await sim.clock.advance("10m");
      expect((await sim.sqs.messages("orders")).map(({ state }) => state)).toEqual(["visible", "delayed"]);
    });
    await untilKilled(directory, async (sim) => {
      const sqs = new SQSClient(sim.clientConfig());
      const QueueUrl = `${sim.url}/${sim.accountId}/orders`;
      await sim.clock.advance("5m");
      await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
      expect((await sim.sqs.messages("orders")).map(({ body, state }) => [body, state])).toEqual([
        ["two", "visible"],
      ]);
    });
  });

  test("with an execution that waits for 30 days", async () => {
    using directory = new TemporaryDirectory();
    const executionArn = await untilKilled(directory, async (sim) => {
      const sfn = new SFNClient(sim.clientConfig());
      const roleArn = `arn:aws:iam::${sim.accountId}:role/states`;
      const { stateMachineArn } = await sfn.send(
        new CreateStateMachineCommand({ name: "waits", definition: DEFINITION, roleArn }),
      );
      return (await sfn.send(new StartExecutionCommand({ stateMachineArn, input: '{"a":1}' }))).executionArn;
    });
    await untilKilled(directory, async (sim) => {
      await sim.clock.advance("29d");
      const sfn = new SFNClient(sim.clientConfig());
      expect(await sfn.send(new DescribeExecutionCommand({ executionArn }))).toMatchObject({
        status: "RUNNING",
      });
    });
    await untilKilled(directory, async (sim) => {
      await sim.clock.advance("1d");
      const sfn = new SFNClient(sim.clientConfig());
      expect(await sfn.send(new DescribeExecutionCommand({ executionArn }))).toMatchObject({
        status: "SUCCEEDED",
        output: '{"a":1}',
        startDate: new Date("2030-01-01T00:00:00Z"),
        stopDate: new Date("2030-01-31T00:00:00Z"),
      });
      const { events } = await sfn.send(new GetExecutionHistoryCommand({ executionArn }));
      expect(events?.map(({ type }) => type)).toEqual([
        "ExecutionStarted",
        "WaitStateEntered",
        "WaitStateExited",
        "SucceedStateEntered",
        "SucceedStateExited",
        "ExecutionSucceeded",
      ]);
    });
  });
});

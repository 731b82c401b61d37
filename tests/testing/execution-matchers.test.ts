import { SFN } from "@aws-sdk/client-sfn";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  type AwsSim,
  type ConnectedAwsSim,
  connectAwsSim,
  createAwsSim,
  type Execution,
} from "../../lib/index.js";
import { matchers } from "../../lib/testing/vitest.js";

expect.extend(matchers);

const DEFINITION = JSON.stringify({
  StartAt: "Charge",
  States: {
    Charge: {
      Type: "Task",
      Resource: "arn:aws:states:::sqs:sendMessage",
      Parameters: { QueueUrl: "q", MessageBody: "m" },
      Next: "Ship",
    },
    Ship: { Type: "Pass", Next: "Done" },
    Done: { Type: "Succeed" },
  },
});

let sim: AwsSim;
let connected: ConnectedAwsSim;
let good: Execution;
let bad: Execution;

beforeAll(async () => {
  sim = await createAwsSim({ clock: "frozen" });
  connected = await connectAwsSim(sim.url);
  const sfn = new SFN(sim.clientConfig());
  const roleArn = `arn:aws:iam::${sim.accountId}:role/m`;
  const { stateMachineArn } = await sfn.createStateMachine({
    name: "orders",
    definition: DEFINITION,
    roleArn,
  });
  sim.stepFunctions.onTask(
    "sqs:sendMessage",
    { MessageId: "1" },
    { error: "Declined", cause: "card 42 expired" },
  );
  for (const name of ["good", "bad"])
    await sfn.startExecution({ stateMachineArn, name, input: JSON.stringify({ id: name }) });
  await sim.clock.advance("1s");
  const [first, second] = sim.stepFunctions.executions("orders");
  if (!first || !second) throw new Error("The executions are missing.");
  good = first;
  bad = second;
});
afterAll(() => sim.close());

function messageOf(expectation: () => unknown): string {
  try {
    expectation();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return "It held.";
}

test("what holds", () => {
  expect(good).toHaveSucceeded();
  expect(bad).not.toHaveSucceeded();
  expect(bad).toHaveFailedWith("Declined");
  expect(bad).toHaveFailedWith("Declined", "card 42");
  expect(bad).toHaveFailedWith(expect.stringMatching(/^Dec/), /card \d+/);
  expect(bad).not.toHaveFailedWith("Declined", "card 43");
  expect(bad).not.toHaveFailedWith("States.Timeout");
  expect(good).not.toHaveFailedWith("Declined");
  expect(good).toHavePassedThrough(["Charge", "Done"]);
  expect(good).not.toHavePassedThrough(["Done", "Charge"]);
  expect(bad).not.toHavePassedThrough(["Charge", "Ship"]);
  expect(sim).toHaveStartedExecution("orders");
  expect(sim).toHaveStartedExecution("orders", { id: "bad" });
  expect(sim).not.toHaveStartedExecution("orders", { id: "none" });
});

test("connected", async () => {
  const [first, second] = await connected.stepFunctions.executions("orders");
  expect(first).toHaveSucceeded();
  expect(second).toHaveFailedWith("Declined");
  await expect(connected).toHaveStartedExecution("orders", { id: expect.any(String) });
  await expect(connected).not.toHaveStartedExecution("orders", { id: "none" });
  await expect(expect(connected).toHaveStartedExecution("orders", { id: "none" })).rejects.toThrow(
    messageOf(() => expect(sim).toHaveStartedExecution("orders", { id: "none" })),
  );
});

describe("messages show what happened", () => {
  test.each<[() => unknown, string]>([
    [
      () => expect(bad).toHaveSucceeded(),
      'Expected the execution to succeed. It is FAILED with "Declined": card 42 expired.\n  Path: Charge',
    ],
    [
      () => expect(good).not.toHaveSucceeded(),
      'Expected the execution not to succeed. It is SUCCEEDED with {"MessageId": "1"}.\n  Path: Charge → Ship → Done',
    ],
    [
      () => expect(good).toHaveFailedWith("Declined", "card"),
      'Expected the execution to fail with "Declined" and the cause "card". It is SUCCEEDED with {"MessageId": "1"}.\n  Path: Charge → Ship → Done',
    ],
    [
      () => expect(bad).toHavePassedThrough(["Charge", "Ship"]),
      'Expected the execution to pass through Charge → Ship, but it did not reach "Ship" after "Charge". It is FAILED with "Declined": card 42 expired.\n  Path: Charge',
    ],
    [
      () => expect(good).not.toHavePassedThrough(["Charge"]),
      'Expected the execution not to pass through Charge. It is SUCCEEDED with {"MessageId": "1"}.\n  Path: Charge → Ship → Done',
    ],
    [
      () => expect(sim).toHaveStartedExecution("orders", { id: "none" }),
      'Expected an execution of orders with {"id": "none"}. None of the executions matches. The executions:\n  1. orders {"id": "good"} → SUCCEEDED\n  2. orders {"id": "bad"} → FAILED',
    ],
    [() => expect(sim).not.toHaveStartedExecution("order"), 'There is no state machine "order"'],
    [
      () => expect({}).toHaveSucceeded(),
      "expect(…).toHaveSucceeded requires an execution. Pass the result of sim.stepFunctions.execution(arn) or sim.stepFunctions.waitFor(arn) to expect().",
    ],
  ])("%s", (expectation, message) => {
    expect(messageOf(expectation)).toContain(message);
  });
});

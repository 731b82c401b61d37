import { SNS } from "@aws-sdk/client-sns";
import { SQS } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type AwsSim, type ConnectedAwsSim, connectAwsSim, createAwsSim } from "../../lib/index.js";
import { matchers } from "../../lib/testing/vitest.js";
import { happen } from "./fixtures.js";

expect.extend(matchers);

let owner: AwsSim;
let sim: ConnectedAwsSim;
beforeAll(async () => {
  owner = await createAwsSim({ clock: "frozen" });
  await happen(owner);
  owner.logs.put("/app", "s", "42 rows exported\n");
  owner.s3.createBucket("exports");
  owner.s3.putObject("exports", "rows.csv", "a,b", { ContentType: "text/csv" });
  await new SQS(owner.clientConfig()).createQueue({ QueueName: "orders" });
  owner.sqs.send("orders", { id: 1, lines: [{ sku: "a", count: 2 }] });
  owner.sqs.send("orders", "text");
  await new SNS(owner.clientConfig()).createTopic({ Name: "orders" });
  owner.sns.publish("orders", { id: 1, lines: [{ sku: "a", count: 2 }] });
  owner.sns.publish("orders", "text");
  sim = await connectAwsSim(owner.url);
});
afterAll(() => owner.close());

test("requests", async () => {
  await expect(sim).toHaveReceivedRequest("RunTask");
  await expect(sim).toHaveReceivedRequestWith("RunTask", { cluster: expect.stringMatching(/^b/) });
  await expect(sim).toHaveReceivedRequestTimes({ service: "ecs", operation: "RunTask", status: 200 }, 1);
  await expect(sim).not.toHaveReceivedRequest("StopTask");
  await expect(sim).not.toHaveReceivedRequestWith("RunTask", { cluster: "other" });
  await expect(sim).not.toHaveReceivedRequestTimes("RunTask", 2);
});

test("invocations", async () => {
  await expect(sim).toHaveInvoked("notify");
  await expect(sim).toHaveInvokedWith("notify", { rows: 42 });
  await expect(sim).toHaveInvokedTimes("notify", 1);
  await expect(expect(sim).not.toHaveInvoked("notfiy")).rejects.toThrow('Did you mean "notify"?');
  await expect(sim).not.toHaveInvokedWith("notify", { rows: 41 });
});

test("tasks", async () => {
  await expect(sim).toHaveRunTask("export");
  await expect(sim).toHaveRunTaskWith("export", { command: ["--fast"], exitCode: 3 });
  await expect(sim).toHaveRunTaskTimes("export", 1);
  await expect(expect(sim).not.toHaveRunTask("exprt")).rejects.toThrow('Did you mean "export"?');
  await expect(sim).not.toHaveRunTaskWith("export", { exitCode: 0 });
});

test("logs", async () => {
  await expect(sim).toHaveLogged("/app", /^\d+ rows/);
  await expect(sim).not.toHaveLogged("/app", "43 rows");
});

test("objects", async () => {
  await expect(sim).toHaveObject("exports", "rows.csv", { text: "a,b", contentType: "text/csv" });
  await expect(sim).not.toHaveObject("exports", "rows.csv", { text: "a" });
  await expect(sim).not.toHaveObject("exports", "none");
});

test("messages", async () => {
  await expect(sim).toHaveSentMessage("orders");
  await expect(sim).toHaveSentMessage("orders", { lines: [{ sku: "a" }] });
  await expect(sim).toHaveSentMessage("orders", "text");
  await expect(sim).toHaveSentMessageTimes("orders", 2);
  await expect(sim).not.toHaveSentMessage("orders", { id: 2 });
  await expect(sim).not.toHaveSentMessage("orders", "tex");
  await expect(sim).not.toHaveSentMessageTimes("orders", 1);
  await expect(sim).toHavePublished("orders");
  await expect(sim).toHavePublished("orders", { lines: [{ sku: "a" }] });
  await expect(sim).toHavePublishedTimes("orders", 2);
  await expect(sim).not.toHavePublished("orders", { id: 2 });
  await expect(sim).not.toHavePublishedTimes("orders", 1);
  await sim.eventBridge.put({
    source: "shop",
    detailType: "Order Placed",
    detail: { id: 1, lines: [{ sku: "a" }] },
  });
  await expect(sim).toHavePutEvent("Order Placed");
  await expect(sim).toHavePutEvent({ source: "shop", bus: "default" }, { lines: [{ sku: "a" }] });
  await expect(sim).not.toHavePutEvent("Order Placed", { id: 2 });
  await expect(sim).not.toHavePutEvent("Order");
});

describe("what does not hold is rejected with the message that it has in process", () => {
  test.each<[string, (subject: AwsSim | ConnectedAwsSim) => unknown]>([
    [
      "requests",
      (subject) => expect(subject).toHaveReceivedRequestWith("CreateCluster", { clusterName: "two" }),
    ],
    ["not requests", (subject) => expect(subject).not.toHaveReceivedRequest("RunTask")],
    ["invocations", (subject) => expect(subject).toHaveInvokedTimes("notify", 2)],
    ["tasks", (subject) => expect(subject).toHaveRunTaskWith("export", { exitCode: 0 })],
    ["logs", (subject) => expect(subject).toHaveLogged("/app", "43 rows")],
    ["messages", (subject) => expect(subject).toHaveSentMessage("orders", { id: 2 })],
    ["published messages", (subject) => expect(subject).toHavePublished("orders", { id: 2 })],
    ["objects", (subject) => expect(subject).toHaveObject("exports", "none")],
    ["an object", (subject) => expect(subject).toHaveObject("exports", "rows.csv", { text: "a" })],
  ])("%s", async (_, expectation) => {
    const here = messageOf(() => expectation(owner));
    expect(here).toMatch(/^Expected /);
    await expect(expectation(sim)).rejects.toThrow(here);
  });
});

test("a closed simulator", async () => {
  const gone = await createAwsSim();
  const connected = await connectAwsSim(gone.url);
  await gone.close();
  await expect(expect(connected).not.toHaveRunTask("export")).rejects.toThrow(
    `No simulator responds at ${gone.url}`,
  );
});

function messageOf(expectation: () => unknown): string {
  try {
    expectation();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return "It held.";
}

/** Misspelt names, as JavaScript can give them. */
const wrong = (value: unknown): never => value as never;

describe.each([
  ["in process", () => owner],
  ["connected", () => sim],
] as const)("a misspelt name is rejected, with .not too: %s", (_, subject) => {
  test.each<[string, () => unknown, string]>([
    [
      "an operation",
      () => expect(subject()).not.toHaveReceivedRequest(wrong("RunTsk")),
      'There is no operation "RunTsk". Did you mean "RunTask"?',
    ],
    [
      "an operation with an input",
      () => expect(subject()).not.toHaveReceivedRequestWith(wrong("RunTsk"), {}),
      'There is no operation "RunTsk".',
    ],
    [
      "a service",
      () => expect(subject()).not.toHaveReceivedRequest({ service: wrong("esc") }),
      'There is no service "esc". Did you mean "ecs"?',
    ],
    [
      "a member of a record",
      () => expect(subject()).not.toHaveReceivedRequest(wrong({ operaton: "RunTask" })),
      'A filter of requests has no "operaton". Did you mean "operation"?',
    ],
    ["a function", () => expect(subject()).not.toHaveInvoked("notfy"), 'There is no function "notfy".'],
    ["a family", () => expect(subject()).not.toHaveRunTask("exprt"), 'Did you mean "export"?'],
    ["a log group", () => expect(subject()).not.toHaveLogged("/ap", "x"), 'Did you mean "/app"?'],
    ["a topic", () => expect(subject()).not.toHavePublished("order"), 'Did you mean "orders"?'],
    ["a queue", () => expect(subject()).not.toHaveSentMessage("order"), 'Did you mean "orders"?'],
    ["a bucket", () => expect(subject()).not.toHaveObject("export", "k"), 'Did you mean "exports"?'],
    [
      "a member of a run",
      () => expect(subject()).not.toHaveRunTaskWith("export", wrong({ exitcode: 3 })),
      'A run of a task has no "exitcode". Did you mean "exitCode"?',
    ],
    [
      "a member of a container",
      () => expect(subject()).not.toHaveRunTaskWith("export", { containers: [{ exitcode: 3 }] }),
      'A container of a run has no "exitcode". Did you mean "exitCode"?',
    ],
    [
      "a member of an object",
      () => expect(subject()).not.toHaveObject("exports", "rows.csv", wrong({ contentTyp: "x" })),
      'An object has no "contentTyp". Did you mean "contentType"?',
    ],
  ])("%s", async (_name, expectation, message) => {
    await expect((async () => expectation())()).rejects.toThrow(message);
  });
});

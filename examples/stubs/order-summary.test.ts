import { BedrockRuntimeClient, ConverseCommand } from "@aws-sdk/client-bedrock-runtime";
import { DynamoDBClient, GetItemCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import { type AwsSim, createAwsSim } from "aws-sim";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { type Clients, summarizeOrder } from "./order-summary.js";

let sim: AwsSim;
let clients: Clients;
beforeAll(async () => {
  sim = await createAwsSim();
  clients = {
    dynamodb: new DynamoDBClient(sim.clientConfig()),
    bedrock: new BedrockRuntimeClient(sim.clientConfig()),
    s3: new S3Client(sim.clientConfig()),
  };
});
beforeEach(() => {
  // S3 is simulated; DynamoDB and Bedrock are stubbed.
  sim.s3.createBucket("reports");
  sim.stub(GetItemCommand, ({ Key }) => ({ Item: { ...Key, items: { S: "2 lamps" } } }));
  sim.stub(UpdateItemCommand, {});
  sim.stub(ConverseCommand, {
    output: { message: { role: "assistant", content: [{ text: "Two lamps." }] } },
    stopReason: "end_turn",
    usage: { inputTokens: 12, outputTokens: 3, totalTokens: 15 },
    metrics: { latencyMs: 90 },
  });
});
afterEach(() => sim.reset());
afterAll(async () => {
  for (const client of Object.values(clients)) client.destroy();
  await sim.close();
});

test("writes the summary that the model returns", async () => {
  expect(await summarizeOrder(clients, "42")).toBe("summaries/42.txt");
  expect(sim.s3.text("reports", "summaries/42.txt")).toBe("Two lamps.");
  const [, , converse] = sim.stubs.list();
  expect(converse?.calls.map(({ input }) => input)).toMatchObject([
    { messages: [{ content: [{ text: "Summarize this order in one sentence: 2 lamps" }] }] },
  ]);
});

test("leaves an order that another worker has summarized", async () => {
  sim.stub(UpdateItemCommand, {
    error: "ConditionalCheckFailedException",
    message: "The conditional request failed",
  });
  expect(await summarizeOrder(clients, "42")).toBeUndefined();
  expect(sim.s3.objects("reports")).toEqual([]);
});

test("waits when DynamoDB is busy", async () => {
  const read = sim.stub(GetItemCommand, [
    { error: "ProvisionedThroughputExceededException" },
    { Item: { items: { S: "1 lamp" } } },
  ]);
  await summarizeOrder(clients, "43");
  expect(read.callCount).toBe(2);
});

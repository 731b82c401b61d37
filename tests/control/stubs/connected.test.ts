import { DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type AwsSim, type ConnectedAwsSim, connectAwsSim, createAwsSim } from "../../../lib/index.js";
import { failure } from "../../support/failure.js";

let owner: AwsSim;
let sim: ConnectedAwsSim;
let dynamodb: DynamoDBClient;
beforeAll(async () => {
  owner = await createAwsSim({ clock: "frozen", startTime: "2030-01-01T00:00:00Z" });
  sim = await connectAwsSim(owner.url);
  dynamodb = new DynamoDBClient({ ...sim.clientConfig(), maxAttempts: 1 });
});
afterEach(() => owner.reset());
afterAll(async () => {
  dynamodb.destroy();
  await owner.close();
});

const read = (TableName = "orders") =>
  dynamodb.send(new GetItemCommand({ TableName, Key: { id: { S: "1" } } }));

test("a command and two names, sequences, errors and conditions", async () => {
  const item = { id: { S: "1" }, photo: { B: new Uint8Array([0, 255]) } };
  const error = Object.assign(new Error("Slow."), { name: "ProvisionedThroughputExceededException" });
  const spy = await sim.stub(GetItemCommand, [{ Item: item }, error], { when: { TableName: "orders" } });
  await sim.stub(
    "dynamodb",
    "GetItem",
    { error: "ResourceNotFoundException" },
    { when: { TableName: "carts" } },
  );
  expect((await read()).Item).toEqual(item);
  expect(await failure(read())).toMatchObject({
    code: "ProvisionedThroughputExceededException",
    message: "Slow.",
  });
  expect(await failure(read("carts"))).toMatchObject({ code: "ResourceNotFoundException" });
  expect(await spy.callCount()).toBe(2);
  expect(await spy.calls()).toMatchObject([
    {
      input: { TableName: "orders" },
      output: { Item: { photo: { B: "AP8=" } } },
      time: "2030-01-01T00:00:00.000Z",
    },
    { error: { code: "ProvisionedThroughputExceededException", message: "Slow." } },
  ]);
  expect(await spy.lastCall()).toMatchObject({ account: "123456789012", region: "us-east-1" });
  expect((await sim.requests.last())?.stub).toBe((await sim.stubs.list())[1]?.id);
  await spy.reset();
  expect(await spy.callCount()).toBe(0);
  await spy.remove();
  expect(await failure(read())).toMatchObject({ code: "NotImplemented" });
  expect(await sim.requests.unanswered()).toEqual([{ service: "dynamodb", operation: "GetItem", count: 1 }]);
  await sim.stubs.clear();
  expect(await sim.stubs.list()).toEqual([]);
});

test("bytes and moments", async () => {
  await sim.stub(GetObjectCommand, { Body: new Uint8Array([0, 255]), LastModified: new Date(0) });
  const s3 = new S3Client(sim.clientConfig());
  const { Body, LastModified } = await s3.send(new GetObjectCommand({ Bucket: "b", Key: "k" }));
  expect([await Body?.transformToByteArray(), LastModified]).toEqual([new Uint8Array([0, 255]), new Date(0)]);
  s3.destroy();
});

test("what cannot be sent, and what AWS does not have, is rejected", async () => {
  async function* stream() {
    yield "hello";
  }
  // @ts-expect-error functions stay in their process
  await expect(sim.stub(GetItemCommand, () => ({}))).rejects.toThrow(
    'A function cannot be sent to another process (member "answer"). Use fixed outcomes, or createAwsSim().',
  );
  await expect(sim.stub(GetObjectCommand, { Body: stream() })).rejects.toThrow(
    'A stream cannot be sent to another process (member "Body"). Use bytes or a string.',
  );
  // @ts-expect-error misspelt
  await expect(sim.stub(GetItemCommand, { Itme: {} })).rejects.toMatchObject({
    status: 400,
    message:
      'The output of dynamodb:GetItem has no member "Itme". Did you mean "Item"? It has: Item, ConsumedCapacity.',
  });
});

test.each<
  [method: "POST" | "GET" | "DELETE", path: `/${string}`, body: unknown, status: number, message: string]
>([
  ["POST", "/stubs", [], 400, '"body" must be a JSON object, not [].'],
  ["POST", "/stubs", { operation: "GetItem", answer: {} }, 400, '"service" must be a string, not undefined.'],
  [
    "POST",
    "/stubs",
    { service: "dynamodb", answer: {} },
    400,
    '"operation" must be a string, not undefined.',
  ],
  [
    "POST",
    "/stubs",
    { service: "dynamodb", operation: "GetItem", answer: "x" },
    400,
    '"answer" must be an output, an error or a list of these, not "x".',
  ],
  [
    "POST",
    "/stubs",
    { service: "dynamodb", operation: "GetItem", anwser: {} },
    400,
    'The body has no "anwser". Did you mean "answer"? It has: service, operation, answer, when, times, account, region.',
  ],
  ["GET", "/stubs/none", undefined, 404, 'There is no stub "none". GET /_sim/stubs lists those in force.'],
  ["DELETE", "/stubs/none", undefined, 404, 'There is no stub "none". GET /_sim/stubs lists those in force.'],
])("%s %s of %j is rejected", async (method, path, body, status, message) => {
  await expect(sim.control(method, path, { body })).rejects.toMatchObject({ status, message });
});

import { ConditionalCheckFailedException, DynamoDB, GetItemCommand } from "@aws-sdk/client-dynamodb";
import * as documents from "@aws-sdk/lib-dynamodb";
import {
  BatchGetCommand,
  DynamoDBDocument,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { commandNames, isCommandClass } from "../../../lib/control/stubs/command.js";
import { type AwsSim, createAwsSim } from "../../../lib/index.js";
import { failure } from "../../support/failure.js";

let sim: AwsSim;
let plain: DynamoDB;
let client: DynamoDBDocument;
beforeAll(async () => {
  sim = await createAwsSim();
  plain = new DynamoDB({ ...sim.clientConfig(), maxAttempts: 1 });
  client = DynamoDBDocument.from(plain);
});
afterEach(() => sim.reset());
afterAll(async () => {
  plain.destroy();
  await sim.close();
});

const Key = { id: "42" };
const TableName = "orders";

test("every command of the document client is one of DynamoDB, with documents", () => {
  const commands = Object.entries(documents).filter(
    ([name, value]) =>
      name.endsWith("Command") && isCommandClass(value) && name !== "DynamoDBDocumentClientCommand",
  );
  expect(commands.length).toBeGreaterThan(10);
  for (const [, command] of commands)
    expect(isCommandClass(command) && commandNames(command)).toMatchObject({
      service: "DynamoDB",
      documents: true,
    });
  expect(commandNames(GetItemCommand)).toEqual({ service: "DynamoDB", operation: "GetItem" });
});

test("values of all types come back as they were given", async () => {
  const Item = {
    string: "lamp",
    number: -1.5,
    long: 12345678901234567890n,
    yes: true,
    nothing: null,
    bytes: new Uint8Array([1, 2, 3]),
    list: [1, "a", [false], { deep: null }],
    map: { a: 1, __proto__x: "y" },
    strings: new Set(["a", "b"]),
    numbers: new Set([1, 2]),
  };
  sim.stub(GetCommand, { Item });
  const { Item: numbers } = await plain.getItem({ TableName, Key: { id: { S: "42" } } });
  expect(numbers).toMatchObject({
    number: { N: "-1.5" },
    strings: { SS: ["a", "b"] },
    nothing: { NULL: true },
  });
  const exact = DynamoDBDocument.from(plain, {
    unmarshallOptions: { wrapNumbers: (text) => (text.length > 15 ? BigInt(text) : Number(text)) },
  });
  const { $metadata: _, ...output } = await exact.get({ TableName, Key });
  expect(output).toEqual({ Item });
});

test("functions and spies have JavaScript values", async () => {
  const spy = sim.stub(GetCommand, ({ Key: key, TableName: table }) => ({ Item: { ...key, table } }));
  expect((await client.get({ TableName, Key: { id: 42, set: new Set(["a"]) } })).Item).toEqual({
    id: 42,
    set: new Set(["a"]),
    table: TableName,
  });
  expect(spy).toMatchObject({ service: "dynamodb", operation: "GetItem" });
  expect(spy.lastCall).toMatchObject({
    input: { TableName, Key: { id: 42, set: new Set(["a"]) } },
    output: { Item: { id: 42, table: TableName } },
  });
  expect(sim.requests.last()?.input).toEqual({ TableName, Key: { id: { N: "42" }, set: { SS: ["a"] } } });
});

test("conditions compare JavaScript values", async () => {
  sim.stub(GetCommand, { Item: { found: "any" } });
  sim.stub(GetCommand, { Item: { found: "string" } }, { when: { Key: { id: expect.any(String) } } });
  sim.stub(GetCommand, { Item: { found: "set" } }, { when: { Key: { id: new Set([1]) } } });
  const found = async (id: unknown) => (await client.get({ TableName, Key: { id } })).Item?.found;
  expect(await Promise.all([found("42"), found(42), found(new Set([1])), found(new Set([2]))])).toEqual([
    "string",
    "any",
    "set",
    "any",
  ]);
});

test("items wherever commands have them", async () => {
  sim.stub(QueryCommand, { Items: [{ id: 1 }, { id: 2 }], Count: 2, LastEvaluatedKey: { id: 2 } });
  const updates = sim.stub(UpdateCommand, { Attributes: { count: 3 } });
  const writes = sim.stub(TransactWriteCommand, {});
  sim.stub(BatchGetCommand, ({ RequestItems }) => ({
    Responses: { orders: RequestItems?.orders?.Keys ?? [] },
  }));
  expect(await client.query({ TableName, KeyConditionExpression: "id = :id" })).toMatchObject({
    Items: [{ id: 1 }, { id: 2 }],
    LastEvaluatedKey: { id: 2 },
  });
  const ExpressionAttributeValues = { ":one": 1 };
  await client.update({ TableName, Key, UpdateExpression: "ADD n :one", ExpressionAttributeValues });
  expect(updates.lastCall?.input).toMatchObject({ Key, ExpressionAttributeValues });
  const TransactItems = [{ Put: { TableName, Item: { id: "1", tags: ["a"] } } }];
  await client.transactWrite({ TransactItems });
  expect(writes.lastCall?.input.TransactItems).toEqual(TransactItems);
  expect((await client.batchGet({ RequestItems: { orders: { Keys: [Key] } } })).Responses).toEqual({
    orders: [Key],
  });
});

test("sequences and errors are as for the client", async () => {
  sim.stub(PutCommand, [{ error: "ConditionalCheckFailedException", Item: { id: { S: "42" } } }, {}]);
  const error = await client.put({ TableName, Item: Key }).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ConditionalCheckFailedException);
  expect(error).toMatchObject({ Item: { id: { S: "42" } } });
  expect((await client.put({ TableName, Item: Key })).$metadata.httpStatusCode).toBe(200);
});

describe("what DynamoDB cannot store is rejected", () => {
  test.each([
    ["a function", () => 1],
    ["a date", new Date(0)],
    ["a number without a value", Number.NaN],
    ["an empty set", new Set()],
    ["a set of two types", new Set([1, "a"])],
  ])("%s", (_, value) => {
    expect(() => sim.stub(GetCommand, { Item: { value } })).toThrow(
      /^"Item.value" of the output of dynamodb:GetItem cannot be sent: /,
    );
  });

  test("when a function returns it", async () => {
    sim.stub(GetCommand, () => ({ Item: { value: new Date(0) } }));
    expect(await failure(client.get({ TableName, Key }))).toMatchObject({ code: "StubFailed" });
  });
});

import { DynamoDBClient, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { CreateClusterCommand, ECSClient, ListClustersCommand } from "@aws-sdk/client-ecs";
import { GetParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import type { OperationOf } from "../../../lib/control/names.js";
import { type AwsSim, createAwsSim } from "../../../lib/index.js";
import { matchers } from "../../../lib/testing/vitest.js";
import { failure } from "../../support/failure.js";

expect.extend(matchers);

let sim: AwsSim;
let dynamodb: DynamoDBClient;
let ecs: ECSClient;
beforeAll(async () => {
  sim = await createAwsSim({ clock: "frozen", startTime: "2030-01-01T00:00:00Z", historyLimit: 8 });
  dynamodb = new DynamoDBClient({ ...sim.clientConfig(), maxAttempts: 1 });
  ecs = new ECSClient({ ...sim.clientConfig(), maxAttempts: 1 });
});
afterEach(() => sim.reset());
afterAll(async () => {
  dynamodb.destroy();
  ecs.destroy();
  await sim.close();
});

/** The id of the item of a table. */
async function read(TableName = "orders", id = "1", client = dynamodb): Promise<string | undefined> {
  const { Item } = await client.send(new GetItemCommand({ TableName, Key: { id: { S: id } } }));
  return Item?.id?.S;
}

const item = (id: string) => ({ Item: { id: { S: id } } });

describe("which stub answers", () => {
  test("the newest that matches; those before it when it is spent or removed", async () => {
    sim.stub(GetItemCommand, item("all"));
    const orders = sim.stub(GetItemCommand, item("orders"), { when: { TableName: "orders" } });
    sim.stub(GetItemCommand, item("once"), { times: 1 });
    expect([await read(), await read(), await read("carts")]).toEqual(["once", "orders", "all"]);
    orders.remove();
    expect(await read()).toBe("all");
    expect(sim.stubs.list().map(({ conditions }) => conditions)).toEqual([{}, { times: 1 }]);
    sim.stubs.clear();
    expect(await failure(read())).toMatchObject({ code: "NotImplemented", status: 501 });
  });

  test("by part of the input, with asymmetric matchers at every depth", async () => {
    const matching = { TableName: expect.stringMatching(/^or/), Key: { id: { S: expect.any(String) } } };
    sim.stub("dynamodb", "GetItem", item("matching"), { when: matching });
    sim.stub(GetItemCommand, item("exact"), { when: { Key: { id: { S: "1" } } } });
    expect([await read("orders", "1"), await read("orders", "2")]).toEqual(["exact", "matching"]);
    expect(await failure(read("carts", "2"))).toMatchObject({ code: "NotImplemented" });
  });

  test("by bytes and lists of the input", async () => {
    const put = (Item: object) =>
      dynamodb.send(new PutItemCommand({ TableName: "orders", Item: Item as { photo: { B: Uint8Array } } }));
    const spy = sim.stub(
      PutItemCommand,
      {},
      { when: { Item: { photo: { B: "hello" }, tags: { SS: ["a", "b"] } } } },
    );
    await put({ photo: { B: Buffer.from("hello") }, tags: { SS: ["a", "b"] }, id: { S: "1" } });
    await failure(put({ photo: { B: Buffer.from("hallo") }, tags: { SS: ["a", "b"] } }));
    await failure(put({ photo: { B: Buffer.from("hello") }, tags: { SS: ["a"] } }));
    expect(spy.callCount).toBe(1);
  });

  test("by account and region", async () => {
    sim.stub(GetItemCommand, item("home"));
    sim.stub(GetItemCommand, item("other account"), { account: "210987654321" });
    sim.stub(GetItemCommand, item("other region"), { region: "eu-west-1" });
    const other = new DynamoDBClient(sim.clientConfig({ accountId: "210987654321" }));
    const abroad = new DynamoDBClient(sim.clientConfig({ region: "eu-west-1" }));
    expect([await read(), await read("t", "1", other), await read("t", "1", abroad)]).toEqual([
      "home",
      "other account",
      "other region",
    ]);
    expect(sim.stubs.list().map(({ lastCall }) => [lastCall?.account, lastCall?.region])).toEqual([
      ["123456789012", "us-east-1"],
      ["210987654321", "us-east-1"],
      ["123456789012", "eu-west-1"],
    ]);
    other.destroy();
    abroad.destroy();
  });

  test("none of a simulated operation: the simulation answers", async () => {
    sim.stub(CreateClusterCommand, { error: "ClientException" }, { when: { clusterName: "bad" } });
    await ecs.send(new CreateClusterCommand({ clusterName: "good" }));
    await failure(ecs.send(new CreateClusterCommand({ clusterName: "bad" })));
    expect(sim.ecs.clusters().map(({ clusterName }) => clusterName)).toEqual(["good"]);
  });

  test.each(["dynamodb", "DynamoDB", "dynamo-db"])("by the name %s", async (name) => {
    expect(sim.stub(name as "dynamodb", "getItem" as "GetItem", item("1"))).toMatchObject({
      service: "dynamodb",
      operation: "GetItem",
    });
    expect(await read()).toBe("1");
  });
});

describe("a stubbed call is a call as any other", () => {
  test("faults strike it, and it does not count", async () => {
    const spy = sim.stub(GetItemCommand, item("1"));
    sim.faults.add({ service: "dynamodb", operation: "GetItem", error: "ThrottlingException", times: 1 });
    sim.faults.add({ service: "dynamodb", drop: "after", times: 1 });
    expect(await failure(read())).toMatchObject({ code: "ThrottlingException" });
    expect(spy.callCount).toBe(0);
    expect(await failure(read())).toMatchObject({ status: undefined });
    expect(spy.callCount).toBe(1);
    expect(await read()).toBe("1");
  });

  test("its input is validated, and it does not count", async () => {
    const spy = sim.stub(GetItemCommand, item("1"));
    expect(await failure(read(""))).toMatchObject({ code: "ValidationException", status: 400 });
    expect(spy.callCount).toBe(0);
  });

  test("the request log and the matchers have it", async () => {
    sim.stub(GetItemCommand, item("1"));
    await read();
    expect(sim).toHaveReceivedRequestWith("GetItem", { TableName: "orders", Key: { id: { S: "1" } } });
    expect(sim).toHaveReceivedRequestTimes({ service: "dynamodb", operation: "GetItem", status: 200 }, 1);
    expect(sim.requests.unanswered()).toEqual([]);
  });

  test("a reset while it is answered drops it", async () => {
    let go = () => {};
    const waiting = new Promise<void>((resolve) => {
      go = resolve;
    });
    const spy = sim.stub(GetItemCommand, async () => {
      await waiting;
      return item("late");
    });
    const call = failure(read());
    await vi.waitUntil(() => spy.callCount === 1);
    sim.reset();
    go();
    await call;
    expect([sim.requests.length, sim.stubs.list(), spy.calls]).toEqual([0, [], []]);
  });

  test("a restored snapshot leaves stubs and their calls", async () => {
    const spy = sim.stub(GetItemCommand, [item("1"), item("2")]);
    const snapshot = sim.snapshot();
    await read();
    sim.restore(snapshot);
    expect([await read(), spy.callCount]).toEqual(["2", 2]);
  });
});

describe("a spy", () => {
  test("keeps as many calls as the history limit allows, and clears them on request", async () => {
    const spy = sim.stub(GetItemCommand, [item("1"), item("2")]);
    for (let id = 0; id < 20; id++) await read("orders", String(id));
    expect(spy.callCount).toBe(20);
    expect(spy.calls.map(({ input }) => input.Key?.id?.S)).toEqual([
      "12",
      "13",
      "14",
      "15",
      "16",
      "17",
      "18",
      "19",
    ]);
    spy.reset();
    expect([spy.callCount, spy.calls, spy.lastCall]).toEqual([0, [], undefined]);
    expect([await read(), spy.callCount]).toEqual(["2", 1]);
  });

  test("shows copies", async () => {
    const spy = sim.stub(GetItemCommand, item("1"));
    await read();
    const { input, output } = spy.lastCall ?? {};
    Object.assign(input?.Key?.id ?? {}, { S: "changed" });
    Object.assign(output?.Item?.id ?? {}, { S: "changed" });
    expect(spy.lastCall).toMatchObject({ input: { Key: { id: { S: "1" } } }, output: item("1") });
    expect(await read()).toBe("1");
  });

  test("has the calls that its function still answers, and those that failed", async () => {
    const spy = sim.stub(GetItemCommand, () => {
      throw new Error("Oh.");
    });
    await failure(read());
    expect(spy.lastCall).toMatchObject({
      input: { TableName: "orders" },
      error: { code: "StubFailed", message: `Stub ${spy.id} of dynamodb:GetItem failed: Error: Oh.` },
    });
  });
});

describe("mistakes are rejected where they are made", () => {
  /** Without the types, which reject most of this. */
  const stub = (...given: unknown[]) => Reflect.apply(sim.stub, sim, given);

  test.each<[what: string, given: unknown[], message: string]>([
    ["a service", ["dynamdb", "GetItem", {}], 'There is no service "dynamdb". Did you mean "dynamodb"?'],
    [
      "an operation",
      ["dynamodb", "GetItm", {}],
      'There is no operation of dynamodb "GetItm". Did you mean "GetItem"?',
    ],
    [
      "a member of an output",
      ["dynamodb", "GetItem", { Itme: {} }],
      'The output of dynamodb:GetItem has no member "Itme". Did you mean "Item"? It has: Item, ConsumedCapacity.',
    ],
    [
      "a member inside of an output",
      [GetItemCommand, { Item: { id: { Str: "1" } } }],
      '"Item.id" of the output of dynamodb:GetItem has no member "Str". It has: S, N, B, SS, NS, BS, M, L, NULL, BOOL.',
    ],
    [
      "a type",
      [GetItemCommand, { Item: { id: { S: 1 } } }],
      '"Item.id.S" of the output of dynamodb:GetItem must be a string, not 1.',
    ],
    [
      "a union of two",
      [
        "bedrock-runtime",
        "Converse",
        {
          output: {
            message: { role: "user", content: [{ text: "a", image: { format: "png", source: {} } }] },
          },
        },
      ],
      '"output.message.content[0].image.source" of the output of bedrock-runtime:Converse has 0 members. Use exactly one of: bytes, s3Location.',
    ],
    [
      "milliseconds",
      ["ssm", "GetParameter", { Parameter: { LastModifiedDate: 1_893_456_000_000 } }],
      '"Parameter.LastModifiedDate" of the output of ssm:GetParameter is 1893456000000, which is not a number of seconds. Use new Date(1893456000000).',
    ],
    [
      "a required member",
      ["bedrock-runtime", "InvokeModel", { contentType: "application/json" }],
      'The output of bedrock-runtime:InvokeModel lacks "body", which AWS always returns. Add it.',
    ],
    [
      "one of a sequence",
      [GetItemCommand, [{}, { Itme: {} }]],
      'The output of dynamodb:GetItem has no member "Itme". Did you mean "Item"? It has: Item, ConsumedCapacity.',
    ],
    [
      "a member of an error",
      [PutItemCommand, { error: "ConditionalCheckFailedException", Itme: {} }],
      'The error ConditionalCheckFailedException of dynamodb:PutItem has no member "Itme". Did you mean "Item"? It has: message, Item.',
    ],
    [
      "a status",
      [GetItemCommand, { error: "X", status: 99 }],
      "The status of an error cannot be 99. Use a number from 300 to 599.",
    ],
    ["an answer", [GetItemCommand, 7], "A response cannot be 7. Use an output, an error, or a function."],
    ["no answer", [GetItemCommand], "A stub needs a response. Use an output, an error, or a function."],
    ["an empty sequence", [GetItemCommand, []], "A sequence of responses needs at least one. Use an output."],
    [
      "what is stubbed",
      [class Other {}, {}],
      'A stub cannot be for [class Other]. Use a class such as GetItemCommand, or the names of a service and an operation: sim.stub("dynamodb", "GetItem", { … }).',
    ],
    [
      "a condition",
      [GetItemCommand, {}, { wen: {} }],
      'The conditions of a stub has no "wen". Did you mean "when"? It has: when, times, account, region.',
    ],
    [
      "a member of an input",
      [GetItemCommand, {}, { when: { TabelName: "t" } }],
      'The input of dynamodb:GetItem has no member "TabelName". Did you mean "TableName"?',
    ],
    [
      "a count",
      [GetItemCommand, {}, { times: 0 }],
      'A stub cannot answer 0 calls. Use a whole number from 1 as "times".',
    ],
    [
      "an account",
      [GetItemCommand, {}, { account: "1" }],
      'Not an account: "1". Use 12 digits as "account".',
    ],
    [
      "a member of an output of a simulated service that no request has loaded",
      ["efs", "DescribeFileSystems", { FileSytems: [] }],
      'The output of efs:DescribeFileSystems has no member "FileSytems". Did you mean "FileSystems"? It has: Marker, FileSystems, NextMarker.',
    ],
  ])("%s", (_, given, message) => {
    expect(() => stub(...given)).toThrow(message);
    expect(sim.stubs.list()).toEqual([]);
  });

  test("by a function when it answers: the client and the log learn it", async () => {
    const spy = stub(GetItemCommand, () => ({ Itme: {} }));
    const message = `Stub ${spy.id} of dynamodb:GetItem failed: The output of dynamodb:GetItem has no member "Itme". Did you mean "Item"? It has: Item, ConsumedCapacity.`;
    expect(await failure(read())).toEqual({ code: "StubFailed", status: 501, message });
    const { exception, ...record } = sim.requests.last() ?? {};
    expect(record).toMatchObject({ status: 501, errorCode: "StubFailed", stub: spy.id });
    expect(exception).toBeInstanceOf(TypeError);
    expect(sim.requests.unanswered()).toEqual([]);
  });

  test("a call through to what is not simulated", async () => {
    const spy = sim.stub(GetItemCommand, (_, { callThrough }) => callThrough());
    expect(await failure(read())).toMatchObject({
      code: "StubFailed",
      message: `Stub ${spy.id} of dynamodb:GetItem failed: aws-sim does not simulate dynamodb:GetItem. Return a response in the stub.`,
    });
  });
});

test("what nothing answers is listed, with the line that stubs it", async () => {
  const ssm = new SSMClient({ ...sim.clientConfig(), maxAttempts: 1 });
  expect(await failure(read())).toEqual({
    code: "NotImplemented",
    status: 501,
    message:
      "aws-sim does not simulate dynamodb:GetItem, nor any other operation of DynamoDB. The services that it " +
      "simulates are cloudMap, ec2, ecr, ecs, efs, eventBridge, iam, lambda, logs, pipes, s3, s3Control, scheduler, sns, sqs, stepFunctions, sts. Stub it in your test: " +
      'sim.stub("dynamodb", "GetItem", { … }).',
  });
  await failure(read());
  await failure(ssm.send(new GetParameterCommand({ Name: "/db/url" })));
  await ecs.send(new ListClustersCommand({}));
  expect(sim.requests.unanswered()).toEqual([
    { service: "dynamodb", operation: "GetItem", count: 2 },
    { service: "ssm", operation: "GetParameter", count: 1 },
  ]);
  ssm.destroy();
});

test("names of services and operations are typed", () => {
  const operations: [
    OperationOf<"dynamodb">,
    OperationOf<"eventbridge">,
    OperationOf<"cloud-map">,
    OperationOf<"iam">,
  ] = ["GetItem", "PutEvents", "CreateService", "SimulatePrincipalPolicy"];
  expect(operations).toHaveLength(4);
  // @ts-expect-error an operation of another service
  const other: OperationOf<"dynamodb"> = "PutEvents";
  expect(other).toBe("PutEvents");
});

import { readFileSync } from "node:fs";
import { Readable } from "node:stream";
import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  GetItemCommand,
  type GetItemCommandInput,
  PutItemCommand,
} from "@aws-sdk/client-dynamodb";
import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";
import { Upload } from "@aws-sdk/lib-storage";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { type AwsSim, createAwsSim } from "../../../lib/index.js";
import { matchers } from "../../../lib/testing/vitest.js";
import { failure } from "../../support/failure.js";

expect.extend(matchers);

let sim: AwsSim;
let dynamodb: DynamoDBClient;
/** Simulators and clients that a row made. */
const made: (() => unknown)[] = [];
beforeEach(async () => {
  sim = await createAwsSim();
  dynamodb = new DynamoDBClient({ ...sim.clientConfig(), maxAttempts: 1 });
  made.push(
    () => dynamodb.destroy(),
    () => sim.close(),
  );
  return async () => {
    for (const end of made.splice(0)) await end();
  };
});
afterAll(() => expect(made).toEqual([]));

const Key = { id: { S: "42" } };
const a = { Item: { id: { S: "a" } } };
const b = { Item: { id: { S: "b" } } };
const c = { Item: { id: { S: "c" } } };
const get = (input: Partial<GetItemCommandInput> = {}) =>
  dynamodb.send(new GetItemCommand({ TableName: "t", Key, ...input }));
const put = () => dynamodb.send(new PutItemCommand({ TableName: "t", Item: Key }));
/** The ids that three reads return. */
async function three() {
  const ids: (string | undefined)[] = [];
  for (let i = 0; i < 3; i++) ids.push((await get().catch(() => undefined))?.Item?.id?.S);
  return ids;
}

/** For the first cell of each row of the page, what its second cell is for. */
const ROWS: ReadonlyMap<string, () => Promise<void>> = new Map<string, () => Promise<void>>([
  [
    "`mockClient(DynamoDBClient)`, `mockClient(client)`",
    async () => {
      sim.stub(GetItemCommand, a);
      expect((await get()).Item).toEqual(a.Item);
    },
  ],
  [
    "`mock.on(GetItemCommand).resolves({ Item })`",
    async () => {
      const { Item } = a;
      sim.stub(GetItemCommand, { Item });
      expect((await get()).Item).toEqual(Item);
    },
  ],
  [
    '`mock.on(GetItemCommand, { TableName: "t" })`',
    async () => {
      sim.stub(GetItemCommand, a, { when: { TableName: "t" } });
      expect((await get()).Item).toEqual(a.Item);
      expect(await failure(get({ TableName: "other" }))).toMatchObject({ status: 501 });
    },
  ],
  [
    "`mock.on(GetItemCommand, input, true)` (strict)",
    async () => {
      const wanted = { TableName: "t", Key };
      sim.stub(GetItemCommand, (input) => {
        expect(input).toEqual(wanted);
        return a;
      });
      expect((await get()).Item).toEqual(a.Item);
      expect(await failure(get({ ConsistentRead: true }))).toMatchObject({ code: "StubFailed" });
    },
  ],
  [
    '`mock.on(PutItemCommand).rejects("message")`',
    async () => {
      sim.stub(PutItemCommand, { error: "Code", message: "message" });
      expect(await failure(put())).toEqual({ code: "Code", status: 400, message: "message" });
    },
  ],
  [
    "`mock.on(PutItemCommand).rejects()`",
    async () => {
      sim.stub(PutItemCommand, { error: "Code" });
      expect(await failure(put())).toMatchObject({ code: "Code" });
    },
  ],
  [
    "`mock.on(PutItemCommand).rejects(new MyException(…))`",
    async () => {
      const exception = new ConditionalCheckFailedException({ message: "no", $metadata: {}, Item: Key });
      sim.stub(PutItemCommand, exception);
      const thrown = await put().catch((error: unknown) => error);
      expect(thrown).toBeInstanceOf(ConditionalCheckFailedException);
      expect(thrown).toMatchObject({ message: "no", Item: Key });
    },
  ],
  [
    "`mock.on(…).callsFake((input) => output)`",
    async () => {
      sim.stub(GetItemCommand, (input, { region }) => ({ Item: { ...input.Key, region: { S: region } } }));
      expect((await get()).Item).toEqual({ ...Key, region: { S: "us-east-1" } });
    },
  ],
  [
    "`mock.on(…).callsFake(async …)`",
    async () => {
      sim.stub(GetItemCommand, async () => a);
      expect((await get()).Item).toEqual(a.Item);
    },
  ],
  [
    "`mock.on(…).resolvesOnce(a).resolvesOnce(b).resolves(c)`",
    async () => {
      sim.stub(GetItemCommand, [a, b, c]);
      expect([...(await three()), ...(await three())]).toEqual(["a", "b", "c", "c", "c", "c"]);
    },
  ],
  [
    "`mock.on(…).rejectsOnce(e).resolves(a)`",
    async () => {
      sim.stub(GetItemCommand, [{ error: "InternalServerError" }, a]);
      expect(await three()).toEqual([undefined, "a", "a"]);
    },
  ],
  [
    "`mock.on(…).callsFakeOnce(f).resolves(a)`",
    async () => {
      sim.stub(GetItemCommand, [() => b, a]);
      expect(await three()).toEqual(["b", "a", "a"]);
    },
  ],
  [
    "`mock.on(A).resolves(a).on(B).resolves(b)`",
    async () => {
      sim.stub(GetItemCommand, a);
      sim.stub(PutItemCommand, {});
      expect((await get()).Item).toEqual(a.Item);
      expect((await put()).$metadata.httpStatusCode).toBe(200);
    },
  ],
  [
    "`mock.onAnyCommand().resolves({})`",
    async () => {
      sim.stub(GetItemCommand, {});
      sim.stub(PutItemCommand, {});
      expect([(await get()).Item, (await put()).Attributes]).toEqual([undefined, undefined]);
    },
  ],
  [
    "`mock.resolves(…)`, `mock.rejects(…)` (default of a client)",
    async () => {
      sim.stub(GetItemCommand, {});
      sim.faults.add({ service: "dynamodb", error: "ServiceUnavailable" });
      const codes = [await failure(get()), await failure(put())].map(({ code }) => code);
      expect(codes).toEqual(["ServiceUnavailable", "ServiceUnavailable"]);
    },
  ],
  [
    "the newest `on(…)` that matches",
    async () => {
      sim.stub(GetItemCommand, a);
      sim.stub(GetItemCommand, b);
      sim.stub(GetItemCommand, c, { when: { TableName: "other" } });
      expect((await get()).Item).toEqual(b.Item);
    },
  ],
  [
    "`mock.reset()`",
    async () => {
      for (const clear of [() => sim.stubs.clear(), () => sim.reset()]) {
        sim.stub(GetItemCommand, a);
        clear();
        expect(await failure(get())).toMatchObject({ status: 501 });
      }
    },
  ],
  [
    "`mock.resetHistory()`",
    async () => {
      const spy = sim.stub(GetItemCommand, [a, b]);
      await get();
      spy.reset();
      sim.resetHistory();
      expect([spy.callCount, sim.requests.length]).toEqual([0, 0]);
      expect((await get()).Item).toEqual(b.Item);
    },
  ],
  [
    "`mock.restore()`",
    async () => {
      await sim.close();
      expect(await get().catch((error: { code?: unknown }) => error.code)).toBe("ECONNREFUSED");
    },
  ],
  [
    "`mock.send` (Sinon stub)",
    async () => {
      const spy = sim.stub(GetItemCommand, a);
      await get();
      expect([spy.callCount, sim.requests.length]).toEqual([1, 1]);
    },
  ],
  [
    "`sdkStreamMixin(stream)` for a body",
    async () => {
      const s3 = new S3Client(sim.clientConfig());
      made.push(() => s3.destroy());
      for (const Body of ["text", Buffer.from("text"), Readable.from(["te", "xt"])]) {
        sim.stub(GetObjectCommand, { Body });
        const { Body: received } = await s3.send(new GetObjectCommand({ Bucket: "bucket", Key: "k" }));
        expect(await received?.transformToString()).toBe("text");
      }
    },
  ],
  [
    "`libStorage`: `S3Client` with `Upload`",
    async () => {
      const client = new S3Client(sim.clientConfig());
      made.push(() => client.destroy());
      sim.s3.createBucket("bucket");
      await new Upload({ client, params: { Bucket: "bucket", Key: "k", Body: "text" } }).done();
      expect(sim.s3.text("bucket", "k")).toBe("text");
    },
  ],
  [
    '`DynamoDBDocumentClient`: `mock.on(GetCommand).resolves({ Item: { id: "42" } })`',
    async () => {
      sim.stub(GetCommand, { Item: { id: "42" } });
      const client = DynamoDBDocumentClient.from(dynamodb);
      const { Item } = await client.send(new GetCommand({ TableName: "t", Key: { id: "42" } }));
      expect(Item).toEqual({ id: "42" });
    },
  ],
  [
    "`mock.calls()`",
    async () => {
      sim.stub(GetItemCommand, a);
      await get();
      expect(sim.requests.filter()).toEqual(sim.requests.filter({ service: "dynamodb" }));
      expect(sim.requests.filter()).toHaveLength(1);
    },
  ],
  [
    "`mock.call(0).args[0].input`",
    async () => {
      const spy = sim.stub(GetItemCommand, a);
      await get();
      expect(spy.calls[0]?.input).toEqual({ TableName: "t", Key });
    },
  ],
  [
    "`mock.commandCalls(GetItemCommand)`",
    async () => {
      const spy = sim.stub(GetItemCommand, a);
      await get();
      expect(spy.calls).toHaveLength(1);
      expect(sim.requests.filter({ operation: "GetItem" })).toHaveLength(1);
    },
  ],
  [
    "`mock.commandCalls(GetItemCommand, input)`",
    async () => {
      sim.stub(GetItemCommand, a);
      const spy = sim.stub(GetItemCommand, b, { when: { TableName: "other" } });
      await get();
      await get({ TableName: "other" });
      expect(spy.calls.map(({ input }) => input.TableName)).toEqual(["other"]);
    },
  ],
  [
    "`mock.commandCall(0, GetItemCommand).returnValue`",
    async () => {
      const spy = sim.stub(GetItemCommand, a);
      await get();
      expect(spy.calls[0]?.output).toEqual(a);
    },
  ],
  [
    "`expect(mock).toHaveReceivedCommand(GetItemCommand)`",
    async () => {
      sim.stub(GetItemCommand, a);
      await get();
      expect(sim).toHaveReceivedRequest("GetItem");
    },
  ],
  [
    "`expect(mock).toHaveReceivedCommandTimes(GetItemCommand, 2)`",
    async () => {
      sim.stub(GetItemCommand, a);
      await three();
      expect(sim).toHaveReceivedRequestTimes("GetItem", 3);
      expect(sim).not.toHaveReceivedRequestTimes("GetItem", 2);
    },
  ],
  [
    "`expect(mock).toHaveReceivedCommandOnce(…)`",
    async () => {
      sim.stub(GetItemCommand, a);
      await get();
      expect(sim).toHaveReceivedRequestTimes("GetItem", 1);
    },
  ],
  [
    "`expect(mock).toHaveReceivedCommandWith(GetItemCommand, input)`",
    async () => {
      sim.stub(GetItemCommand, a);
      await get();
      expect(sim).toHaveReceivedRequestWith("GetItem", { TableName: "t" });
      expect(sim).not.toHaveReceivedRequestWith("GetItem", { TableName: "other" });
    },
  ],
  [
    "`expect(mock).toHaveReceivedCommandExactlyOnceWith(…)`",
    async () => {
      sim.stub(GetItemCommand, a);
      await get();
      expect(sim).toHaveReceivedRequestTimes("GetItem", 1);
      expect(sim).toHaveReceivedRequestWith("GetItem", { TableName: "t", Key });
    },
  ],
  [
    "`expect(mock).toHaveReceivedNthCommandWith(2, …)`",
    async () => {
      sim.stub(GetItemCommand, a);
      await get();
      await get({ TableName: "second" });
      const [operation, input] = ["GetItem", { TableName: "second" }];
      expect(sim.requests.filter()[1]).toMatchObject({ operation, input });
    },
  ],
  [
    "`expect(mock).toHaveReceivedNthSpecificCommandWith(2, GetItemCommand, input)`",
    async () => {
      const spy = sim.stub(GetItemCommand, a);
      sim.stub(PutItemCommand, {});
      await get();
      await put();
      await get({ TableName: "second" });
      expect(spy.calls[1]?.input).toMatchObject({ TableName: "second" });
    },
  ],
  [
    "`expect(mock).toHaveReceivedLastCommandWith(…)`",
    async () => {
      sim.stub(GetItemCommand, a);
      await get();
      await get({ TableName: "last" });
      expect(sim.requests.last()).toMatchObject({ operation: "GetItem", input: { TableName: "last" } });
    },
  ],
  [
    "`expect(mock).toHaveReceivedAnyCommand()`",
    async () => {
      expect(sim.requests.length).toBe(0);
      await get().catch(() => undefined);
      expect(sim.requests.length).toBeGreaterThan(0);
    },
  ],
  [
    "`expect(mock).not.toHaveReceivedCommand(GetItemCommand)`",
    async () => {
      sim.stub(PutItemCommand, {});
      await put();
      expect(sim).not.toHaveReceivedRequest("GetItem");
    },
  ],
]);

const page = readFileSync(
  new URL("../../../docs/migrating-from-aws-sdk-client-mock.md", import.meta.url),
  "utf8",
);
const rows = [...page.matchAll(/^\| (.+?) \|/gm)]
  .map(([, cell = ""]) => cell)
  .filter((cell) => !/^(aws-sdk-client-mock|---)/.test(cell));

describe("what the page for users of aws-sdk-client-mock has in place of", () => {
  test.each([...ROWS])("%s", async (_, example) => {
    await expect(example()).resolves.toBeUndefined();
  });

  test("each of its rows has an example here", () => {
    expect(rows).toEqual([...ROWS.keys()]);
  });
});

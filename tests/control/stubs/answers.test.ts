import {
  CreateClusterCommand,
  DescribeClustersCommand,
  ECSClient,
  ListClustersCommand,
} from "@aws-sdk/client-ecs";
import { DescribeFileSystemsCommand, EFSClient, FileSystemNotFound } from "@aws-sdk/client-efs";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { GetObjectCommand, NoSuchKey, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type AwsSim, createAwsSim } from "../../../lib/index.js";
import { failure } from "../../support/failure.js";

let sim: AwsSim;
let ecs: ECSClient;
let efs: EFSClient;
let lambda: LambdaClient;
let s3: S3Client;
beforeAll(async () => {
  sim = await createAwsSim({ clock: "frozen", startTime: "2030-01-01T00:00:00Z", delays: 0 });
  const config = sim.clientConfig();
  ecs = new ECSClient({ ...config, maxAttempts: 1 });
  efs = new EFSClient({ ...config, maxAttempts: 1 });
  lambda = new LambdaClient({ ...config, maxAttempts: 1 });
  s3 = new S3Client({ ...config, maxAttempts: 1 });
});
afterEach(() => sim.reset());
afterAll(async () => {
  for (const client of [ecs, efs, lambda, s3]) client.destroy();
  await sim.close();
});

const list = (maxResults?: number) => ecs.send(new ListClustersCommand({ maxResults }));

/** The output of ListClusters without its metadata. */
async function listed(maxResults?: number): Promise<object> {
  const { $metadata: _, ...output } = await list(maxResults);
  return output;
}

/** What a client throws. */
function thrownBy(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => undefined,
    (error: unknown) => error,
  );
}

test("an output", async () => {
  const spy = sim.stub(ListClustersCommand, { clusterArns: ["one"], nextToken: "more" });
  const { $metadata, ...output } = await list(1);
  expect(output).toEqual({ clusterArns: ["one"], nextToken: "more" });
  expect($metadata.httpStatusCode).toBe(200);
  expect(spy.lastCall).toEqual({
    input: { maxResults: 1 },
    output: { clusterArns: ["one"], nextToken: "more" },
    caller: {
      accessKeyId: "AKIAAWSSIMULATOR0000",
      arn: "arn:aws:iam::123456789012:user/aws-sim",
      userId: "AIDASIM00123456789012",
    },
    account: "123456789012",
    region: "us-east-1",
    requestId: $metadata.requestId,
    time: new Date("2030-01-01T00:00:00Z"),
  });
  expect(sim.requests.last()).toMatchObject({ operation: "ListClusters", status: 200, stub: spy.id });
});

test("an output without members", async () => {
  sim.stub("ecs", "ListClusters", {});
  expect(await listed()).toEqual({});
});

describe("values of all types", () => {
  test("moments, numbers and lists in JSON", async () => {
    sim.stub("efs", "DescribeFileSystems", {
      FileSystems: [
        {
          OwnerId: "123456789012",
          CreationToken: "a",
          FileSystemId: "fs-1",
          CreationTime: "2029-12-31T00:00:00Z",
          LifeCycleState: "available",
          NumberOfMountTargets: 2,
          SizeInBytes: { Value: 9_007_199_254_740_991n, Timestamp: 1_893_456_000 },
          PerformanceMode: "generalPurpose",
          Tags: [],
        },
      ],
    });
    const { FileSystems } = await efs.send(new DescribeFileSystemsCommand({}));
    expect(FileSystems).toEqual([
      {
        OwnerId: "123456789012",
        CreationToken: "a",
        FileSystemId: "fs-1",
        CreationTime: new Date("2029-12-31T00:00:00Z"),
        LifeCycleState: "available",
        NumberOfMountTargets: 2,
        SizeInBytes: { Value: 9_007_199_254_740_991, Timestamp: new Date("2030-01-01T00:00:00Z") },
        PerformanceMode: "generalPurpose",
        Tags: [],
      },
    ]);
  });

  test.each([
    ["a string", () => "hello"],
    ["bytes", () => Buffer.from("hello")],
    ["base64", () => ({ base64: "aGVsbG8=" })],
    [
      "a stream",
      async function* () {
        yield "hel";
        yield Buffer.from("lo");
      },
    ],
  ])("a body: %s", async (_, body) => {
    sim.stub(GetObjectCommand, { Body: body(), ContentType: "text/plain" });
    const { Body, ContentType } = await s3.send(new GetObjectCommand({ Bucket: "b", Key: "k" }));
    expect([await Body?.transformToString(), ContentType]).toEqual(["hello", "text/plain"]);
  });

  test("a stream answers one call; a function makes another for each", async () => {
    const read = async () => {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: "b", Key: "k" }));
      return Body?.transformToString();
    };
    async function* stream() {
      yield "hello";
    }
    const spy = sim.stub(GetObjectCommand, { Body: stream() });
    expect(await read()).toBe("hello");
    await expect(read()).rejects.toMatchObject({
      name: "StubFailed",
      message: `Stub ${spy.id} of s3:GetObject failed: Its stream was read by an earlier call. Use bytes, a string, or a function.`,
    });
    sim.stub(GetObjectCommand, () => ({ Body: stream() }));
    expect([await read(), await read()]).toEqual(["hello", "hello"]);
  });

  test("a payload, and a status among the members", async () => {
    sim.stub(InvokeCommand, { StatusCode: 202, Payload: '{"queued":true}', FunctionError: "Unhandled" });
    const output = await lambda.send(new InvokeCommand({ FunctionName: "none", Payload: '{"id":1}' }));
    expect([output.StatusCode, output.FunctionError, output.Payload?.transformToString()]).toEqual([
      202,
      "Unhandled",
      '{"queued":true}',
    ]);
    expect(sim.stubs.list()[0]?.lastCall?.input).toEqual({
      FunctionName: "none",
      Payload: new Uint8Array(Buffer.from('{"id":1}')),
    });
  });
});

describe("a function", () => {
  test("of the input, with its context", async () => {
    const spy = sim.stub(ListClustersCommand, async ({ maxResults }, context) => {
      const { service, operation, region, account, time, caller, callIndex, requestId } = context;
      const arn = [service, operation, region, account, time.toISOString(), caller.arn, callIndex].join(" ");
      return { clusterArns: [`${maxResults} ${arn}`, requestId] };
    });
    const { clusterArns, $metadata } = await list(3);
    expect(clusterArns).toEqual([
      "3 ecs ListClusters us-east-1 123456789012 2030-01-01T00:00:00.000Z arn:aws:iam::123456789012:user/aws-sim 0",
      $metadata.requestId,
    ]);
    expect(spy.lastCall?.output).toEqual({ clusterArns });
  });

  test("of a body, which it sees as bytes, however large", async () => {
    const spy = sim.stub(PutObjectCommand, ({ Body }) => ({ ETag: `${Body?.length}` }));
    const send = (size: number) =>
      s3.send(new PutObjectCommand({ Bucket: "b", Key: "k", Body: Buffer.alloc(size, "a") }));
    expect([(await send(3)).ETag, (await send(600_000)).ETag]).toEqual(["3", "600000"]);
    expect(spy.calls[0]?.input.Body).toEqual(new Uint8Array(Buffer.from("aaa")));
  });

  test("calls through to the simulation, with the input or another one, and changes what it returns", async () => {
    sim.stub("ecs", "CreateCluster", ({ clusterName }, { callThrough }) =>
      callThrough({ clusterName: `${String(clusterName)}-test` }),
    );
    const describe = sim.stub(DescribeClustersCommand, async (_, { callThrough }) => {
      const { clusters = [], failures } = await callThrough();
      return { failures, clusters: clusters.map((cluster) => ({ ...cluster, runningTasksCount: 7 })) };
    });
    await ecs.send(new CreateClusterCommand({ clusterName: "batch" }));
    expect(sim.ecs.clusters().map(({ clusterName }) => clusterName)).toEqual(["batch-test"]);
    const { clusters } = await ecs.send(new DescribeClustersCommand({ clusters: ["batch-test"] }));
    expect(clusters).toMatchObject([{ clusterName: "batch-test", runningTasksCount: 7 }]);
    expect(describe.callCount).toBe(1);
  });

  test("calls through with the body of the request", async () => {
    sim.s3.createBucket("bucket");
    sim.stub(PutObjectCommand, (input, { callThrough }) => callThrough({ ...input, Key: "other" }));
    await s3.send(new PutObjectCommand({ Bucket: "bucket", Key: "k", Body: "hello" }));
    expect(sim.s3.text("bucket", "other")).toBe("hello");
  });

  test("receives the errors of the simulation that it calls", async () => {
    sim.stub(DescribeFileSystemsCommand, (_, { callThrough }) => callThrough());
    const error = await thrownBy(efs.send(new DescribeFileSystemsCommand({ FileSystemId: "fs-12345678" })));
    expect(error).toBeInstanceOf(FileSystemNotFound);
    expect(error).toMatchObject({ message: "File system 'fs-12345678' does not exist." });
  });

  test("waits on the simulated clock", async () => {
    sim.stub(ListClustersCommand, async (_, { sleep }) => {
      await sleep("30s");
      return { clusterArns: ["late"] };
    });
    const listing = listed();
    await sim.clock.advance("29s");
    expect(sim.requests.length).toBe(0);
    await sim.clock.advance("1s");
    expect(await listing).toEqual({ clusterArns: ["late"] });
    expect(sim.requests.last()?.duration).toBe(30_000);
  });
});

describe("an error", () => {
  test("of the model has its status and members", async () => {
    sim.stub(DescribeFileSystemsCommand, { error: "FileSystemNotFound", message: "None.", ErrorCode: "Own" });
    const error = await thrownBy(efs.send(new DescribeFileSystemsCommand({})));
    expect(error).toBeInstanceOf(FileSystemNotFound);
    expect(error).toMatchObject({ message: "None.", ErrorCode: "Own", $metadata: { httpStatusCode: 404 } });
  });

  test.each([
    [
      "of the model, without a message",
      { error: "ClientException" },
      ["ClientException", "ClientException, by a stub of the test.", 400],
    ],
    ["that the model does not have", { error: "Strange", message: "Oh." }, ["Strange", "Oh.", 400]],
    [
      "that all services have",
      { error: "ServiceUnavailable", message: "Oh." },
      ["ServiceUnavailable", "Oh.", 503],
    ],
    ["with a status", { error: "Strange", message: "Oh.", status: 418 }, ["Strange", "Oh.", 418]],
    ["that is an Error", new Error("no network"), ["Error", "no network", 400]],
    [
      "with a name",
      Object.assign(new Error("Oh."), { name: "ServerException" }),
      ["ServerException", "Oh.", 500],
    ],
    [
      "with a code",
      Object.assign(new Error("Oh."), { code: "ServerException" }),
      ["ServerException", "Oh.", 500],
    ],
    [
      "with the metadata of the SDK",
      Object.assign(new Error("Oh."), { name: "Strange", $metadata: { httpStatusCode: 409 } }),
      ["Strange", "Oh.", 409],
    ],
  ])("%s", async (_, answer, [name, message, status]) => {
    const spy = sim.stub("ecs", "ListClusters", answer);
    expect(await failure(list())).toEqual({ code: name, message, status });
    expect(spy.lastCall).toMatchObject({ error: { code: name, message } });
    expect(spy.lastCall).not.toHaveProperty("output");
    expect(sim.requests.last()).toMatchObject({
      status,
      errorCode: name,
      errorMessage: message,
      stub: spy.id,
    });
    // The same, returned and thrown by a function.
    sim.stub("ecs", "ListClusters", () => answer);
    expect(await failure(list())).toEqual({ code: name, message, status });
  });

  test("of the SDK, given and thrown", async () => {
    const noSuchKey = new NoSuchKey({ message: "Gone.", $metadata: {} });
    const get = () => thrownBy(s3.send(new GetObjectCommand({ Bucket: "b", Key: "k" })));
    sim.stub(GetObjectCommand, noSuchKey);
    expect(await get()).toMatchObject({
      name: "NoSuchKey",
      message: "Gone.",
      $metadata: { httpStatusCode: 404 },
    });
    sim.stub(GetObjectCommand, () => {
      throw noSuchKey;
    });
    expect(await get()).toBeInstanceOf(NoSuchKey);
    sim.stub(GetObjectCommand, async () => {
      // biome-ignore lint/style/useThrowOnlyError: as a test may write it
      throw { error: "NoSuchKey", message: "Thrown." };
    });
    expect(await get()).toMatchObject({ name: "NoSuchKey", message: "Thrown." });
  });
});

test("a sequence, whose last answer stays", async () => {
  const spy = sim.stub(ListClustersCommand, [
    { clusterArns: ["one"] },
    { error: "ServerException", message: "Two." },
    ({ maxResults }, { callIndex }) => ({ clusterArns: [`${maxResults} ${callIndex}`] }),
  ]);
  expect(await listed()).toEqual({ clusterArns: ["one"] });
  expect(await failure(list())).toMatchObject({ code: "ServerException", message: "Two." });
  expect([await listed(7), await listed(8)]).toEqual([{ clusterArns: ["7 2"] }, { clusterArns: ["8 3"] }]);
  expect(spy.callCount).toBe(4);
  expect(spy.calls.map(({ output, error }) => output ?? error)).toEqual([
    { clusterArns: ["one"] },
    { code: "ServerException", message: "Two." },
    { clusterArns: ["7 2"] },
    { clusterArns: ["8 3"] },
  ]);
});

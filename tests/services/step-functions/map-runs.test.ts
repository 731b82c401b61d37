import { gzipSync } from "node:zlib";
import { S3 } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { failure } from "../../support/failure.js";
import { executionsWorld } from "./executions-world.js";
import { ACCOUNT, machineArn, momentAt } from "./step-functions-world.js";

const world = executionsWorld();
let s3: S3;
beforeAll(() => {
  s3 = new S3({ ...world.sim.clientConfig(), forcePathStyle: true, maxAttempts: 1 });
});
afterAll(() => s3.destroy());
beforeEach(async () => {
  await s3.createBucket({ Bucket: "bucket" });
});

const put = (Key: string, Body: string | Uint8Array) => s3.putObject({ Bucket: "bucket", Key, Body });
const read = async (Key: string) => {
  const { Body } = await s3.getObject({ Bucket: "bucket", Key });
  return JSON.parse((await Body?.transformToString()) ?? "null");
};

const PASS = { StartAt: "P", States: { P: { Type: "Pass", End: true } } };
const WAIT = { StartAt: "W", States: { W: { Type: "Wait", Seconds: 10, End: true } } };
const FAIL_ODD = {
  StartAt: "C",
  States: {
    C: { Type: "Choice", Choices: [{ Variable: "$.fails", BooleanEquals: true, Next: "F" }], Default: "S" },
    F: { Type: "Fail", Error: "E" },
    S: { Type: "Succeed" },
  },
};
const map = (processor: object, more: object = {}, ExecutionType = "STANDARD") => ({
  M: {
    Type: "Map",
    Label: "L",
    ItemProcessor: { ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType }, ...processor },
    End: true,
    ...more,
  },
});
const reader = (action: string, Parameters: object, ReaderConfig?: object) => ({
  ItemReader: {
    Resource: `arn:aws:states:::s3:${action}`,
    Parameters,
    ...(ReaderConfig && { ReaderConfig }),
  },
});

async function mapRunOf(executionArn: string): Promise<string> {
  const { mapRuns = [] } = await world.sfn.listMapRuns({ executionArn });
  expect(mapRuns).toHaveLength(1);
  return mapRuns[0]?.mapRunArn ?? "";
}

async function inputsOf(mapRunArn: string): Promise<unknown[]> {
  const { executions = [] } = await world.sfn.listExecutions({ mapRunArn });
  const inputs = await Promise.all(
    executions.map(async ({ executionArn }) => (await world.sfn.describeExecution({ executionArn })).input),
  );
  return inputs.reverse().map((input) => JSON.parse(input ?? "null"));
}

const none = {
  pending: 0,
  running: 0,
  succeeded: 0,
  failed: 0,
  timedOut: 0,
  aborted: 0,
  resultsWritten: 0,
  failuresNotRedrivable: 0,
  pendingRedrive: 0,
};

describe("a map run", () => {
  test("runs a child for each item, as many together as may run", async () => {
    const arn = await world.run(
      map(WAIT, {
        MaxConcurrency: 2,
        ItemSelector: { "v.$": "$$.Map.Item.Value", "i.$": "$$.Map.Item.Index" },
      }),
      ["a", "b", "c"],
    );
    const mapRunArn = await mapRunOf(arn);
    expect(mapRunArn).toMatch(new RegExp(`^arn:aws:states:us-east-1:${ACCOUNT}:mapRun:m/L:[0-9a-f-]{36}$`));
    const { $metadata: _, ...running } = await world.sfn.describeMapRun({ mapRunArn });
    const counts = { ...none, total: 3, pending: 1, running: 2 };
    expect(running).toEqual({
      mapRunArn,
      executionArn: arn,
      status: "RUNNING",
      startDate: momentAt(0),
      maxConcurrency: 2,
      toleratedFailureCount: 0,
      toleratedFailurePercentage: 0,
      itemCounts: counts,
      executionCounts: counts,
      redriveCount: 0,
    });
    await world.sim.clock.advance("20s");
    expect(await world.outcome(arn)).toEqual({
      status: "SUCCEEDED",
      output: [
        { v: "a", i: 0 },
        { v: "b", i: 1 },
        { v: "c", i: 2 },
      ],
    });
    const { status, stopDate, itemCounts } = await world.sfn.describeMapRun({ mapRunArn });
    expect({ status, stopDate, itemCounts }).toEqual({
      status: "SUCCEEDED",
      stopDate: momentAt(20_000),
      itemCounts: { ...none, total: 3, succeeded: 3 },
    });
    expect(await world.trail(arn)).toEqual([
      "1 0 ExecutionStarted",
      "2 0 MapStateEntered",
      "3 2 MapStateStarted",
      "4 3 MapRunStarted",
      "5 4 MapRunSucceeded",
      "6 5 MapStateSucceeded",
      "7 5 MapStateExited",
      "8 7 ExecutionSucceeded",
    ]);
    const { executions = [] } = await world.sfn.listExecutions({ mapRunArn });
    expect(
      executions.map(({ stateMachineArn, mapRunArn: of, itemCount }) => [stateMachineArn, of, itemCount]),
    ).toEqual(Array.from({ length: 3 }, () => [machineArn("m/L"), mapRunArn, 1]));
  });

  test("fails at the first failure, and stops its children", async () => {
    const arn = await world.run(
      map({
        StartAt: "C",
        States: {
          C: { Type: "Choice", Choices: [{ Variable: "$", NumericEquals: 1, Next: "F" }], Default: "W" },
          F: { Type: "Fail", Error: "E" },
          W: { Type: "Wait", Seconds: 60, End: true },
        },
      }),
      [0, 1],
    );
    expect(await world.outcome(arn)).toEqual({
      status: "FAILED",
      error: "States.ExceedToleratedFailureThreshold",
      cause: "The specified tolerated failure threshold was exceeded",
    });
    const { status, executionCounts } = await world.sfn.describeMapRun({ mapRunArn: await mapRunOf(arn) });
    expect({ status, executionCounts }).toEqual({
      status: "FAILED",
      executionCounts: { ...none, total: 2, failed: 1, aborted: 1 },
    });
  });

  test.each([
    ["a count", { ToleratedFailureCount: 1 }, [true, false], "SUCCEEDED"],
    ["a count that is exceeded", { ToleratedFailureCount: 1 }, [true, true, false], "FAILED"],
    ["a percentage", { ToleratedFailurePercentage: 50 }, [true, false], "SUCCEEDED"],
    ["a percentage that is exceeded", { ToleratedFailurePercentage: 49 }, [true, false], "FAILED"],
  ])("tolerates %s of failures", async (_, tolerance, fails, status) => {
    const arn = await world.run(
      map(FAIL_ODD, tolerance),
      fails.map((each) => ({ fails: each })),
    );
    expect((await world.outcome(arn)).status).toBe(status);
  });

  test("is aborted with its execution", async () => {
    const arn = await world.run(map(WAIT), [1, 2]);
    const mapRunArn = await mapRunOf(arn);
    await world.sfn.stopExecution({ executionArn: arn });
    await world.settled();
    const { status, executionCounts } = await world.sfn.describeMapRun({ mapRunArn });
    expect({ status, executionCounts }).toEqual({
      status: "ABORTED",
      executionCounts: { ...none, total: 2, aborted: 2 },
    });
  });

  test("can have Express children, and none at all", async () => {
    const arn = await world.run(map(PASS, {}, "EXPRESS"), [1, 2]);
    expect((await world.outcome(arn)).output).toEqual([1, 2]);
    const empty = await world.start(machineArn("m"), []);
    await world.settled();
    expect((await world.outcome(empty)).output).toEqual([]);
  });

  test("UpdateMapRun changes one that runs", async () => {
    const arn = await world.run(map(WAIT, { MaxConcurrency: 1 }), [1, 2, 3]);
    const mapRunArn = await mapRunOf(arn);
    await world.sfn.updateMapRun({ mapRunArn, maxConcurrency: 3, toleratedFailurePercentage: 10 });
    await world.settled();
    const run = await world.sfn.describeMapRun({ mapRunArn });
    expect([run.maxConcurrency, run.toleratedFailurePercentage, run.executionCounts?.running]).toEqual([
      3, 10, 3,
    ]);
    await world.sim.clock.advance("10s");
    expect((await failure(world.sfn.updateMapRun({ mapRunArn, maxConcurrency: 1 }))).code).toBe(
      "ValidationException",
    );
  });

  test("redrives the children that did not succeed", async () => {
    const spy = world.sim.stepFunctions.onTask("glue:startJobRun", { error: "E" }, 7);
    const job = {
      Type: "Task",
      Resource: "arn:aws:states:::glue:startJobRun",
      Parameters: { JobName: "j" },
      End: true,
    };
    const arn = await world.run(map({ StartAt: "T", States: { T: job } }), ["only"]);
    expect((await world.outcome(arn)).status).toBe("FAILED");
    await world.sfn.redriveExecution({ executionArn: arn });
    await world.settled();
    expect(await world.outcome(arn)).toEqual({ status: "SUCCEEDED", output: [7] });
    expect(spy.callCount).toBe(2);
    const run = await world.sfn.describeMapRun({ mapRunArn: await mapRunOf(arn) });
    expect([run.status, run.redriveCount, run.executionCounts]).toEqual([
      "SUCCEEDED",
      1,
      { ...none, total: 1, succeeded: 1 },
    ]);
    expect((await world.trail(arn)).slice(6)).toEqual([
      "7 6 ExecutionFailed",
      "8 7 ExecutionRedriven",
      "9 8 MapRunRedriven",
      "10 9 MapRunSucceeded",
      "11 10 MapStateSucceeded",
      "12 10 MapStateExited",
      "13 12 ExecutionSucceeded",
    ]);
  });

  test("that does not exist", async () => {
    const mapRunArn = `arn:aws:states:us-east-1:${ACCOUNT}:mapRun:m/L:none`;
    expect(await failure(world.sfn.describeMapRun({ mapRunArn }))).toEqual({
      code: "ResourceNotFound",
      message: `Resource not found: '${mapRunArn}'`,
      status: 400,
    });
  });
});

describe("ItemReader", () => {
  const at = { Bucket: "bucket", Key: "items" };

  test.each([
    ["JSON", "[1,2]", {}, [1, 2]],
    ["JSON", '{"a":1}', {}, [{ Key: "a", Value: 1 }]],
    ["JSON", '{"x":{"y":[3]}}', { ItemsPointer: "/x/y" }, [3]],
    ["JSON", "[1,2,3]", { MaxItems: 2 }, [1, 2]],
    ["JSONL", '{"a":1}\n{"a":2}\n', {}, [{ a: 1 }, { a: 2 }]],
    [
      "CSV",
      'a,b\n1,"2,3"\n4\n',
      { CSVHeaderLocation: "FIRST_ROW" },
      [
        { a: "1", b: "2,3" },
        { a: "4", b: "" },
      ],
    ],
    [
      "CSV",
      "1|2",
      { CSVHeaderLocation: "GIVEN", CSVHeaders: ["x", "y"], CSVDelimiter: "PIPE" },
      [{ x: "1", y: "2" }],
    ],
  ])("reads %s: %s", async (InputType, content, config, inputs) => {
    await put("items", content);
    const arn = await world.run(map(PASS, reader("getObject", at, { InputType, ...config })));
    expect((await world.outcome(arn)).output).toEqual(inputs);
    expect(await inputsOf(await mapRunOf(arn))).toEqual(inputs);
  });

  test("reads GZIP", async () => {
    await put("items.gz", gzipSync("[1]"));
    const arn = await world.run(
      map(PASS, reader("getObject", { ...at, Key: "items.gz" }, { InputType: "JSON" })),
    );
    expect((await world.outcome(arn)).output).toEqual([1]);
  });

  test("lists objects", async () => {
    await put("p/a.jpg", "12345");
    await put("q/b.jpg", "1");
    const arn = await world.run(map(PASS, reader("listObjectsV2", { Bucket: "bucket", Prefix: "p/" })));
    expect((await world.outcome(arn)).output).toEqual([
      {
        Etag: '"827ccb0eea8a706c4c34a16891f84e7b"',
        Key: "p/a.jpg",
        LastModified: Math.floor(momentAt(0).getTime() / 1000),
        Size: 5,
        StorageClass: "STANDARD",
      },
    ]);
  });

  test.each([
    ["what is not there", "none", { InputType: "JSON" }, "The specified key does not exist."],
    ["no list", "text", { InputType: "JSON" }, "Attempting to map over non-iterable node."],
    [
      "headers that repeat",
      "twice",
      { InputType: "CSV", CSVHeaderLocation: "FIRST_ROW" },
      "CSV headers cannot contain duplicates.",
    ],
  ])("fails for %s", async (_, Key, config, cause) => {
    await put("text", '"text"');
    await put("twice", "a,a\n1,2");
    const arn = await world.run(map(PASS, reader("getObject", { Bucket: "bucket", Key }, config)));
    const outcome = await world.outcome(arn);
    expect([outcome.error, outcome.cause]).toEqual(["States.ItemReaderFailed", cause]);
  });
});

test("ItemBatcher groups items", async () => {
  const arn = await world.run(
    map(PASS, { ItemBatcher: { MaxItemsPerBatch: 2, BatchInput: { x: 1 } } }),
    [1, 2, 3],
  );
  expect((await world.outcome(arn)).output).toEqual([
    { BatchInput: { x: 1 }, Items: [1, 2] },
    { BatchInput: { x: 1 }, Items: [3] },
  ]);
  const { itemCounts, executionCounts } = await world.sfn.describeMapRun({ mapRunArn: await mapRunOf(arn) });
  expect([itemCounts?.succeeded, executionCounts?.succeeded]).toEqual([3, 2]);
});

describe("ResultWriter", () => {
  const writer = (more: object = {}) => ({
    ResultWriter: {
      Resource: "arn:aws:states:::s3:putObject",
      Parameters: { Bucket: "bucket", Prefix: "out" },
      ...more,
    },
    ToleratedFailureCount: 9,
  });

  test("writes results and a manifest to S3", async () => {
    const arn = await world.run(map(FAIL_ODD, writer()), [{ fails: false }, { fails: true }]);
    const mapRunArn = await mapRunOf(arn);
    const folder = `out/${mapRunArn.slice(mapRunArn.lastIndexOf(":") + 1)}`;
    const { output } = await world.outcome(arn);
    expect(output).toEqual({
      MapRunArn: mapRunArn,
      ResultWriterDetails: { Bucket: "bucket", Key: `${folder}/manifest.json` },
    });
    expect(await read(`${folder}/manifest.json`)).toEqual({
      DestinationBucket: "bucket",
      MapRunArn: mapRunArn,
      ResultFiles: {
        FAILED: [{ Key: `${folder}/FAILED_0.json`, Size: expect.any(Number) }],
        PENDING: [],
        SUCCEEDED: [{ Key: `${folder}/SUCCEEDED_0.json`, Size: expect.any(Number) }],
      },
    });
    const [succeeded] = await read(`${folder}/SUCCEEDED_0.json`);
    expect(succeeded).toEqual({
      ExecutionArn: expect.stringContaining(":execution:m/L:"),
      Input: '{"fails":false}',
      InputDetails: { Included: true },
      Name: expect.any(String),
      Output: '{"fails":false}',
      OutputDetails: { Included: true },
      RedriveCount: 0,
      RedriveStatus: "NOT_REDRIVABLE",
      RedriveStatusReason: "Execution is SUCCEEDED and cannot be redriven",
      StartDate: momentAt(0).toISOString(),
      StateMachineArn: machineArn("m/L"),
      Status: "SUCCEEDED",
      StopDate: momentAt(0).toISOString(),
    });
    expect(await read(`${folder}/FAILED_0.json`)).toMatchObject([{ Status: "FAILED", Error: "E" }]);
  });

  test("transforms", async () => {
    const transformed = { WriterConfig: { Transformation: "FLATTEN", OutputType: "JSON" } };
    const arn = await world.run(map(PASS, writer(transformed)), [[1, 2], [3]]);
    const { output } = await world.outcome(arn);
    expect(await read(output.ResultWriterDetails.Key.replace("manifest", "SUCCEEDED_0"))).toEqual([1, 2, 3]);
  });

  test("fails for a bucket that does not exist", async () => {
    const arn = await world.run(map(PASS, writer({ Parameters: { Bucket: "missing-bucket" } })), [1]);
    expect(await world.outcome(arn)).toMatchObject({
      status: "FAILED",
      error: "States.ResultWriterFailed",
      cause: "The specified bucket does not exist",
    });
  });
});

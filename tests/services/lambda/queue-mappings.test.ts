import type {
  CreateEventSourceMappingCommandInput,
  UpdateEventSourceMappingCommandInput,
} from "@aws-sdk/client-lambda";
import { SQS } from "@aws-sdk/client-sqs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { LambdaOutcome } from "../../../lib/index.js";
import { failure } from "../../support/failure.js";
import { ACCOUNT, FN, functionNamed, invalid, START, useLambda } from "./lambda-world.js";

const world = useLambda();
const ARN = `arn:aws:sqs:us-east-1:${ACCOUNT}:jobs`;
const NOW = Date.parse(START);

interface SqsEvent {
  readonly Records: readonly { readonly messageId: string; readonly body: string }[];
}
interface Setting {
  readonly queue?: Record<string, string>;
  readonly mapping?: Partial<CreateEventSourceMappingCommandInput>;
}

/** A queue that a function is mapped to. */
async function mapped({ queue = {}, mapping = {} }: Setting = {}) {
  const sqs = new SQS({ ...world.sim.clientConfig({ direct: true }), maxAttempts: 1 });
  const name = queue.FifoQueue ? "jobs.fifo" : "jobs";
  const { QueueUrl = "" } = await sqs.createQueue({ QueueName: name, Attributes: queue });
  await world.lambda.createFunction(functionNamed("work"));
  const EventSourceArn = queue.FifoQueue ? `${ARN}.fifo` : ARN;
  const input = { FunctionName: "work", EventSourceArn, ...mapping };
  const { UUID = "" } = await world.lambda.createEventSourceMapping(input);
  await world.sim.clock.advance(0);
  return {
    sqs,
    QueueUrl,
    UUID,
    send: (...bodies: string[]) =>
      bodies.reduce<Promise<unknown>>(
        (before, MessageBody) => before.then(() => sqs.sendMessage({ QueueUrl, MessageBody })),
        Promise.resolve(),
      ),
    /** Messages that are left, and where. */
    left: () => world.sim.sqs.messages(name).map(({ body, state }) => `${body} ${state}`),
    update: (change: Omit<UpdateEventSourceMappingCommandInput, "UUID">) =>
      world.lambda.updateEventSourceMapping({ UUID, ...change }),
  };
}

/** The bodies of each batch that the function got, by the seconds after the start. */
const batches = () =>
  world.sim.lambda.invocations("work").map(({ payload, time }) => {
    const { Records } = payload as SqsEvent;
    return [(time.getTime() - NOW) / 1000, ...Records.map(({ body }) => body)];
  });

test("Q08: a function gets the messages of its queue, which are then deleted", async () => {
  const { sqs, QueueUrl, left } = await mapped();
  const { MessageId } = await sqs.sendMessage({
    QueueUrl,
    MessageBody: "message",
    MessageAttributes: {
      Hello: { DataType: "String", StringValue: "There" },
      bytes: { DataType: "Binary", BinaryValue: Uint8Array.of(0, 255) },
    },
  });
  await world.sim.clock.advance(0);
  const [invocation] = world.sim.lambda.invocations();
  expect(invocation).toMatchObject({ functionArn: FN("work"), invocationType: "RequestResponse" });
  expect(invocation?.payload).toEqual({
    Records: [
      {
        messageId: MessageId,
        receiptHandle: expect.stringMatching(/^AQEB/),
        body: "message",
        attributes: {
          ApproximateReceiveCount: "1",
          SentTimestamp: String(NOW),
          SenderId: `AIDASIM00${ACCOUNT}`,
          ApproximateFirstReceiveTimestamp: String(NOW),
        },
        messageAttributes: {
          Hello: { stringValue: "There", stringListValues: [], binaryListValues: [], dataType: "String" },
          bytes: { binaryValue: "AP8=", stringListValues: [], binaryListValues: [], dataType: "Binary" },
        },
        md5OfMessageAttributes: expect.stringMatching(/^[0-9a-f]{32}$/),
        md5OfBody: "78e731027d8fd50ed642340b7c9a63b3",
        eventSource: "aws:sqs",
        eventSourceARN: ARN,
        awsRegion: "us-east-1",
      },
    ],
  });
  expect(left()).toEqual([]);
});

test("messages from before the mapping are processed as well", async () => {
  const sqs = new SQS(world.sim.clientConfig({ direct: true }));
  const { QueueUrl } = await sqs.createQueue({ QueueName: "jobs" });
  await sqs.sendMessage({ QueueUrl, MessageBody: "early" });
  await mapped();
  expect(batches()).toEqual([[0, "early"]]);
});

test("a batch that fails comes back after the visibility timeout, and is a dead letter in the end", async () => {
  const dead = await new SQS(world.sim.clientConfig({ direct: true })).createQueue({ QueueName: "dead" });
  expect(dead.QueueUrl).toMatch(/dead$/);
  const RedrivePolicy = JSON.stringify({
    deadLetterTargetArn: ARN.replace("jobs", "dead"),
    maxReceiveCount: 2,
  });
  const { send, left } = await mapped({ queue: { RedrivePolicy } });
  world.sim.lambda.on("work", new Error("always"));
  await send("a");
  await world.sim.clock.advance("10m");
  expect(batches()).toEqual([
    [0, "a"],
    [30, "a"],
  ]);
  expect(left()).toEqual([]);
  expect(world.sim.sqs.messages("dead").map(({ body }) => body)).toEqual(["a"]);
});

describe("partial failures", () => {
  const mapping = {
    FunctionResponseTypes: ["ReportBatchItemFailures" as const],
    MaximumBatchingWindowInSeconds: 1,
  };
  const failing = (wanted: string) => (event: unknown) => ({
    batchItemFailures: (event as SqsEvent).Records.filter(({ body }) => body === wanted).map(
      ({ messageId: itemIdentifier }) => ({ itemIdentifier }),
    ),
  });

  test("only the messages that are listed come back", async () => {
    const { send } = await mapped({ mapping });
    world.sim.lambda.on("work", failing("b"), {});
    await send("a", "b", "c");
    await world.sim.clock.advance("1m");
    expect(batches()).toEqual([
      [1, "a", "b", "c"],
      [31, "b"],
    ]);
  });

  test.each<[string, LambdaOutcome, readonly string[]]>([
    ["an empty list", { batchItemFailures: [] }, []],
    ["null", null, []],
    ["an object without the list", {}, []],
    ["a list that is null", { batchItemFailures: null }, []],
    ["an empty string", "", []],
    ["an unknown id", { batchItemFailures: [{ itemIdentifier: "x" }] }, ["a inFlight", "b inFlight"]],
    ["an empty id", { batchItemFailures: [{ itemIdentifier: "" }] }, ["a inFlight", "b inFlight"]],
    ["another member", { batchItemFailures: [{ foo: "x" }] }, ["a inFlight", "b inFlight"]],
    ["what is no list", { batchItemFailures: "x" }, ["a inFlight", "b inFlight"]],
    ["an error", new Error("no"), ["a inFlight", "b inFlight"]],
  ])("%s", async (_, outcome, expected) => {
    const { send, left } = await mapped({ mapping });
    world.sim.lambda.on("work", outcome);
    await send("a", "b");
    await world.sim.clock.advance("1s");
    expect(left()).toEqual(expected);
  });

  test("without ReportBatchItemFailures what the function returns does not matter", async () => {
    const { send, left } = await mapped();
    world.sim.lambda.on("work", { batchItemFailures: [{ itemIdentifier: "x" }] });
    await send("a");
    await world.sim.clock.advance(0);
    expect(left()).toEqual([]);
  });
});

describe("batches", () => {
  test("have as many messages as there are, up to the batch size", async () => {
    const { sqs, QueueUrl, update } = await mapped({ mapping: { BatchSize: 2, Enabled: false } });
    const Entries = ["a", "b", "c"].map((MessageBody) => ({ Id: MessageBody, MessageBody }));
    await sqs.sendMessageBatch({ QueueUrl, Entries });
    await update({ Enabled: true });
    await world.sim.clock.advance(0);
    expect(batches()).toEqual([
      [0, "a", "b"],
      [0, "c"],
    ]);
  });

  test("wait for more messages during the window, unless they are full", async () => {
    const { send } = await mapped({ mapping: { BatchSize: 3, MaximumBatchingWindowInSeconds: 10 } });
    await send("a");
    await world.sim.clock.advance("4s");
    await send("b");
    await world.sim.clock.advance("7s");
    expect(batches()).toEqual([[10, "a", "b"]]);
    await send("c", "d", "e");
    await world.sim.clock.advance(0);
    expect(batches()).toEqual([
      [10, "a", "b"],
      [11, "c", "d", "e"],
    ]);
  });

  test("a window that ends with the visibility timeout ends before it", async () => {
    const dead = await new SQS(world.sim.clientConfig({ direct: true })).createQueue({ QueueName: "dead" });
    expect(dead.QueueUrl).toMatch(/dead$/);
    const RedrivePolicy = JSON.stringify({
      deadLetterTargetArn: ARN.replace("jobs", "dead"),
      maxReceiveCount: 1,
    });
    const { send, left } = await mapped({
      queue: { RedrivePolicy },
      mapping: { BatchSize: 3, MaximumBatchingWindowInSeconds: 30 },
    });
    await send("a");
    await world.sim.clock.advance("30s");
    expect([batches(), left(), world.sim.sqs.messages("dead")]).toEqual([[[30, "a"]], [], []]);
  });

  test("can have more than ten messages", async () => {
    const { sqs, QueueUrl } = await mapped({ mapping: { BatchSize: 25, MaximumBatchingWindowInSeconds: 5 } });
    for (let batch = 0; batch < 3; batch++) {
      const Entries = Array.from({ length: 10 }, (_, i) => ({ Id: `${i}`, MessageBody: `${batch}${i}` }));
      await sqs.sendMessageBatch({ QueueUrl, Entries });
    }
    await world.sim.clock.advance("5s");
    expect(batches().map(([time, ...bodies]) => [time, bodies.length])).toEqual([
      [0, 25],
      [5, 5],
    ]);
  });

  test("have at most 6 MiB", async () => {
    const { send } = await mapped({ mapping: { MaximumBatchingWindowInSeconds: 5 } });
    await send(...Array.from({ length: 8 }, (_, i) => `${i}`.repeat(1_048_576)));
    await world.sim.clock.advance("5s");
    expect(world.sim.lambda.invocations().length).toBe(2);
    expect(world.sim.sqs.messages("jobs")).toEqual([]);
  });
});

test("filters delete what none of them matches", async () => {
  const Filters = [
    { Pattern: '{"body":{"kind":["order"],"total":[{"numeric":[">",10]}]}}' },
    { Pattern: '{"body":["plain"]}' },
    { Pattern: '{"messageAttributes":{"Hello":{"stringValue":["There"]}}}' },
  ];
  const { sqs, QueueUrl, send, left } = await mapped({ mapping: { FilterCriteria: { Filters } } });
  const order = '{"kind":"order","total":11}';
  await send(order, '{"kind":"order","total":9}', '{"kind":"refund"}', "plain", "other", "{");
  const MessageAttributes = { Hello: { DataType: "String", StringValue: "There" } };
  await sqs.sendMessage({ QueueUrl, MessageBody: "by attribute", MessageAttributes });
  await world.sim.clock.advance(0);
  expect(batches().flatMap(([, ...bodies]) => bodies)).toEqual([order, "plain", "by attribute"]);
  expect(left()).toEqual([]);
  expect(
    await failure(
      world.lambda.createEventSourceMapping({
        FunctionName: "work",
        EventSourceArn: ARN,
        FilterCriteria: { Filters: [{ Pattern: '{"body":[{"NUMERIC":["=",1]}]}' }] },
      }),
    ),
  ).toEqual(invalid("Invalid filter pattern definition."));
});

test("a disabled mapping leaves messages, and finishes running batches", async () => {
  const { send, left, update } = await mapped();
  await update({ Enabled: false });
  await world.sim.clock.advance(0);
  await send("a");
  await world.sim.clock.advance("1m");
  expect([batches(), left()]).toEqual([[], ["a visible"]]);
  await update({ Enabled: true });
  await world.sim.clock.advance(0);
  expect(batches()).toEqual([[60, "a"]]);
});

test("a mapping that is deleted processes nothing more", async () => {
  const { UUID, send, left } = await mapped();
  await world.lambda.deleteEventSourceMapping({ UUID });
  await send("a");
  await world.sim.clock.advance("1m");
  expect([batches(), left()]).toEqual([[], ["a visible"]]);
});

describe("concurrency", () => {
  const hold = (_event: unknown, context: { sleep(duration: string): Promise<void> }) => context.sleep("2s");

  test("five batches at first, or as many as the mapping allows", async () => {
    const { send } = await mapped({ mapping: { BatchSize: 1 } });
    world.sim.lambda.on("work", hold);
    await send(...Array.from({ length: 7 }, (_, i) => `${i}`));
    await world.sim.clock.advance("5s");
    expect(batches().map(([time]) => time)).toEqual([0, 0, 0, 0, 0, 2, 2]);
  });

  test("MaximumConcurrency", async () => {
    const { send } = await mapped({ mapping: { BatchSize: 1, ScalingConfig: { MaximumConcurrency: 2 } } });
    world.sim.lambda.on("work", hold);
    await send("a", "b", "c");
    await world.sim.clock.advance("5s");
    expect(batches()).toEqual([
      [0, "a"],
      [0, "b"],
      [2, "c"],
    ]);
  });

  test("messages return to the queue of a function without concurrency", async () => {
    const { send } = await mapped();
    await world.lambda.putFunctionConcurrency({ FunctionName: "work", ReservedConcurrentExecutions: 0 });
    await send("a");
    await world.sim.clock.advance("10s");
    await world.lambda.deleteFunctionConcurrency({ FunctionName: "work" });
    await world.sim.clock.advance("25s");
    expect(batches()).toEqual([[30, "a"]]);
    expect(world.sim.lambda.invocations()[0]?.payload).toMatchObject({
      Records: [{ attributes: { ApproximateReceiveCount: "2" } }],
    });
  });

  test("the groups of a FIFO queue are processed side by side, each in order", async () => {
    const queue = { FifoQueue: "true", ContentBasedDeduplication: "true" };
    const { sqs, QueueUrl } = await mapped({ queue, mapping: { BatchSize: 1 } });
    world.sim.lambda.on("work", hold);
    for (const MessageBody of ["g1-1", "g1-2", "g2-1"])
      await sqs.sendMessage({ QueueUrl, MessageBody, MessageGroupId: MessageBody.slice(0, 2) });
    await world.sim.clock.advance("5s");
    expect(batches()).toEqual([
      [0, "g1-1"],
      [0, "g2-1"],
      [2, "g1-2"],
    ]);
  });
});

test("a queue must not show messages again while the function works on them", async () => {
  await mapped({ mapping: { Enabled: false } });
  await world.lambda.createFunction(functionNamed("slow", { Timeout: 60 }));
  expect(
    await failure(world.lambda.createEventSourceMapping({ FunctionName: "slow", EventSourceArn: ARN })),
  ).toEqual(invalid("Queue visibility timeout: 30 seconds is less than Function timeout: 60 seconds"));
});

test("a snapshot in the middle of a batch: the function starts again", async () => {
  const { send, left } = await mapped();
  world.sim.lambda.on("work", (_event, context) => context.sleep("2s"));
  await send("a");
  await world.sim.clock.advance("1s");
  expect(left()).toEqual(["a inFlight"]);
  const snapshot = world.sim.snapshot();
  await world.sim.clock.advance("1s");
  expect(left()).toEqual([]);
  world.sim.restore(snapshot);
  expect(left()).toEqual(["a inFlight"]);
  await world.sim.clock.advance("2s");
  expect(left()).toEqual([]);
});

test("results of asynchronous invocations go to queues and functions, dead letters to queues", async () => {
  const { sqs } = await mapped({ mapping: { Enabled: false } });
  for (const QueueName of ["good", "bad", "dead"]) await sqs.createQueue({ QueueName });
  const arn = (name: string) => ARN.replace("jobs", name);
  await world.lambda.createFunction(
    functionNamed("source", { DeadLetterConfig: { TargetArn: arn("dead") } }),
  );
  const destinations = (OnSuccess: string, OnFailure: string) =>
    world.lambda.putFunctionEventInvokeConfig({
      FunctionName: "source",
      MaximumRetryAttempts: 0,
      DestinationConfig: { OnSuccess: { Destination: OnSuccess }, OnFailure: { Destination: OnFailure } },
    });
  await destinations(arn("good"), arn("bad"));
  world.sim.lambda.on("source", { rows: 1 }, new Error("no"), { rows: 2 }, new Error("never"));
  const invoke = async () => {
    const Payload = '{"order":1}';
    await world.lambda.invoke({ FunctionName: "source", InvocationType: "Event", Payload });
    await world.sim.clock.advance(0);
  };
  await invoke();
  await invoke();
  const record = (condition: string) => ({
    version: "1.0",
    timestamp: START,
    requestContext: {
      requestId: expect.any(String),
      functionArn: `${FN("source")}:$LATEST`,
      condition,
      approximateInvokeCount: 1,
    },
    requestPayload: { order: 1 },
  });
  const sent = (queue: string) => world.sim.sqs.drain(queue).map(({ body }) => JSON.parse(body) as unknown);
  expect(sent("good")).toEqual([
    {
      ...record("Success"),
      responseContext: { statusCode: 200, executedVersion: "$LATEST" },
      responsePayload: { rows: 1 },
    },
  ]);
  expect(sent("bad")).toEqual([
    {
      ...record("RetriesExhausted"),
      responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
      responsePayload: expect.objectContaining({ errorMessage: "no" }),
    },
  ]);
  const [letter] = world.sim.sqs.drain("dead");
  expect(letter).toMatchObject({
    body: '{"order":1}',
    messageAttributes: {
      RequestID: { DataType: "String", StringValue: expect.any(String) },
      ErrorCode: { DataType: "Number", StringValue: "200" },
      ErrorMessage: { DataType: "String", StringValue: "no" },
    },
  });
  await destinations(FN("work"), arn("none"));
  await invoke();
  await invoke();
  expect(world.sim.lambda.invocations("work").map(({ payload }) => payload)).toMatchObject([
    { requestContext: { condition: "Success" }, responsePayload: { rows: 2 } },
  ]);
});

test("Q09: whatever the function does, each message is in one place", async () => {
  const outcome = fc.constantFrom<LambdaOutcome>({}, new Error("no"), {
    batchItemFailures: [{ itemIdentifier: "" }],
  });
  const step = fc.oneof(
    fc.record({ send: fc.integer({ min: 1, max: 4 }) }),
    fc.record({ advance: fc.constantFrom(1, 29, 31, 90) }),
    fc.record({ outcome }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      world.sim.reset();
      await new SQS(world.sim.clientConfig({ direct: true })).createQueue({ QueueName: "dead" });
      const RedrivePolicy = JSON.stringify({
        deadLetterTargetArn: ARN.replace("jobs", "dead"),
        maxReceiveCount: 2,
      });
      const mapping = { BatchSize: 3, FunctionResponseTypes: ["ReportBatchItemFailures" as const] };
      const { send } = await mapped({ queue: { RedrivePolicy }, mapping });
      let count = 0;
      const done = new Set<string>();
      for (const action of steps) {
        if ("send" in action) await send(...Array.from({ length: action.send }, () => `m${count++}`));
        else if ("advance" in action) await world.sim.clock.advance(`${action.advance}s`);
        else world.sim.lambda.on("work", action.outcome);
        await world.sim.clock.advance(0);
        done.clear();
        for (const { payload, error, response } of world.sim.lambda.invocations("work")) {
          const hasFailed = error !== undefined || JSON.stringify(response).includes("itemIdentifier");
          for (const { body } of hasFailed ? [] : (payload as SqsEvent).Records) done.add(body);
        }
        const present = ["jobs", "dead"].flatMap((name) =>
          world.sim.sqs.messages(name).map(({ body }) => body),
        );
        const all = [...present, ...done].sort();
        expect(all).toEqual(Array.from({ length: count }, (_, i) => `m${i}`).sort());
      }
    }),
    { numRuns: 25 },
  );
}, 60_000);

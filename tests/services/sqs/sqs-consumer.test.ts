import { once } from "node:events";
import type { Message } from "@aws-sdk/client-sqs";
import { Consumer, type ConsumerOptions } from "sqs-consumer";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { arnOf, NOW, sqsWorld } from "./sqs-world.js";

const world = sqsWorld();
let QueueUrl: string;
let consumers: Consumer[] = [];

beforeEach(async () => {
  QueueUrl = await world.queue();
});
afterEach(() => {
  for (const consumer of consumers) consumer.stop({ abort: true });
  consumers = [];
});

/** A consumer as its users make it, which has begun to poll. */
function consume(options: Partial<ConsumerOptions>): Consumer {
  const consumer = Consumer.create({ queueUrl: QueueUrl, sqs: world.sqs, ...options });
  // An emitter without a listener throws its errors.
  consumer.on("error", () => {});
  consumer.on("processing_error", () => {});
  consumers.push(consumer);
  consumer.start();
  return consumer;
}

/** A message handler that collects bodies and acknowledges. */
function collector() {
  const bodies: unknown[] = [];
  const handleMessage = async (message: Message) => {
    bodies.push(message.Body);
    return message;
  };
  return { bodies, handleMessage };
}

const sendBatch = (...bodies: string[]) =>
  world.sqs.sendMessageBatch({
    QueueUrl,
    Entries: bodies.map((MessageBody) => ({ Id: MessageBody, MessageBody })),
  });
const states = () => world.sim.sqs.messages("q").map(({ body, state }) => `${body} ${state}`);
/** The consumer has an open poll. */
const polling = (polls: number) =>
  expect.poll(() => world.sim.requests.filter({ operation: "ReceiveMessage" }).length).toBe(polls);

describe("Q10: sqs-consumer, unchanged", () => {
  test("receives messages with their attributes, and deletes them", async () => {
    const seen: Message[] = [];
    const consumer = consume({
      messageAttributeNames: ["kind"],
      messageSystemAttributeNames: ["ApproximateReceiveCount"],
      handleMessage: async (message) => {
        seen.push(message);
        return message;
      },
    });
    const processed = once(consumer, "message_processed");
    await world.sqs.sendMessage({
      QueueUrl,
      MessageBody: "a",
      MessageAttributes: { kind: { DataType: "String", StringValue: "order" } },
    });
    await processed;
    expect(seen).toMatchObject([
      {
        Body: "a",
        Attributes: { ApproximateReceiveCount: "1" },
        MessageAttributes: { kind: { DataType: "String", StringValue: "order" } },
      },
    ]);
    expect(states()).toEqual([]);
    expect(world.sim.clock.now()).toBe(NOW);
  });

  test("messages of a batch that the handler does not return come back", async () => {
    await sendBatch("a", "b", "c");
    const batches: unknown[] = [];
    const consumer = consume({
      batchSize: 10,
      handleMessageBatch: async (messages) => {
        batches.push(messages.map(({ Body }) => Body));
        return batches.length === 1 ? messages.filter(({ Body }) => Body !== "b") : messages;
      },
    });
    await once(consumer, "response_processed");
    expect(states()).toEqual(["b inFlight"]);
    const again = once(consumer, "response_processed");
    await world.sim.clock.advance("30s");
    await again;
    expect(batches).toEqual([["a", "b", "c"], ["b"]]);
    expect(states()).toEqual([]);
  });

  test("a message whose handler throws is visible immediately, and a dead letter after maxReceiveCount", async () => {
    await world.queue("dead");
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: arnOf("dead"), maxReceiveCount: 3 });
    await world.sqs.setQueueAttributes({ QueueUrl, Attributes: { RedrivePolicy } });
    await sendBatch("poison");
    const counts: unknown[] = [];
    consume({
      terminateVisibilityTimeout: true,
      messageSystemAttributeNames: ["ApproximateReceiveCount"],
      handleMessage: async ({ Attributes }) => {
        counts.push(Attributes?.ApproximateReceiveCount);
        throw new Error("no");
      },
    });
    await expect.poll(() => world.sim.sqs.messages("dead").length, { timeout: 15_000 }).toBe(1);
    expect(counts).toEqual(["1", "2", "3"]);
    expect(states()).toEqual([]);
    expect(world.sim.clock.now()).toBe(NOW);
  });

  test("heartbeats keep a message from others while its handler works", async () => {
    await sendBatch("slow");
    let finish = () => {};
    const finished = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const extended = () =>
      world.sim.requests
        .filter({ operation: "ChangeMessageVisibility" })
        .map(({ startedAt }) => startedAt.getTime());
    const consumer = consume({
      visibilityTimeout: 30,
      // Its timers are real ones.
      heartbeatInterval: 0.01,
      handleMessage: async (message) => {
        await finished;
        return message;
      },
    });
    await once(consumer, "message_received");
    for (const elapsed of [0, 29_000, 58_000]) {
      await expect.poll(() => extended().at(-1), { timeout: 15_000 }).toBe(NOW + elapsed);
      await world.sim.clock.advance("29s");
      expect(states()).toEqual(["slow inFlight"]);
    }
    const processed = once(consumer, "message_processed");
    finish();
    await processed;
    expect(states()).toEqual([]);
  });

  test("an error of SQS reaches its listener with the code of AWS", async () => {
    const { handleMessage } = collector();
    const consumer = consume({ handleMessage, queueUrl: QueueUrl.replace(/q$/, "none") });
    const [error] = await once(consumer, "error").catch((thrown: unknown) => [thrown]);
    expect(error).toMatchObject({
      name: "SQSError",
      code: "QueueDoesNotExist",
      message: "SQS receive message failed: The specified queue does not exist.",
    });
  });

  test("messages of a FIFO queue come in order", async () => {
    const fifo = await world.fifo();
    const { bodies, handleMessage } = collector();
    for (const MessageBody of ["a", "b", "c"])
      await world.sqs.sendMessage({ QueueUrl: fifo, MessageBody, MessageGroupId: "g" });
    const consumer = consume({ queueUrl: fifo, suppressFifoWarning: true, handleMessage });
    for (let i = 0; i < 3; i++) await once(consumer, "message_processed");
    expect(bodies).toEqual(["a", "b", "c"]);
  });
});

describe("Q10: sqs-consumer stops", () => {
  test("while the clock is frozen, by aborting its poll", async () => {
    const { bodies, handleMessage } = collector();
    const consumer = consume({ handleMessage });
    await world.sim.clock.advance(0);
    const stopped = once(consumer, "stopped");
    consumer.stop({ abort: true });
    await stopped;
    await polling(1);
    await sendBatch("later");
    expect([bodies, states(), consumer.status.isRunning]).toEqual([[], ["later visible"], false]);
  });

  test("while the clock is frozen, after the poll that is open", async () => {
    const { handleMessage } = collector();
    const consumer = consume({ handleMessage, pollingCompleteWaitTimeMs: 20_000 });
    const empty = once(consumer, "empty");
    const stopped = once(consumer, "stopped");
    await world.sim.clock.advance(0);
    consumer.stop();
    expect(consumer.status).toEqual({ isRunning: false, isPolling: true });
    await world.sim.clock.advance("20s");
    await Promise.all([empty, stopped]);
    expect(consumer.status).toEqual({ isRunning: false, isPolling: false });
  });

  test("while the clock runs, and leaves what it has not received", async () => {
    world.sim.clock.resume();
    const { bodies, handleMessage } = collector();
    const consumer = consume({ handleMessage, waitTimeSeconds: 1 });
    const processed = once(consumer, "message_processed");
    await sendBatch("a");
    await processed;
    const stopped = once(consumer, "stopped");
    consumer.stop({ abort: true });
    await stopped;
    world.sim.clock.freeze();
    await sendBatch("b");
    expect([bodies, states()]).toEqual([["a"], ["b visible"]]);
  });

  test("and starts again", async () => {
    const { bodies, handleMessage } = collector();
    const consumer = consume({ handleMessage });
    consumer.stop({ abort: true });
    await sendBatch("a");
    const processed = once(consumer, "message_processed");
    consumer.start();
    await processed;
    expect([bodies, states()]).toEqual([["a"], []]);
  });
});

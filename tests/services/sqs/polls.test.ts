import { request } from "node:http";
import { SQS } from "@aws-sdk/client-sqs";
import { expect, test } from "vitest";
import { createAwsSim } from "../../../lib/index.js";
import { failure } from "../../support/failure.js";
import { NOW, sqsWorld } from "./sqs-world.js";

const world = sqsWorld();
const send = (QueueUrl: string, MessageBody: string, more: object = {}) =>
  world.sqs.sendMessage({ QueueUrl, MessageBody, ...more });
/** A poll that has reached the simulator. */
async function poll(QueueUrl: string, more: object = {}) {
  const bodies = world.bodies(QueueUrl, { WaitTimeSeconds: 20, ...more });
  await world.sim.clock.advance(0);
  return { bodies };
}

test("Q02: a poll returns as soon as there is a message", async () => {
  const QueueUrl = await world.queue();
  const { bodies } = await poll(QueueUrl);
  await send(QueueUrl, "a");
  expect(await bodies).toEqual(["a"]);
  expect(world.sim.clock.now()).toBe(NOW);
});

test("Q02: advancing the clock ends a poll without messages", async () => {
  const QueueUrl = await world.queue();
  const { bodies } = await poll(QueueUrl);
  await world.sim.clock.advance("20s");
  expect(await bodies).toEqual([]);
});

test("Q02: with a frozen clock, a poll does not hang", async () => {
  const QueueUrl = await world.queue();
  expect(await world.bodies(QueueUrl, { WaitTimeSeconds: 20 })).toEqual([]);
  expect(world.sim.clock.now()).toBe(NOW);
});

test("Q02: a poll sees messages that become visible while time passes", async () => {
  const QueueUrl = await world.queue();
  await send(QueueUrl, "a", { DelaySeconds: 7 });
  const delayed = await poll(QueueUrl, { VisibilityTimeout: 5 });
  await world.sim.clock.advance("20s");
  expect(await delayed.bodies).toEqual(["a"]);
  const again = await poll(QueueUrl);
  expect(await again.bodies).toEqual(["a"]);
});

test("a poll ends at a timeout that is set to 0, and by a purge not at all", async () => {
  const QueueUrl = await world.queue();
  await send(QueueUrl, "a");
  const [{ ReceiptHandle = "" } = {}] = await world.receive(QueueUrl);
  const { bodies } = await poll(QueueUrl);
  await world.sqs.changeMessageVisibility({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 });
  expect(await bodies).toEqual(["a"]);
  const second = await poll(QueueUrl);
  await world.sqs.purgeQueue({ QueueUrl });
  await send(QueueUrl, "b");
  expect(await second.bodies).toEqual(["b"]);
});

test("of several polls, each message goes to one, the first that came first", async () => {
  const QueueUrl = await world.queue();
  const first = await poll(QueueUrl);
  const second = await poll(QueueUrl);
  await send(QueueUrl, "a");
  expect(await first.bodies).toEqual(["a"]);
  await send(QueueUrl, "b");
  expect(await second.bodies).toEqual(["b"]);
});

test("the queue sets the wait time, unless the request does", async () => {
  const QueueUrl = await world.queue("q", { ReceiveMessageWaitTimeSeconds: "10" });
  expect(await world.bodies(QueueUrl, { WaitTimeSeconds: 0 })).toEqual([]);
  const { bodies } = await poll(QueueUrl, { WaitTimeSeconds: undefined });
  await world.sim.clock.advance("10s");
  expect(await bodies).toEqual([]);
});

test("a poll of a queue that is deleted fails", async () => {
  const QueueUrl = await world.queue();
  const failed = failure(world.bodies(QueueUrl, { WaitTimeSeconds: 20 }));
  await world.sim.clock.advance(0);
  await world.sqs.deleteQueue({ QueueUrl });
  expect(await failed).toMatchObject({ code: "QueueDoesNotExist" });
});

test("a poll whose client has disconnected receives no messages", async () => {
  // Its clock runs, so that nothing but the end of the client ends the poll for twenty seconds.
  await using sim = await createAwsSim();
  const sqs = new SQS(sim.clientConfig({ direct: true }));
  const { QueueUrl } = await sqs.createQueue({ QueueName: "q" });
  const poll = request(sim.url, {
    method: "POST",
    headers: { "x-amz-target": "AmazonSQS.ReceiveMessage", "content-type": "application/x-amz-json-1.0" },
  });
  poll.on("error", () => {});
  // The server reads sent bytes before it detects that the client has disconnected.
  await new Promise<void>((resolve) => {
    poll.end(JSON.stringify({ QueueUrl, WaitTimeSeconds: 20 }), resolve);
  });
  poll.destroy();
  const ended = () => sim.requests.filter({ operation: "ReceiveMessage" }).length;
  await expect.poll(ended, { timeout: 15_000 }).toBe(1);
  await sqs.sendMessage({ QueueUrl, MessageBody: "a" });
  expect(sim.sqs.messages("q")).toMatchObject([{ body: "a", state: "visible" }]);
});

test("a client without a socket that aborts is disconnected as well", async () => {
  const QueueUrl = await world.queue();
  const gone = new AbortController();
  const direct = world.elsewhere({});
  const aborted = direct.receiveMessage({ QueueUrl, WaitTimeSeconds: 20 }, { abortSignal: gone.signal }).then(
    () => "answered",
    (error: Error) => error.name,
  );
  await world.sim.clock.advance(0);
  gone.abort();
  expect(await aborted).toBe("AbortError");
  await send(QueueUrl, "a");
  expect(await world.counts(QueueUrl)).toEqual([1, 0, 0]);
});

test("a consumer that polls endlessly does not prevent the clock from becoming idle", async () => {
  const QueueUrl = await world.queue();
  const handled: unknown[] = [];
  let stop = false;
  const consumer = (async () => {
    while (!stop) {
      for (const message of await world.receive(QueueUrl, { WaitTimeSeconds: 20 })) {
        handled.push(message.Body);
        await world.sqs.deleteMessage({ QueueUrl, ReceiptHandle: message.ReceiptHandle ?? "" });
      }
    }
  })();
  await send(QueueUrl, "a", { DelaySeconds: 30 });
  await send(QueueUrl, "b", { DelaySeconds: 90 });
  await world.sim.clock.runUntilIdle();
  expect(handled).toEqual(["a", "b"]);
  // The visibility timeout of "b" is the last thing that was to come.
  expect(world.sim.clock.now()).toBe(NOW + 120_000);
  stop = true;
  await world.sim.clock.advance("20s");
  await consumer;
});

test("a snapshot that is restored ends polls, whose clients send them again", async () => {
  const QueueUrl = await world.queue();
  const snapshot = world.sim.snapshot();
  const failed = failure(world.bodies(QueueUrl, { WaitTimeSeconds: 20 }));
  await world.sim.clock.advance(0);
  world.sim.restore(snapshot);
  expect(await failed).toMatchObject({ message: expect.stringMatching(/hang up|ECONNRESET/) });
  await send(QueueUrl, "a");
  expect(await world.bodies(QueueUrl)).toEqual(["a"]);
});

test("a poll of a clock that runs ends in its time", async () => {
  const QueueUrl = await world.queue();
  world.sim.clock.resume();
  const { length } = await world.receive(QueueUrl, { WaitTimeSeconds: 1 });
  expect(length).toBe(0);
  world.sim.clock.freeze();
  expect(world.sim.clock.now()).toBeGreaterThanOrEqual(NOW + 1000);
});

import { once } from "node:events";
import { type ClientHttp2Session, connect, constants, type OutgoingHttpHeaders } from "node:http2";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type AwsSim, createAwsSim } from "../lib/index.js";

let sim: AwsSim;
let client: ClientHttp2Session;
beforeEach(async () => {
  sim = await createAwsSim({ clock: "frozen" });
  client = connect(sim.url);
  client.on("error", () => {});
});
afterEach(async () => {
  client.destroy();
  await sim.close();
});

/** A sent request with a JSON body. */
function begin(path: string, headers: OutgoingHttpHeaders = {}, body: object = {}) {
  const stream = client.request({ ":method": "POST", ":path": path, ...headers });
  stream.on("error", () => {});
  stream.end(JSON.stringify(body));
  return stream;
}

/** The response to a request. */
async function send(path: string, headers?: OutgoingHttpHeaders, body?: object) {
  const stream = begin(path, headers, body);
  const [{ ":status": status }] = (await once(stream, "response")) as [OutgoingHttpHeaders];
  let text = "";
  for await (const piece of stream) text += String(piece);
  return { status, text };
}

const sqs = (operation: string): OutgoingHttpHeaders => ({
  "content-type": "application/x-amz-json-1.0",
  "x-amz-target": `AmazonSQS.${operation}`,
});

async function createQueue(): Promise<string> {
  const { text } = await send("/", sqs("CreateQueue"), { QueueName: "q" });
  return JSON.parse(text).QueueUrl;
}

test("control over HTTP/2 is guarded against web pages, as over HTTP/1", async () => {
  sim.s3.createBucket("kept");
  expect((await send("/_sim/reset", { origin: "https://evil.example" })).status).toBe(403);
  expect((await send("/_sim/reset", { ":authority": "rebound.evil.example" })).status).toBe(403);
  expect(sim.s3.buckets()).toHaveLength(1);
  expect((await send("/_sim/reset")).status).toBe(204);
  expect(sim.s3.buckets()).toEqual([]);
});

test("a reset drops the requests that wait, and the session continues", async () => {
  const QueueUrl = await createQueue();
  const poll = begin("/", sqs("ReceiveMessage"), { QueueUrl, WaitTimeSeconds: 20 });
  await sim.clock.advance(0);
  const closed = new Promise((resolve) => poll.once("close", resolve));
  expect((await send("/_sim/reset")).status).toBe(204);
  await closed;
  expect(poll.rstCode).toBe(constants.NGHTTP2_REFUSED_STREAM);
  expect((await send("/", sqs("ListQueues"))).text).toBe("{}");
});

test("a poll that its client cancels takes no message", async () => {
  const QueueUrl = await createQueue();
  const poll = begin("/", sqs("ReceiveMessage"), { QueueUrl, WaitTimeSeconds: 20 });
  await sim.clock.advance(0);
  poll.close(constants.NGHTTP2_CANCEL);
  await once(poll, "close");
  await sim.clock.advance("1s");
  await send("/", sqs("SendMessage"), { QueueUrl, MessageBody: "kept" });
  const { text } = await send("/", sqs("ReceiveMessage"), { QueueUrl });
  expect(JSON.parse(text).Messages).toMatchObject([{ Body: "kept" }]);
});

// SQS: CPU time of SendMessage and ReceiveMessage beside a bare server, and what a receive costs in queues of very
// different lengths. SNS: what a message costs for each queue that gets it.
import { CreateTopicCommand, SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import { CreateQueueCommand, SQSClient } from "@aws-sdk/client-sqs";
import { Pool } from "undici";
import { createAwsSim } from "../dist/esm/index.js";
import { median, report, startServer } from "./measure.mjs";

const REQUESTS = 4_000;
const ROUNDS = 7;
/** Rounds that are not counted: until then, both sides are still being compiled. */
const WARM_UP = 3;
const CONNECTIONS = 8;
const BODY = JSON.stringify({ orderId: 7, lines: [{ sku: "a", count: 2 }] });

function request(operation, input) {
  return {
    path: "/",
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.0",
      "x-amz-target": `AmazonSQS.${operation}`,
      authorization:
        "AWS4-HMAC-SHA256 Credential=AKIAAWSSIMULATOR0000/20260101/us-east-1/sqs/aws4_request, SignedHeaders=host;x-amz-date, Signature=0",
    },
    body: JSON.stringify(input),
  };
}

/** CPU time of the server for each message that is sent, and for each that is received. */
export async function sqsCpu() {
  const [sim, bare] = await Promise.all([startServer("sim.mjs"), startServer("bare.mjs")]);
  const pools = [sim, bare].map(
    ({ port }) => new Pool(`http://127.0.0.1:${port}`, { connections: CONNECTIONS }),
  );
  const [simPool, barePool] = pools;
  try {
    await send(simPool, request("CreateQueue", { QueueName: "q" }));
    const requests = {
      SendMessage: request("SendMessage", { QueueUrl: "q", MessageBody: BODY }),
      ReceiveMessage: request("ReceiveMessage", { QueueUrl: "q" }),
    };
    const costs = { SendMessage: [], ReceiveMessage: [], bare: { SendMessage: [], ReceiveMessage: [] } };
    for (let round = -WARM_UP; round < ROUNDS; round++) {
      // Each round receives what it has sent.
      for (const [name, wanted] of Object.entries(requests)) {
        const size = (await send(simPool, wanted)).length;
        const plain = { path: "/", method: "POST", headers: { "x-size": String(size) }, body: wanted.body };
        const sims = await costOf(sim, simPool, wanted);
        const bares = await costOf(bare, barePool, plain);
        if (round < 0) continue;
        costs[name].push(sims);
        costs.bare[name].push(bares);
      }
    }
    for (const name of Object.keys(requests)) {
      const [value, baseline] = [median(costs[name]), median(costs.bare[name])];
      const ratio = median(costs[name].map((cost, i) => cost / costs.bare[name][i]));
      const target = "≤ 2× a bare server's";
      report(`sqs: CPU of ${name}`, { value, baseline, unit: "µs", ratio, target, ok: ratio <= 2 });
    }
  } finally {
    await Promise.all(pools.map((pool) => pool.close()));
    sim.stop();
    bare.stop();
  }
}

/** Receiving and deleting from a queue with a million messages, and from one with a thousand. */
export async function sqsBacklog() {
  const sim = await createAwsSim({ clock: "frozen", historyLimit: 1 });
  const client = new SQSClient(sim.clientConfig({ direct: true }));
  const pool = new Pool(sim.url, { connections: 1 });
  const sizes = { short: 1_000, long: 1_000_000 };
  for (const [name, size] of Object.entries(sizes)) {
    await client.send(new CreateQueueCommand({ QueueName: name, Attributes: { VisibilityTimeout: "0" } }));
    for (let i = 0; i < size; i++) sim.sqs.send(name, BODY);
  }
  const times = { short: [], long: [] };
  for (let round = -5; round < 30; round++) {
    for (const [name, list] of Object.entries(times)) {
      const start = performance.now();
      for (let i = 0; i < 200; i++) {
        const { Messages } = JSON.parse(
          await send(pool, request("ReceiveMessage", { QueueUrl: name, VisibilityTimeout: 30 })),
        );
        const [{ ReceiptHandle }] = Messages;
        await send(
          pool,
          request("ChangeMessageVisibility", { QueueUrl: name, ReceiptHandle, VisibilityTimeout: 0 }),
        );
      }
      if (round >= 0) list.push(((performance.now() - start) * 1_000) / 200);
    }
  }
  const ratio = median(times.long.map((time, i) => time / times.short[i]));
  report("sqs: receive and release, of 10⁶ and 10³", {
    value: median(times.long),
    baseline: median(times.short),
    unit: "µs",
    ratio,
    target: "≤ 1.3× the short queue's",
    ok: ratio <= 1.3,
  });
  await pool.close();
  await sim.close();
}

/** CPU time that one message to a topic costs for each of 100 queues that get it. */
export async function snsFanOut() {
  const queues = 100;
  const sim = await createAwsSim({ clock: "frozen", historyLimit: 1_000 });
  const sqs = new SQSClient(sim.clientConfig({ direct: true }));
  const sns = new SNSClient(sim.clientConfig({ direct: true }));
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: "t" }));
  for (let i = 0; i < queues; i++) {
    await sqs.send(new CreateQueueCommand({ QueueName: `q${i}` }));
    const Endpoint = `arn:aws:sqs:${sim.region}:${sim.accountId}:q${i}`;
    await sns.send(new SubscribeCommand({ TopicArn, Protocol: "sqs", Endpoint }));
  }
  const costs = [];
  for (let round = -5; round < 20; round++) {
    const before = process.cpuUsage();
    for (let i = 0; i < 20; i++) sim.sns.publish("t", BODY);
    const { user, system } = process.cpuUsage(before);
    if (round >= 0) costs.push((user + system) / 20 / queues);
    for (let i = 0; i < queues; i++) sim.sqs.drain(`q${i}`);
  }
  const value = median(costs);
  report("sns: CPU of a message for one of 100 queues", {
    value,
    unit: "µs",
    target: "≤ 12 µs",
    ok: value <= 12,
  });
  await sim.close();
}

/** Microseconds of CPU that the server needs for each request. */
async function costOf(server, pool, wanted) {
  const before = await server.cpu();
  let left = REQUESTS;
  // As in server-cpu.mjs: with a sleeping client, the slower server pays for waking it.
  const stayAwake = () => left > 0 && setImmediate(stayAwake);
  stayAwake();
  const client = async () => {
    while (left-- > 0) await send(pool, wanted);
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, client));
  return ((await server.cpu()) - before) / REQUESTS;
}

async function send(pool, options) {
  const { statusCode, body } = await pool.request(options);
  const text = await body.text();
  if (statusCode !== 200) throw new Error(`${statusCode} ${text}`);
  return text;
}

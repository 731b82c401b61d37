import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { LambdaFunctionConfiguration } from "@aws-sdk/client-s3";
import { afterEach, describe, expect, test } from "vitest";
import type { S3EventRecord } from "../../../../lib/index.js";
import { s3World } from "../s3-world.js";

const world = s3World();
const Bucket = "told";

let server: Server | undefined;
afterEach(() => {
  server?.close();
  server = undefined;
});

/** A program that returns these statuses, or nothing, and then 200. @returns its URL and what was posted to it */
async function receiver(...statuses: (number | "never")[]) {
  const bodies: { Records: S3EventRecord[] }[] = [];
  const listening = createServer((request, response) => {
    let text = "";
    request.on("data", (piece: Buffer) => {
      text += piece.toString();
    });
    request.on("end", () => {
      bodies.push(JSON.parse(text) as { Records: S3EventRecord[] });
      const status = statuses.shift() ?? 200;
      if (status !== "never") response.writeHead(status).end();
    });
  });
  server = listening;
  await new Promise<void>((resolve) => listening.listen(0, "127.0.0.1", resolve));
  const { port } = listening.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/events`, bodies };
}

async function notify(...configurations: Partial<LambdaFunctionConfiguration>[]) {
  const LambdaFunctionConfigurations = configurations.map((change) => ({
    LambdaFunctionArn: "arn:aws:lambda:us-east-1:123456789012:function:f",
    Events: ["s3:ObjectCreated:*" as const],
    ...change,
  }));
  const NotificationConfiguration = { LambdaFunctionConfigurations };
  await world.s3.putBucketNotificationConfiguration({ Bucket, NotificationConfiguration });
}

function statuses() {
  return world.sim.s3
    .eventDeliveries(Bucket)
    .map(({ event, key, status, attempts }) => `${event} ${key} ${status} ${attempts}`);
}

describe("notifications to functions (H19)", () => {
  test("invoke the function with the records that match its filter", async () => {
    await world.s3.createBucket({ Bucket });
    const seen: unknown[] = [];
    world.sim.lambda.on("f", (event) => {
      seen.push(event);
    });
    const rules = [
      { Name: "prefix" as const, Value: "in+box/" },
      { Name: "suffix" as const, Value: ".txt" },
    ];
    await notify({ Id: "texts", Filter: { Key: { FilterRules: rules } } });
    await world.put(Bucket, "in box/a.txt");
    await world.put(Bucket, "in box/a.csv");
    await world.s3.deleteObject({ Bucket, Key: "in box/a.txt" });
    await world.sim.clock.advance(0);
    expect(seen).toMatchObject([
      {
        Records: [
          {
            eventName: "ObjectCreated:Put",
            s3: { configurationId: "texts", object: { key: "in+box/a.txt" } },
          },
        ],
      },
    ]);
    expect(world.sim.s3.eventDeliveries()).toMatchObject([
      {
        bucket: Bucket,
        event: "ObjectCreated:Put",
        key: "in box/a.txt",
        destination: "arn:aws:lambda:us-east-1:123456789012:function:f",
        status: "delivered",
        attempts: 1,
        message: seen[0],
      },
    ]);
  });

  test("are recorded as failed when the function is deleted", async () => {
    await world.s3.createBucket({ Bucket });
    const NotificationConfiguration = {
      LambdaFunctionConfigurations: [
        {
          LambdaFunctionArn: "arn:aws:lambda:us-east-1:123456789012:function:f",
          Events: ["s3:ObjectCreated:*" as const],
        },
      ],
    };
    const skipped = { NotificationConfiguration, SkipDestinationValidation: true };
    await world.s3.putBucketNotificationConfiguration({ Bucket, ...skipped });
    await world.put(Bucket, "a");
    expect(world.sim.s3.eventDeliveries()).toMatchObject([
      {
        status: "failed",
        reason: "The function arn:aws:lambda:us-east-1:123456789012:function:f does not exist.",
      },
    ]);
  });

  test("wait for the delay, across a snapshot", async () => {
    await world.s3.createBucket({ Bucket });
    const seen: string[] = [];
    world.sim.s3.onEvent(Bucket, ({ s3 }) => {
      seen.push(s3.object.key);
    });
    world.sim.delays.set({ s3: { eventDelivery: "5s" } });
    await world.put(Bucket, "a");
    const snapshot = world.sim.snapshot();
    await world.sim.clock.advance("5s");
    expect(seen).toEqual(["a"]);
    world.sim.restore(snapshot);
    await world.sim.clock.advance("5s");
    expect(seen).toEqual(["a", "a"]);
    expect(statuses()).toEqual(["ObjectCreated:Put a delivered 1"]);
  });
});

test("EventBridge gets events on the default bus (H19)", async () => {
  await world.s3.createBucket({ Bucket });
  await world.s3.putBucketNotificationConfiguration({
    Bucket,
    NotificationConfiguration: { EventBridgeConfiguration: {} },
  });
  await world.put(Bucket, "a b");
  const [created] = world.sim.s3.eventDeliveries(Bucket);
  expect(created).toMatchObject({
    event: "ObjectCreated:Put",
    destination: "arn:aws:events:us-east-1:123456789012:event-bus/default",
    status: "delivered",
    message: {
      version: "0",
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      "detail-type": "Object Created",
      source: "aws.s3",
      account: "123456789012",
      time: "2026-01-02T03:04:05Z",
      region: "us-east-1",
      resources: [`arn:aws:s3:::${Bucket}`],
      detail: {
        version: "0",
        "event-version": "1.1",
        bucket: { name: Bucket },
        object: {
          key: "a b",
          size: 7,
          etag: "9a0364b9e99bb480dd25e1f0284c8555",
          sequencer: expect.stringMatching(/^[0-9a-f]{16}$/),
        },
        "request-id": expect.stringMatching(/^[0-9A-Z]{16}$/),
        requester: "123456789012",
        "source-ip-address": "127.0.0.1",
        reason: "PutObject",
      },
    },
  });
});

describe("onEvent (H19)", () => {
  test("calls functions until they are removed, and records what they throw", async () => {
    await world.s3.createBucket({ Bucket });
    const seen: string[] = [];
    const good = world.sim.s3.onEvent(Bucket, async ({ s3 }) => {
      await Promise.resolve();
      seen.push(s3.object.key);
    });
    world.sim.s3.onEvent(Bucket, () => {
      throw new Error("not today");
    });
    await world.put(Bucket, "a");
    await world.sim.clock.advance(0);
    good.remove();
    await world.put(Bucket, "b");
    expect(seen).toEqual(["a"]);
    expect(statuses()).toEqual([
      "ObjectCreated:Put a delivered 1",
      "ObjectCreated:Put a failed 1",
      "ObjectCreated:Put b failed 1",
    ]);
    expect(world.sim.s3.eventDeliveries(Bucket)[1]?.reason).toBe("not today");
  });

  test("is not notified of rejected requests", async () => {
    await world.s3.createBucket({ Bucket });
    world.sim.s3.onEvent(Bucket, () => {});
    await expect(world.s3.putObject({ Bucket, Key: "a", Body: "x", IfMatch: '"none"' })).rejects.toThrow();
    expect(world.sim.s3.eventDeliveries()).toEqual([]);
  });

  test("posts to a webhook, which gets an event again until it returns 2xx", async () => {
    await world.s3.createBucket({ Bucket });
    const { url, bodies } = await receiver(500, 503);
    world.sim.s3.onEvent(Bucket, { url, events: ["s3:ObjectCreated:*"], prefix: "in/" });
    await world.put(Bucket, "in/a");
    await world.put(Bucket, "out/a");
    await world.sim.clock.advance(0);
    expect(world.sim.s3.eventDeliveries(Bucket)).toMatchObject([
      { status: "pending", attempts: 1, reason: "The receiver returned status 500." },
    ]);
    await world.sim.clock.advance("1s");
    await world.sim.clock.advance("9s");
    expect(bodies).toHaveLength(2);
    await world.sim.clock.advance("1s");
    expect(statuses()).toEqual(["ObjectCreated:Put in/a delivered 3"]);
    expect(bodies.map(({ Records }) => Records[0]?.s3.object.key)).toEqual(["in/a", "in/a", "in/a"]);
  });

  test("gives a webhook up after five attempts", async () => {
    await world.s3.createBucket({ Bucket });
    const { url } = await receiver(500, 500, 500, 500, 500);
    world.sim.s3.onEvent(Bucket, { url });
    await world.put(Bucket, "a");
    await world.sim.clock.advance("1h");
    expect(statuses()).toEqual(["ObjectCreated:Put a failed 5"]);
  });

  test("does not wait for a webhook longer than 15 seconds, across a snapshot", async () => {
    await world.s3.createBucket({ Bucket });
    const { url, bodies } = await receiver("never", "never");
    world.sim.s3.onEvent(Bucket, { url });
    await world.put(Bucket, "a");
    await world.sim.clock.advance("14s");
    expect(statuses()).toEqual(["ObjectCreated:Put a pending 0"]);
    const snapshot = world.sim.snapshot();
    await world.sim.clock.advance("1s");
    expect(world.sim.s3.eventDeliveries(Bucket)).toMatchObject([
      { status: "pending", attempts: 1, reason: "The receiver did not respond in time." },
    ]);
    world.sim.restore(snapshot);
    await world.sim.clock.advance("1s");
    expect(statuses()).toEqual(["ObjectCreated:Put a pending 1"]);
    await world.sim.clock.advance("1s");
    expect(statuses()).toEqual(["ObjectCreated:Put a delivered 2"]);
    expect(bodies).toHaveLength(3);
  });

  test("rejects what it cannot use", () => {
    world.sim.s3.createBucket(Bucket);
    const on = (sink: { url: string; events?: string[] }, bucket = Bucket) =>
      world.sim.s3.onEvent(bucket, sink);
    expect(() => on({ url: "http://example.com/" })).toThrow(
      'Not a loopback URL: "http://example.com/". Use one such as http://127.0.0.1:3000/events.',
    );
    expect(() => on({ url: "http://localhost:1/", events: ["ObjectCreated:*"] })).toThrow(
      'Unknown S3 event: "ObjectCreated:*". Use one such as s3:ObjectCreated:*.',
    );
    expect(() => on({ url: "http://localhost:1/" }, "nothing")).toThrow(/nothing/);
  });
});

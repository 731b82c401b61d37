import { CreateQueueCommand, SQSClient } from "@aws-sdk/client-sqs";
import { test as base, describe, expect } from "vitest";
import { type AwsSimFixtures, awsSimFixture } from "../../../lib/testing/vitest.js";

const own = base.extend(awsSimFixture({ inspect: "on-failure" }));
const shared = base.extend<AwsSimFixtures>(awsSimFixture({ inspect: "on-failure", scope: "file" }));

describe("orders", () => {
  own("has no queue", async ({ sim }) => {
    await new SQSClient(sim.clientConfig()).send(new CreateQueueCommand({ QueueName: "orders" }));
    expect(sim.sqs.queues()).toEqual([]);
  });

  own("has none", ({ sim }) => {
    expect(sim.sqs.queues()).toEqual([]);
  });

  shared("has no bucket", ({ sim }) => {
    sim.s3.createBucket("orders");
    expect(sim.s3.buckets()).toEqual([]);
  });
});

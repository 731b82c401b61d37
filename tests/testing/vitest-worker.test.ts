import { CreateClusterCommand, ECSClient } from "@aws-sdk/client-ecs";
import { test as base, expect } from "vitest";
import { type AwsSimFixtures, awsSimFixture, matchers } from "../../lib/testing/vitest.js";

expect.extend(matchers);

const test = base.extend<AwsSimFixtures>(awsSimFixture({ scope: "worker" }));
const urls: string[] = [];

test("a simulator for a worker is used", async ({ sim }) => {
  urls.push(sim.url);
  await new ECSClient(sim.clientConfig()).send(new CreateClusterCommand({ clusterName: "one" }));
  expect(sim.ecs.clusters()).toHaveLength(1);
});

test("again, and was reset in between", ({ sim }) => {
  expect(sim.url).toBe(urls[0]);
  expect(sim.ecs.clusters()).toEqual([]);
  expect(sim).not.toHaveReceivedRequest("CreateCluster");
});

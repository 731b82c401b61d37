import { CreateClusterCommand, ECSClient } from "@aws-sdk/client-ecs";
import { request } from "undici";
import { afterAll, test as base, expect } from "vitest";
import { awsSimFixture, matchers } from "../../lib/testing/vitest.js";

expect.extend(matchers);

const test = base.extend(awsSimFixture({ region: "eu-west-1", clock: "frozen" }));
const urls: string[] = [];

test.for(["one", "two"])("each test has a simulator of its own: %s", async (clusterName, { sim }) => {
  urls.push(sim.url);
  expect([sim.region, sim.clock.mode, sim.ecs.clusters()]).toEqual(["eu-west-1", "frozen", []]);
  await new ECSClient(sim.clientConfig()).send(new CreateClusterCommand({ clusterName }));
  expect(sim).toHaveReceivedRequestWith("CreateCluster", { clusterName });
});

afterAll(async () => {
  expect(new Set(urls).size).toBe(2);
  for (const url of urls) {
    await expect(request(`${url}/_sim/health`)).rejects.toMatchObject({ code: "ECONNREFUSED" });
  }
});

import { CreateClusterCommand, ECSClient } from "@aws-sdk/client-ecs";
import { request } from "undici";
import { afterAll, test as base, describe, expect } from "vitest";
import { type AwsSimFixtures, awsSimFixture, matchers } from "../../lib/testing/vitest.js";

expect.extend(matchers);

async function createCluster(sim: AwsSimFixtures["sim"]): Promise<void> {
  await new ECSClient(sim.clientConfig()).send(new CreateClusterCommand({ clusterName: "one" }));
}

describe("a simulator for each test", () => {
  const test = base.extend(awsSimFixture({ region: "eu-west-1", clock: "frozen" }));
  const urls: string[] = [];

  test("is made with the options", async ({ sim }) => {
    urls.push(sim.url);
    expect([sim.region, sim.clock.mode]).toEqual(["eu-west-1", "frozen"]);
    await createCluster(sim);
    expect(sim).toHaveReceivedRequestWith("CreateCluster", { clusterName: "one" });
  });

  test("is another one in the next test, and the last is closed", async ({ sim }) => {
    expect(sim.ecs.clusters()).toEqual([]);
    await expect(request(`${urls[0]}/_sim/health`)).rejects.toMatchObject({ code: "ECONNREFUSED" });
    urls.push(sim.url);
  });

  afterAll(async () => {
    expect(urls).toHaveLength(2);
    await expect(request(`${urls[1]}/_sim/health`)).rejects.toMatchObject({ code: "ECONNREFUSED" });
  });
});

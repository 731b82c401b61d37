import { CreateClusterCommand, ECSClient } from "@aws-sdk/client-ecs";
import { afterAll, test as base, expect } from "vitest";
import { type AwsSimFixtures, awsSimFixture, matchers } from "../../lib/testing/vitest.js";

expect.extend(matchers);

const test = base.extend<AwsSimFixtures>(awsSimFixture({ scope: "worker" }));
const urls: string[] = [];

test.for(["one", "two"])(
  "a simulator for a worker is reset after each test: %s",
  async (clusterName, { sim }) => {
    urls.push(sim.url);
    expect(sim.ecs.clusters()).toEqual([]);
    expect(sim).not.toHaveReceivedRequest("CreateCluster");
    await new ECSClient(sim.clientConfig()).send(new CreateClusterCommand({ clusterName }));
    expect(sim.ecs.clusters()).toMatchObject([{ clusterName }]);
  },
);

afterAll(() => {
  expect(urls).toEqual([urls[0], urls[0]]);
});

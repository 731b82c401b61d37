import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { CreateClusterCommand, ECSClient } from "@aws-sdk/client-ecs";
import { expect, test } from "vitest";
import { createAwsSim } from "../../lib/index.js";

test("every simulator of a process announces its requests to those who subscribed", async () => {
  const heard: unknown[] = [];
  const listener = (record: unknown) => heard.push(record);
  await using one = await createAwsSim();
  await using other = await createAwsSim({ region: "eu-west-1" });
  const createCluster = (sim: typeof one) =>
    new ECSClient(sim.clientConfig({ direct: true })).send(new CreateClusterCommand({}));
  await createCluster(one);
  subscribe("aws-sim:request", listener);
  await createCluster(one);
  await createCluster(other);
  unsubscribe("aws-sim:request", listener);
  await createCluster(other);
  const shared = {
    service: "ecs",
    operation: "CreateCluster",
    status: 200,
    userAgent: expect.stringMatching(/^aws-sdk-js\/3\./),
  };
  expect(heard).toMatchObject([
    { ...shared, region: "us-east-1" },
    { ...shared, region: "eu-west-1" },
  ]);
});

import { CreateClusterCommand, ECSClient } from "@aws-sdk/client-ecs";
import { connectAwsSim } from "aws-sim";
import { expect, inject, test } from "vitest";

test("a cluster is created", async () => {
  const sim = await connectAwsSim(inject("simUrl"));
  const accountId = "000000000007";
  const ecs = new ECSClient(sim.clientConfig({ accountId }));
  await ecs.send(new CreateClusterCommand({ clusterName: "apps" }));
  expect(await sim.ecs.clusters({ account: accountId })).toHaveLength(1);
});

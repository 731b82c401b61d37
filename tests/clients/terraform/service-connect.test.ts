import { expect, test } from "vitest";
import { holdings, unanswered } from "../support/holdings.js";
import { Stage } from "../support/stage.js";
import { describeWith, terraform } from "../support/tools.js";

describeWith(terraform, "Terraform, Service Connect", () => {
  test("brings a cluster and a service up as terraform-aws-modules/ecs does, plans no change, and takes both down", async () => {
    await using stage = await Stage.set();
    const { sim } = stage;
    const before = holdings(sim);
    const stack = await stage.open("service-connect");
    expect(await stack.apply()).toEqual({ added: 11 });
    expect(await stack.changes()).toBe("");
    const running = sim.ecs.tasks().filter(({ lastStatus }) => lastStatus === "RUNNING");
    expect(running.map(({ capacityProviderName }) => capacityProviderName)).toEqual(["FARGATE", "FARGATE"]);
    expect(sim.cloudMap.services().map(({ Name, InstanceCount }) => [Name, InstanceCount])).toEqual([
      ["web", 2],
    ]);
    await stack.destroy();
    expect(holdings(sim)).toEqual(before);
    expect(unanswered(sim)).toEqual([]);
  });
});

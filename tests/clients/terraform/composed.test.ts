import { afterAll, expect, test } from "vitest";
import { createAwsSim } from "../../../lib/index.js";
import { holdings, unanswered } from "../support/holdings.js";
import { Stack } from "../support/terraform.js";
import { describeWith, terraform } from "../support/tools.js";

const AFTER = { tasks: "2" };

describeWith(terraform, "Terraform, all services together", async () => {
  const sim = await createAwsSim({ region: "eu-west-1", delays: 0 });
  afterAll(() => sim.close());

  test("deploys a service with shared files and a function for uploads, which then work together", async () => {
    const before = holdings(sim);
    sim.ecs.onTask("web", async ({ signal }) => {
      await new Promise((resolve) => signal.addEventListener("abort", resolve));
    });
    const stack = await Stack.open("composed", sim);
    expect(await stack.apply()).toEqual({ added: 20 });
    expect(await stack.changes()).toBe("");
    expect(sim.ecs.tasks()).toEqual([]);

    sim.ecr.pushImage("web");
    expect(await stack.apply(AFTER)).toEqual({ changed: 14 });
    expect(await stack.changes(AFTER)).toBe("");
    const running = sim.ecs.tasks().filter(({ lastStatus }) => lastStatus === "RUNNING");
    expect(running).toHaveLength(2);
    const addresses = running.map(
      ({ containers = [] }) => containers[0]?.networkInterfaces?.[0]?.privateIpv4Address,
    );
    expect(sim.cloudMap.resolve("web.team.internal").sort()).toEqual(addresses.sort());

    await stack.destroy(AFTER);
    expect(holdings(sim)).toEqual(before);
    expect(unanswered(sim)).toEqual([]);
    await stack.close();
  });
});

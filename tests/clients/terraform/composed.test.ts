import { expect, test } from "vitest";
import { holdings, unanswered } from "../support/holdings.js";
import { Stage } from "../support/stage.js";
import { describeWith, terraform } from "../support/tools.js";

const AFTER = { tasks: "2" };

describeWith(terraform, "Terraform, all services together", () => {
  test("deploys a service with shared files and a function for uploads, which then work together", async () => {
    await using stage = await Stage.set();
    const { sim } = stage;
    const before = holdings(sim);
    sim.ecs.onTask("web", async ({ signal }) => {
      await new Promise((resolve) => signal.addEventListener("abort", resolve));
    });
    const stack = await stage.open("composed");
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

    const thumbnails = sim.lambda.on("thumbnails", () => "drawn");
    sim.s3.putObject("team-uploads", "cat.png", "meow");
    await sim.clock.advance(0);
    expect(thumbnails.invocations).toMatchObject([
      { payload: { Records: [{ s3: { object: { key: "cat.png" } } }] }, response: "drawn" },
    ]);

    // The bucket goes with what is in it; the log group that Lambda created for itself stays, as on AWS.
    await stack.destroy(AFTER);
    expect(holdings(sim)).toEqual({ ...before, logGroups: ["/aws/lambda/thumbnails"] });
    expect(unanswered(sim)).toEqual([]);
  });
});

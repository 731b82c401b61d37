import { expect, test } from "vitest";
import { holdings, unanswered } from "../support/holdings.js";
import { Stage } from "../support/stage.js";
import { describeWith, terraform } from "../support/tools.js";

describeWith(terraform, "Terraform, EventBridge", () => {
  test("Q05, Q06: deploys buses, rules, archives, destinations, schedules and pipes, and removes them", async () => {
    await using stage = await Stage.set();
    const { sim } = stage;
    const before = holdings(sim);
    const stack = await stage.open("events");
    expect(await stack.apply()).toEqual({ added: 17 });
    expect(await stack.changes()).toBe("");
    const names = (bus: string) => sim.eventBridge.rules(bus).map(({ name }) => name);
    expect(names("shop")).toEqual(["Events-Archive-shop", "orders"]);
    expect(names("default")).toEqual(["hourly"]);
    sim.eventBridge.put({ bus: "shop", source: "shop", detailType: "Order Placed", detail: { id: 7 } });
    expect(sim.sqs.messages("orders").map(({ body }) => body)).toEqual(['{"order":7}']);
    sim.sqs.send("jobs", { job: "nightly" });
    await expect.poll(() => sim.eventBridge.events("shop").at(-1)?.event.detail).toEqual({ job: "nightly" });
    await stack.destroy();
    expect(holdings(sim)).toEqual(before);
    expect(unanswered(sim)).toEqual([]);
  });
});

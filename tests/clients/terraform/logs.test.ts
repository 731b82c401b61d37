import { expect, test } from "vitest";
import { holdings, unanswered } from "../support/holdings.js";
import { Stage } from "../support/stage.js";
import { describeWith, terraform } from "../support/tools.js";

const AFTER = { step: "2" };

describeWith(terraform, "Terraform, Logs", () => {
  test("manages policies, deliveries and detectors of Logs, and event sources of Lambda", async () => {
    await using stage = await Stage.set();
    const { sim } = stage;
    const before = holdings(sim);
    const stack = await stage.open("logs");
    expect(await stack.apply()).toEqual({ added: 19 });
    expect(await stack.changes()).toBe("");
    expect(sim.logs.groups()).toMatchObject([
      { logGroupName: "/app", metricFilterCount: 1, dataProtectionStatus: "ACTIVATED" },
    ]);
    await stack.apply(AFTER);
    expect(await stack.changes(AFTER)).toBe("");
    await stack.destroy(AFTER);
    expect(holdings(sim)).toEqual(before);
    expect(unanswered(sim)).toEqual([]);
  });
});

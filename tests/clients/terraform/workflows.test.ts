import { expect, test } from "vitest";
import { holdings, unanswered } from "../support/holdings.js";
import { Stage } from "../support/stage.js";
import { describeWith, terraform } from "../support/tools.js";

const AFTER = { step: "2" };

describeWith(terraform, "Terraform, Step Functions", () => {
  test("manages state machines with versions, aliases and activities", async () => {
    await using stage = await Stage.set();
    const { sim } = stage;
    const before = holdings(sim);
    const stack = await stage.open("workflows");
    expect(await stack.apply()).toEqual({ added: 6 });
    expect(await stack.changes()).toBe("");
    const { found } = await stack.outputs();
    expect(found).toEqual({ machine: "ACTIVE", activity: true, weights: [100], versions: 1 });
    expect(sim.stepFunctions.stateMachines()).toMatchObject([
      { name: "orders", type: "STANDARD", tracingConfiguration: { enabled: true } },
      { name: "refunds", type: "EXPRESS" },
    ]);

    expect(await stack.apply(AFTER)).toEqual({ changed: 3 });
    expect(await stack.changes(AFTER)).toBe("");
    expect((await stack.outputs()).found).toMatchObject({ weights: [90, 10], versions: 2 });
    expect(sim.stepFunctions.stateMachine("orders")?.loggingConfiguration?.level).toBe("ALL");

    await stack.reimport(await stack.ids(), AFTER);
    expect(await stack.changes(AFTER)).toBe("");
    await stack.destroy(AFTER);
    expect(holdings(sim)).toEqual(before);
    expect(unanswered(sim)).toEqual([]);
  });
});

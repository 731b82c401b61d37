import { expect, test } from "vitest";
import { holdings, unanswered } from "../support/holdings.js";
import { Stage } from "../support/stage.js";
import { describeWith, terraform } from "../support/tools.js";

const AFTER = { step: "2" };

describeWith(terraform, "Terraform, a whole network", () => {
  test("makes a VPC with all of its parts, changes, imports and removes them", async () => {
    await using stage = await Stage.set();
    const { sim } = stage;
    const before = holdings(sim);
    const stack = await stage.open("network");
    expect(await stack.apply()).toEqual({ added: 42 });
    expect(await stack.changes()).toBe("");
    expect(await stack.outputs()).toMatchObject({
      network: { prefix_list: true, nat: true, dns: ["api.ecr.eu-west-1.amazonaws.com"] },
    });

    // Changes what it imports, in one apply: each takes long.
    const again = await stack.reimport(await stack.ids(), AFTER);
    expect(again).toEqual({ imported: 10, added: 1, changed: 24, destroyed: 1 });
    expect(await stack.changes(AFTER)).toBe("");
    await stack.destroy(AFTER);
    expect(holdings(sim)).toEqual(before);
    expect(unanswered(sim)).toEqual([]);
  });
});

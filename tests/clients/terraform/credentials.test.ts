import { expect, test } from "vitest";
import { unanswered } from "../support/holdings.js";
import { Stage } from "../support/stage.js";
import { describeWith, terraform } from "../support/tools.js";

const AFTER = { step: "2" };

describeWith(terraform, "Terraform, credentials of IAM", () => {
  test("makes passwords, keys, certificates and providers, changes and removes them", async () => {
    await using stage = await Stage.set();
    const { sim } = stage;
    const before = sim.iam.state();
    const stack = await stage.open("credentials");
    expect(await stack.apply()).toEqual({ added: 10 });
    expect(await stack.changes()).toBe("");
    expect(await stack.apply(AFTER)).toEqual({ changed: 5 });
    expect(await stack.changes(AFTER)).toBe("");
    await stack.destroy(AFTER);
    expect(sim.iam.state()).toEqual(before);
    expect(unanswered(sim)).toEqual([]);
  });
});

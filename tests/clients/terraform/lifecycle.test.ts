import { afterAll, expect, test } from "vitest";
import { createAwsSim } from "../../../lib/index.js";
import { holdings, unanswered } from "../support/holdings.js";
import { Stack } from "../support/terraform.js";
import { describeWith, terraform } from "../support/tools.js";

const AFTER = { step: "2" };

describeWith(terraform, "Terraform, the lifecycle of a bucket", async () => {
  const sim = await createAwsSim({ region: "eu-west-1", delays: 0 });
  afterAll(() => sim.close());

  test("sets rules, changes them, imports and removes them", async () => {
    const before = holdings(sim);
    const stack = await Stack.open("lifecycle", sim);
    expect(await stack.apply()).toEqual({ added: 2 });
    expect(await stack.changes()).toBe("");
    expect(await stack.apply(AFTER)).toEqual({ changed: 1 });
    const ids = {
      "aws_s3_bucket.main": "lifecycle-main",
      "aws_s3_bucket_lifecycle_configuration.main": "lifecycle-main",
    };
    expect(await stack.reimport(ids, AFTER)).toEqual({ imported: 2 });
    expect(await stack.changes(AFTER)).toBe("");
    expect(await stack.destroy(AFTER)).toEqual({ destroyed: 2 });
    expect(holdings(sim)).toEqual(before);
    expect(unanswered(sim)).toEqual([]);
    await stack.close();
  });
});

import { expect, test } from "vitest";
import { holdings, unanswered } from "../support/holdings.js";
import { Stage } from "../support/stage.js";
import { describeWith, terraform } from "../support/tools.js";

describeWith(terraform, "Terraform, access points of S3", () => {
  test("makes access points with policies, changes, imports and removes them", async () => {
    await using stage = await Stage.setBehindProxy();
    const { sim } = stage;
    const before = holdings(sim);
    const stack = await stage.open("s3-access-points");
    expect(await stack.apply()).toEqual({ added: 5 });
    expect(await stack.changes()).toBe("");
    const arn = `arn:aws:s3:eu-west-1:${sim.accountId}:accesspoint/readers`;
    expect(await stack.outputs()).toEqual({
      readers: {
        alias: expect.stringMatching(/^readers-[a-z0-9]{34}-s3alias$/),
        arn,
        domain: `readers-${sim.accountId}.s3-accesspoint.eu-west-1.amazonaws.com`,
        origin: "VPC",
      },
    });
    expect(await stack.apply({ step: "2" })).toEqual({ changed: 1 });
    expect(sim.s3Control.accessPoints().find(({ Name }) => Name === "readers")?.policy).toContain(
      "s3:PutObject",
    );
    const imported = {
      "aws_s3_access_point.vpc": `${sim.accountId}:from-vpc`,
      "aws_s3control_access_point_policy.readers": arn,
    };
    expect(await stack.reimport(imported, { step: "2" })).toEqual({ imported: 2 });
    expect(await stack.changes({ step: "2" })).toBe("");
    await stack.destroy({ step: "2" });
    expect(holdings(sim)).toEqual(before);
    expect(unanswered(sim)).toEqual([]);
  });
});

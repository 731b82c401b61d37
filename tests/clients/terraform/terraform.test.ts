import { afterAll, expect, test } from "vitest";
import { createAwsSim } from "../../../lib/index.js";
import { Stack } from "../support/terraform.js";
import { describeWith, terraform } from "../support/tools.js";

describeWith(terraform, "Terraform", async () => {
  const sim = await createAwsSim({ region: "eu-west-1", delays: 0 });
  afterAll(() => sim.close());

  test("brings a Fargate service up on the default network, changes it, imports it and takes it down", async () => {
    const stack = await Stack.open("containers", sim);
    await stack.apply();
    expect(await stack.changes()).toBe("");
    await stack.apply({ desired_count: "3" });
    expect(await stack.changes({ desired_count: "3" })).toBe("");
    await stack.apply();
    await stack.reimport({
      "aws_ecs_cluster.main": "main",
      "aws_ecs_service.web": "main/web",
      "aws_ecr_repository.web": "team/web",
      "aws_cloudwatch_log_group.web": "/team/web",
      "aws_efs_file_system.data": String(await stack.output("file_system")),
      "aws_iam_role.execution": "execution",
    });
    expect(await stack.changes()).toBe("");
    await stack.destroy();
    expect(await stack.resources()).toEqual([]);
    await stack.close();
  });

  test("deploys a function with alias, layer, URL and permission, updates it and removes it", async () => {
    const stack = await Stack.open("functions", sim);
    await stack.apply();
    expect(await stack.changes()).toBe("");
    await stack.apply({ timeout: "10" });
    expect(await stack.changes({ timeout: "10" })).toBe("");
    await stack.destroy();
    expect(await stack.resources()).toEqual([]);
    await stack.close();
  });
});

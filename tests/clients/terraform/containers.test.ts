import { expect, test } from "vitest";
import type { AwsSim } from "../../../lib/index.js";
import { holdings, unanswered } from "../support/holdings.js";
import { Stage } from "../support/stage.js";
import { describeWith, terraform } from "../support/tools.js";

const AFTER = { step: "2" };

describeWith(terraform, "Terraform, containers", () => {
  test("brings a Fargate service up with all around it, changes it, imports it and takes it down", async () => {
    await using stage = await Stage.set();
    const { sim } = stage;
    const before = holdings(sim);
    const stack = await stage.open("containers");
    expect(await stack.apply()).toEqual({ added: 41 });
    expect(await stack.changes()).toBe("");
    expect(await stack.outputs()).toMatchObject({
      discovered: true,
      files: { throughput: 10, targets: ["eu-west-1a", "eu-west-1b", "eu-west-1c"] },
      log_groups: ["/team/web"],
      registry: { user: "AWS", repository: expect.stringMatching(/\/team\/web$/) },
      running: { status: "ACTIVE", desired: 2, revision: 1 },
    });
    expect(running(sim)).toEqual(["web:1", "web:1"]);

    expect(await stack.apply(AFTER)).toEqual({ added: 2, changed: 27, destroyed: 2 });
    expect(await stack.outputs()).toMatchObject({
      files: { throughput: 20 },
      running: { status: "ACTIVE", desired: 3, revision: 2 },
    });
    expect(running(sim)).toEqual(["web:2", "web:2", "web:2"]);

    const imported = { ...NAMED, ...(await stack.ids()) };
    expect(await stack.reimport(imported, AFTER)).toEqual({
      imported: Object.keys(imported).length,
      changed: 1,
    });
    expect(await stack.changes(AFTER)).toBe("");
    await stack.destroy(AFTER);
    expect(holdings(sim)).toEqual(before);
    expect(unanswered(sim)).toEqual([]);
  });
});

/** By what the resources are imported that have names of ours. */
const NAMED = {
  "aws_cloudwatch_log_destination.stream": "stream",
  "aws_cloudwatch_log_destination_policy.stream": "stream",
  "aws_cloudwatch_log_group.web": "/team/web",
  "aws_cloudwatch_log_metric_filter.errors": "/team/web:errors",
  "aws_cloudwatch_log_resource_policy.route53": "route53",
  "aws_cloudwatch_log_stream.web": "/team/web:by-hand",
  "aws_cloudwatch_log_subscription_filter.all": "/team/web|all",
  "aws_ecr_lifecycle_policy.web": "team/web",
  "aws_ecr_pull_through_cache_rule.public": "public",
  "aws_ecr_registry_policy.account": "123456789012",
  "aws_ecr_registry_scanning_configuration.account": "123456789012",
  "aws_ecr_replication_configuration.account": "123456789012",
  "aws_ecr_repository.web": "team/web",
  "aws_ecr_repository_policy.web": "team/web",
  "aws_ecs_account_setting_default.insights": "containerInsights",
  "aws_ecs_capacity_provider.machines": "machines",
  "aws_ecs_cluster.main": "main",
  "aws_ecs_cluster_capacity_providers.main": "main",
  "aws_ecs_service.canary": "main/canary",
  "aws_ecs_service.web": "main/web",
  "aws_iam_role.execution": "execution",
};

/** The families and revisions of the service's tasks that run. */
function running(sim: AwsSim): (string | undefined)[] {
  return sim.ecs
    .tasks()
    .filter(({ lastStatus, group }) => lastStatus === "RUNNING" && group === "service:web")
    .map(({ taskDefinitionArn }) => taskDefinitionArn?.split("/")[1]);
}

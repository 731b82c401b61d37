import { afterAll, expect, test } from "vitest";
import { createAwsSim } from "../../../lib/index.js";
import { AwsCli } from "../support/aws-cli.js";
import { awsCli, describeWith } from "../support/tools.js";

describeWith(awsCli, "aws events, scheduler, pipes", async () => {
  const sim = await createAwsSim({ region: "eu-west-1" });
  const aws = new AwsCli(sim);
  afterAll(() => sim.close());
  const role = "arn:aws:iam::123456789012:role/r";
  const queue = "arn:aws:sqs:eu-west-1:123456789012:orders";

  test("Q05: puts a rule, a target and an event", async () => {
    const pattern = JSON.stringify({ source: ["shop"] });
    expect(await aws.json("events put-rule", { name: "orders", "event-pattern": pattern })).toEqual({
      RuleArn: "arn:aws:events:eu-west-1:123456789012:rule/orders",
    });
    const targets = [{ Id: "queue", Arn: queue }];
    expect(
      await aws.json("events put-targets", { rule: "orders", targets: JSON.stringify(targets) }),
    ).toEqual({
      FailedEntryCount: 0,
      FailedEntries: [],
    });
    const entries = JSON.stringify([{ Source: "shop", DetailType: "Order Placed", Detail: '{"id":7}' }]);
    expect(await aws.json("events put-events", { entries })).toMatchObject({ FailedEntryCount: 0 });
    expect(sim.eventBridge.events()).toMatchObject([
      { event: { detail: { id: 7 } }, matched: [{ rule: "orders" }] },
    ]);
    await expect(aws.json("events describe-rule", { name: "none" })).rejects.toThrow(
      "(ResourceNotFoundException) when calling the DescribeRule operation: Rule none does not exist on EventBus default.",
    );
  });

  test("Q06: creates a schedule and a pipe", async () => {
    const schedule = {
      name: "hourly",
      "schedule-expression": "rate(1 hour)",
      "flexible-time-window": "Mode=OFF",
      target: JSON.stringify({ Arn: queue, RoleArn: role }),
    };
    expect(await aws.json("scheduler create-schedule", schedule)).toEqual({
      ScheduleArn: "arn:aws:scheduler:eu-west-1:123456789012:schedule/default/hourly",
    });
    expect(await aws.json("scheduler get-schedule", { name: "hourly" })).toMatchObject({ State: "ENABLED" });
    const pipe = { name: "p", source: queue, target: queue, "role-arn": role, "desired-state": "STOPPED" };
    expect(await aws.json("pipes create-pipe", pipe)).toMatchObject({ CurrentState: "CREATING" });
    await expect(aws.json("pipes describe-pipe", { name: "none" })).rejects.toThrow(
      "Pipe none does not exist.",
    );
  });
});

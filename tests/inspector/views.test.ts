import { EventBridge } from "@aws-sdk/client-eventbridge";
import { IAM } from "@aws-sdk/client-iam";
import { SQS } from "@aws-sdk/client-sqs";
import { describe, expect, test } from "vitest";
import { useBrowser } from "./browsing.js";
import { CHROMIUM } from "./chromium.js";

describe.skipIf(CHROMIUM === undefined)("views of the state", () => {
  const browsing = useBrowser();
  const { row, details } = browsing;

  test("rules of EventBridge with the events that they matched, and events that no rule matched", async () => {
    const { sim } = browsing;
    const events = new EventBridge(sim.clientConfig());
    await new SQS(sim.clientConfig()).createQueue({ QueueName: "paid" });
    const Arn = (name: string) => `arn:aws:sqs:${sim.region}:${sim.accountId}:${name}`;
    await events.putRule({ Name: "paid-orders", EventPattern: '{"detail-type":["order paid"]}' });
    await events.putTargets({
      Rule: "paid-orders",
      Targets: [
        { Id: "queue", Arn: Arn("paid") },
        { Id: "lost", Arn: Arn("none"), RetryPolicy: { MaximumRetryAttempts: 0 } },
      ],
    });
    for (const [detailType, id] of [
      ["order paid", 42],
      ["order sent", 43],
    ] as const)
      sim.eventBridge.put({ source: "shop", detailType, detail: { id } });
    await sim.clock.runUntilIdle();
    const page = await browsing.inspector("#state/eventBridge/Matches");
    await row("paid-orders").click();
    expect(await row("paid-orders").getByRole("gridcell").allInnerTexts()).toEqual([
      "paid-orders",
      "default",
      "ENABLED",
      '{"detail-type":["order paid"]}',
      "1",
      "1",
    ]);
    await details().getByText("lost failed").waitFor();
    await details().getByText("queue delivered").waitFor();
    await details().getByText("shop order paid").click();
    await details().getByText("42").first().waitFor();
    await page.getByRole("row", { name: "matched by no rule" }).click();
    await details().getByText("shop order sent").waitFor();
    expect(await details().getByText("order paid").count()).toBe(0);
  });

  test("a role: its statements, its boundary, who may assume it, and what it may do", async () => {
    const { sim } = browsing;
    const iam = new IAM(sim.clientConfig());
    const allow = (Action: string) =>
      JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action, Resource: "*" }] });
    const { Policy } = await iam.createPolicy({ PolicyName: "limits", PolicyDocument: allow("s3:Get*") });
    await iam.createRole({
      RoleName: "app",
      PermissionsBoundary: Policy?.Arn,
      AssumeRolePolicyDocument: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          { Effect: "Allow", Principal: { Service: "ecs-tasks.amazonaws.com" }, Action: "sts:AssumeRole" },
        ],
      }),
    });
    await iam.putRolePolicy({ RoleName: "app", PolicyName: "objects", PolicyDocument: allow("s3:*") });
    const page = await browsing.inspector("#state/iam/Effective%20policies/app");
    const section = (name: string) => details().getByRole("region", { name });
    expect(await section("objects").innerText()).toContain("s3:*");
    expect(await section("Only within the boundary").innerText()).toContain("s3:Get*");
    expect(await section("Who may assume it").innerText()).toContain("ecs-tasks.amazonaws.com");
    for (const [action, decision] of [
      ["s3:GetObject", "allowed"],
      ["s3:PutObject", "denied"],
    ] as const) {
      await details().getByRole("textbox", { name: "Action" }).fill(action);
      await details().getByRole("button", { name: "Explain" }).click();
      await page.locator(".explanation").getByText(decision).first().waitFor();
    }
    await details()
      .getByText(/^sim\.iam\.explain\(/)
      .waitFor();
  });
});

import { CloudWatchLogs } from "@aws-sdk/client-cloudwatch-logs";
import { afterAll, describe, expect, test } from "vitest";
import { createAwsSim } from "../../../lib/index.js";

const sim = await createAwsSim({ authorization: "enforce" });
afterAll(() => sim.close());
const logs = new CloudWatchLogs(sim.clientConfig());

const GROUP = "arn:aws:logs:us-east-1:123456789012:log-group:/aws/events/orders";

const explain = (resource = `${GROUP}:log-stream:s`, principal = "events.amazonaws.com") => {
  const { decision, reason } = sim.iam.explain({ principal, action: "logs:PutLogEvents", resource });
  return `${decision}: ${reason}`;
};

const statement = (
  Service: string,
  Resource = "arn:aws:logs:us-east-1:123456789012:log-group:/aws/events/*:*",
) => ({
  Effect: "Allow",
  Principal: { Service },
  Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
  Resource,
});

const put = (policyName: string, ...Statement: readonly object[]) =>
  logs.putResourcePolicy({
    policyName,
    policyDocument: JSON.stringify({ Version: "2012-10-17", Statement }),
  });

describe("resource policies of log groups (P06)", () => {
  const ALLOWED = "allowed: allowed by a resource-based policy";
  const DENIED = "denied: no resource-based policy allows it";

  test("those of the account decide about the groups that they name", async () => {
    await logs.createLogGroup({ logGroupName: "/aws/events/orders" });
    await logs.createLogGroup({ logGroupName: "other" });
    expect(explain()).toBe(DENIED);
    await put("route53", statement("route53.amazonaws.com"));
    await put("events", statement("events.amazonaws.com"));
    expect(explain()).toBe(ALLOWED);
    expect(explain(undefined, "delivery.logs.amazonaws.com")).toBe(DENIED);
    expect(explain("arn:aws:logs:us-east-1:123456789012:log-group:other:log-stream:s")).toBe(DENIED);
    await put("deny", { ...statement("events.amazonaws.com"), Effect: "Deny" });
    expect(explain()).toBe("denied: explicit deny in a resource-based policy");
    await logs.deleteResourcePolicy({ policyName: "deny" });
    await logs.deleteResourcePolicy({ policyName: "events" });
    expect(explain()).toBe(DENIED);
  });

  test("one of a group decides about that group", async () => {
    await logs.createLogGroup({ logGroupName: "own" });
    const arn = "arn:aws:logs:us-east-1:123456789012:log-group:own";
    const Statement = statement("events.amazonaws.com", "*");
    const policyDocument = JSON.stringify({ Version: "2012-10-17", Statement });
    await logs.putResourcePolicy({ resourceArn: `${arn}:*`, policyDocument });
    expect(explain(`${arn}:log-stream:s`)).toBe(ALLOWED);
    expect(explain()).toBe(DENIED);
  });
});

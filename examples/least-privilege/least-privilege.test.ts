import { IAM } from "@aws-sdk/client-iam";
import { S3 } from "@aws-sdk/client-s3";
import { createAwsSim } from "aws-sim";
import { matchers } from "aws-sim/vitest";
import { afterAll, beforeEach, expect, test } from "vitest";
import { writeReport } from "./report.js";

expect.extend(matchers);

const sim = await createAwsSim({ authorization: "enforce" });
const iam = new IAM(sim.clientConfig());
afterAll(() => sim.close());

beforeEach(async () => {
  sim.reset();
  sim.s3.createBucket("orders");
  sim.s3.createBucket("reports");
  for (const name of ["1", "2", "3", "4"]) sim.s3.putObject("orders", `2026-11-29/${name}`, "10");
  await iam.createRole({
    RoleName: "reporter",
    AssumeRolePolicyDocument: policy({ Principal: { AWS: "*" } }, "sts:AssumeRole"),
  });
});

function policy(more: object, Action: string): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: { Effect: "Allow", Action, ...more } });
}

const attach = (PolicyDocument: string) =>
  iam.putRolePolicy({ RoleName: "reporter", PolicyName: "report", PolicyDocument });

const run = () => writeReport(new S3(sim.clientConfig({ role: "reporter" })), "2026-11-29");

test("the policy of the role is the smallest that suffices", async () => {
  // What the application was given in its first week.
  await attach(policy({ Resource: "*" }, "s3:*"));
  expect(await run()).toBe(40);
  expect(sim).toHaveUsedOnly(["s3:ListBucket", "s3:GetObject", "s3:PutObject*"], { role: "reporter" });

  const smallest = sim.iam.leastPrivilege({ role: "reporter" });
  expect(smallest.Statement).toEqual([
    { Effect: "Allow", Action: ["s3:GetObject"], Resource: ["arn:aws:s3:::orders/2026-11-29/*"] },
    { Effect: "Allow", Action: ["s3:ListBucket"], Resource: ["arn:aws:s3:::orders"] },
    {
      Effect: "Allow",
      Action: ["s3:PutObject", "s3:PutObjectTagging"],
      Resource: ["arn:aws:s3:::reports/2026-11-29.json"],
    },
  ]);

  // It suffices …
  await attach(JSON.stringify(smallest));
  expect(await run()).toBe(40);
  expect(sim).not.toHaveBeenDenied();

  // … and a stranger is denied what it allows the role.
  const stranger = new S3(sim.clientConfig({ accountId: "210987654321" }));
  await expect(stranger.getObject({ Bucket: "orders", Key: "2026-11-29/1" })).rejects.toThrow(
    "Access Denied",
  );
  expect(sim).toHaveBeenDenied({ action: "s3:GetObject", principal: "arn:aws:iam::210987654321:root" });
});

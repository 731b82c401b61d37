import { S3 } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createAwsSim } from "../../lib/index.js";
import { failure } from "../support/failure.js";

const sim = await createAwsSim({ authorization: "enforce" });
const owner = new S3(sim.clientConfig());
const stranger = new S3(sim.clientConfig({ accountId: "210987654321" }));

const put = (operator: string, key: string, value: string) =>
  owner.putBucketPolicy({
    Bucket: "docs",
    Policy: JSON.stringify({
      Version: "2012-10-17",
      Statement: {
        Effect: "Allow",
        Principal: { AWS: "210987654321" },
        Action: "s3:GetObject",
        Resource: "arn:aws:s3:::docs/*",
        Condition: { [operator]: { [key]: value } },
      },
    }),
  });
const read = () => stranger.getObject({ Bucket: "docs", Key: "a" });
const denied = { code: "AccessDenied", status: 403, message: "Access Denied" };

beforeAll(() => {
  sim.s3.createBucket("docs");
  sim.s3.putObject("docs", "a", "text");
});
afterAll(() => sim.close());

test.each([
  ["aws:SourceVpc", "vpc-0123456789abcdef0"],
  ["aws:SourceVpce", "vpce-0123456789abcdef0"],
  ["aws:VpcSourceIp", "10.0.0.1"],
])("no request comes through the endpoint of a VPC: it lacks %s (P01)", async (key, value) => {
  await put("StringEquals", key, value);
  expect(await failure(read())).toEqual(denied);
  await put("Null", key, "true");
  await expect(read()).resolves.toBeDefined();
});

test("what a request from a VPC may do is explained with its context (P08)", async () => {
  await put("StringEquals", "aws:SourceVpce", "vpce-0123456789abcdef0");
  const explain = (context: Record<string, string>) =>
    sim.iam.explain({
      principal: "arn:aws:iam::210987654321:root",
      action: "s3:GetObject",
      resource: "arn:aws:s3:::docs/a",
      context,
    }).decision;
  expect(explain({ "aws:SourceVpce": "vpce-0123456789abcdef0" })).toBe("allowed");
  expect(explain({})).toBe("denied");
});

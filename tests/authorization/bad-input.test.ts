import { ECS } from "@aws-sdk/client-ecs";
import { IAM } from "@aws-sdk/client-iam";
import { S3 } from "@aws-sdk/client-s3";
import { SFN } from "@aws-sdk/client-sfn";
import { SNS } from "@aws-sdk/client-sns";
import { STS } from "@aws-sdk/client-sts";
import { afterAll, beforeEach, expect, test } from "vitest";
import { createAwsSim } from "../../lib/index.js";
import { failure } from "../support/failure.js";

const ACCOUNT = "123456789012";
const sim = await createAwsSim({ authorization: "enforce", delays: 0 });
afterAll(() => sim.close());
const iam = new IAM(sim.clientConfig());
const sts = new STS(sim.clientConfig());

const allow = (more: object) =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...more }] });
const FOREIGN = "arn:aws:iam::210987654321:role/r";
const ROLE = { RoleArn: `arn:aws:iam::${ACCOUNT}:role/r`, RoleSessionName: "ci" };

beforeEach(async () => {
  sim.reset();
  const AssumeRolePolicyDocument = allow({
    Action: ["sts:AssumeRole", "sts:TagSession"],
    Principal: { AWS: ACCOUNT },
  });
  await iam.createRole({ RoleName: "r", AssumeRolePolicyDocument });
});

test("a role of another account cannot be passed, not even by root (P03)", async () => {
  const denied = {
    code: "AccessDeniedException",
    message: "Cross-account pass role is not allowed.",
    status: 400,
  };
  const containerDefinitions = [{ name: "c", image: "i", memory: 64 }];
  const ecs = new ECS(sim.clientConfig());
  expect(
    await failure(ecs.registerTaskDefinition({ family: "f", taskRoleArn: FOREIGN, containerDefinitions })),
  ).toEqual(denied);
  const definition = JSON.stringify({ StartAt: "a", States: { a: { Type: "Succeed" } } });
  const sfn = new SFN(sim.clientConfig());
  expect(await failure(sfn.createStateMachine({ name: "m", roleArn: FOREIGN, definition }))).toEqual(denied);
  const sns = new SNS(sim.clientConfig());
  const Attributes = { SQSFailureFeedbackRoleArn: FOREIGN };
  expect(await failure(sns.createTopic({ Name: "t", Attributes }))).toMatchObject({
    code: "AuthorizationErrorException",
    message: denied.message,
  });
});

test("session policies have at most 2,048 characters together", async () => {
  const policyOf = (length: number) => {
    const empty = allow({ Action: "s3:*", Resource: "arn:aws:s3:::" });
    return allow({ Action: "s3:*", Resource: `arn:aws:s3:::${"a".repeat(length - empty.length)}` });
  };
  const { PackedPolicySize } = await sts.assumeRole({ ...ROLE, Policy: policyOf(2048) });
  expect(PackedPolicySize).toBe(100);
  const tooLarge = (percent: number) => ({
    code: "PackedPolicyTooLargeException",
    message: `Packed policy consumes ${percent}% of allotted space, please use smaller policy.`,
    status: 400,
  });
  expect(await failure(sts.assumeRole({ ...ROLE, Policy: policyOf(2049) }))).toEqual(tooLarge(101));
  const PolicyArns = [{ arn: `arn:aws:iam::${ACCOUNT}:policy/${"p".repeat(100)}` }];
  expect(await failure(sts.assumeRole({ ...ROLE, Policy: policyOf(2000), PolicyArns }))).toEqual(
    tooLarge(105),
  );
  const Tags = Array.from({ length: 20 }, (_, i) => ({ Key: `${i}`.repeat(60), Value: "v".repeat(60) }));
  expect((await sts.assumeRole({ ...ROLE, Tags })).PackedPolicySize).toBe(100);
});

test("a document with a member twice, or with a condition on a list of lists, is malformed (H12)", async () => {
  const malformed = {
    code: "MalformedPolicyDocumentException",
    message: "Syntax errors in policy.",
    status: 400,
  };
  const put = (PolicyDocument: string) =>
    iam.putRolePolicy({ RoleName: "r", PolicyName: "p", PolicyDocument });
  const twice =
    '{"Version":"2012-10-17","Statement":{"Effect":"Deny","Effect":"Allow","Action":"*","Resource":"*"}}';
  expect(await failure(put(twice))).toEqual(malformed);
  const Condition = { StringEquals: { "aws:username": [["ann"]] } };
  expect(await failure(put(allow({ Action: "*", Resource: "*", Condition })))).toEqual(malformed);
  sim.s3.createBucket("docs");
  const s3 = new S3(sim.clientConfig());
  const Policy = `{"Statement":{"Effect":"Deny","Principal":"*","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::docs"}}`;
  expect(await failure(s3.putBucketPolicy({ Bucket: "docs", Policy }))).toEqual({
    code: "MalformedPolicy",
    message: "Invalid policy syntax.",
    status: 400,
  });
});

import { IAM } from "@aws-sdk/client-iam";
import { S3 } from "@aws-sdk/client-s3";
import { SQS } from "@aws-sdk/client-sqs";
import { STS } from "@aws-sdk/client-sts";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type AwsSim, createAwsSim } from "../../lib/index.js";
import { failure } from "../support/failure.js";

const ACCOUNT = "123456789012";
const OTHER = "210987654321";
const root = (account = ACCOUNT) => `arn:aws:iam::${account}:root`;

let sim: AwsSim;
beforeAll(async () => {
  sim = await createAwsSim({ clock: "frozen", delays: 0, authorization: "enforce" });
});
afterEach(() => sim.reset());
afterAll(() => sim.close());

const caller = async (options: { readonly accountId?: string } = {}) => {
  const { Account, Arn, UserId } = await new STS(sim.clientConfig(options)).getCallerIdentity({});
  return { Account, Arn, UserId };
};

test("every key without a session is of the root user of its account", async () => {
  expect(await caller()).toEqual({ Account: ACCOUNT, Arn: root(), UserId: ACCOUNT });
  expect(await caller({ accountId: OTHER })).toEqual({ Account: OTHER, Arn: root(OTHER), UserId: OTHER });
});

test("and of the user aws-sim while permissions are not decided", async () => {
  sim.authorization.mode = "off";
  expect((await caller()).Arn).toBe(`arn:aws:iam::${ACCOUNT}:user/aws-sim`);
  sim.authorization.mode = "audit";
  expect((await caller()).Arn).toBe(root());
});

test("a denial names the caller that GetCallerIdentity returns", async () => {
  const s3 = new S3({ ...sim.clientConfig(), maxAttempts: 1 });
  const { Arn } = await caller();
  sim.s3.createBucket("docs");
  await s3.putBucketPolicy({
    Bucket: "docs",
    Policy: JSON.stringify({
      Version: "2012-10-17",
      Statement: {
        Effect: "Deny",
        Principal: { AWS: Arn },
        Action: "s3:GetObject",
        Resource: "arn:aws:s3:::docs/*",
      },
    }),
  });
  expect(await failure(s3.getObject({ Bucket: "docs", Key: "a" }))).toMatchObject({
    code: "AccessDenied",
    message: `User: ${Arn} is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::docs/a" with an explicit deny in a resource-based policy`,
  });
});

test("GetUser returns it, and its messages name it as their sender", async () => {
  const iam = new IAM(sim.clientConfig());
  expect((await iam.getUser({})).User).toMatchObject({ Arn: root(), UserId: ACCOUNT });
  const sqs = new SQS(sim.clientConfig());
  const { QueueUrl } = await sqs.createQueue({ QueueName: "q" });
  await sqs.sendMessage({ QueueUrl, MessageBody: "text" });
  const { Messages } = await sqs.receiveMessage({ QueueUrl, MessageSystemAttributeNames: ["SenderId"] });
  expect(Messages?.[0]?.Attributes).toEqual({ SenderId: ACCOUNT });
});

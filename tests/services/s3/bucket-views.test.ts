import { SQS } from "@aws-sdk/client-sqs";
import { expect, test } from "vitest";
import type { S3BucketConfiguration } from "../../../lib/index.js";
import { connectAwsSim } from "../../../lib/index.js";
import { canonicalId } from "../../../lib/services/s3/owners.js";
import { s3World } from "./s3-world.js";

const world = s3World();
const Bucket = "configured";
const OWNER = canonicalId("123456789012");

/** What a new bucket has, as S3 gives it. */
const DEFAULTS: S3BucketConfiguration = {
  tags: {},
  acl: [{ Grantee: { Type: "CanonicalUser", ID: OWNER }, Permission: "FULL_CONTROL" }],
  ownership: "BucketOwnerEnforced",
  publicAccessBlock: {
    BlockPublicAcls: true,
    IgnorePublicAcls: true,
    BlockPublicPolicy: true,
    RestrictPublicBuckets: true,
  },
  encryption: {
    Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" }, BucketKeyEnabled: false }],
  },
  requestPayer: "BucketOwner",
};

const POLICY = {
  Version: "2012-10-17",
  Statement: [
    {
      Sid: "tls",
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: "arn:aws:s3:::configured/*",
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
  ],
} as const;
const LIFECYCLE = [
  { ID: "old", Status: "Enabled", Filter: { Prefix: "logs/" }, Expiration: { Date: new Date("2030-01-01") } },
] as const;
const CORS = [{ AllowedMethods: ["GET"], AllowedOrigins: ["https://example.com"] }];
const QUEUES = [
  { Id: "q", QueueArn: "arn:aws:sqs:us-east-1:123456789012:q", Events: ["s3:ObjectCreated:*"] },
] as const;
const WEBSITE = { IndexDocument: { Suffix: "index.html" } };
const LOGGING = { TargetBucket: Bucket, TargetPrefix: "log/" };
const LOCK = {
  ObjectLockEnabled: "Enabled",
  Rule: { DefaultRetention: { Mode: "GOVERNANCE", Days: 1 } },
} as const;
const KMS = {
  Rules: [
    {
      ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms" as const, KMSMasterKeyID: "alias/k" },
      BucketKeyEnabled: true,
    },
  ],
};

async function configure(): Promise<void> {
  const { s3 } = world;
  await new SQS(world.sim.clientConfig()).createQueue({ QueueName: "q" });
  await s3.createBucket({ Bucket, ObjectLockEnabledForBucket: true });
  await s3.putObjectLockConfiguration({ Bucket, ObjectLockConfiguration: LOCK });
  await s3.putBucketTagging({ Bucket, Tagging: { TagSet: [{ Key: "team", Value: "data" }] } });
  await s3.putBucketEncryption({ Bucket, ServerSideEncryptionConfiguration: KMS });
  await s3.putBucketOwnershipControls({
    Bucket,
    OwnershipControls: { Rules: [{ ObjectOwnership: "ObjectWriter" }] },
  });
  await s3.putBucketAcl({ Bucket, ACL: "log-delivery-write" as "private" });
  await s3.putPublicAccessBlock({ Bucket, PublicAccessBlockConfiguration: { BlockPublicAcls: true } });
  await s3.putBucketPolicy({ Bucket, Policy: JSON.stringify(POLICY) });
  await s3.putBucketLifecycleConfiguration({ Bucket, LifecycleConfiguration: { Rules: [...LIFECYCLE] } });
  await s3.putBucketCors({ Bucket, CORSConfiguration: { CORSRules: CORS } });
  await s3.putBucketNotificationConfiguration({
    Bucket,
    NotificationConfiguration: {
      QueueConfigurations: QUEUES.map((each) => ({ ...each, Events: [...each.Events] })),
    },
  });
  await s3.putBucketWebsite({ Bucket, WebsiteConfiguration: WEBSITE });
  await s3.putBucketLogging({ Bucket, BucketLoggingStatus: { LoggingEnabled: LOGGING } });
  await s3.putBucketRequestPayment({ Bucket, RequestPaymentConfiguration: { Payer: "Requester" } });
  await s3.putBucketAccelerateConfiguration({ Bucket, AccelerateConfiguration: { Status: "Enabled" } });
  await s3.putBucketAbac({ Bucket, AbacStatus: { Status: "Enabled" } });
  await s3.putBucketMetricsConfiguration({ Bucket, Id: "m", MetricsConfiguration: { Id: "m" } });
}

const LOG_DELIVERY = { Type: "Group", URI: "http://acs.amazonaws.com/groups/s3/LogDelivery" } as const;
const CONFIGURED: S3BucketConfiguration = {
  tags: { team: "data" },
  acl: [
    ...DEFAULTS.acl,
    { Grantee: LOG_DELIVERY, Permission: "WRITE" },
    { Grantee: LOG_DELIVERY, Permission: "READ_ACP" },
  ],
  ownership: "ObjectWriter",
  publicAccessBlock: {
    BlockPublicAcls: true,
    IgnorePublicAcls: false,
    BlockPublicPolicy: false,
    RestrictPublicBuckets: false,
  },
  policy: POLICY,
  encryption: KMS,
  objectLock: LOCK,
  lifecycleRules: LIFECYCLE,
  corsRules: CORS,
  notifications: { QueueConfigurations: QUEUES },
  logging: LOGGING,
  website: WEBSITE,
  requestPayer: "Requester",
  acceleration: "Enabled",
  abac: "Enabled",
  metrics: { m: { Id: "m" } },
};

test("H27: a new bucket shows what S3 gives it, and nothing else", async () => {
  await world.s3.createBucket({ Bucket });
  expect(world.sim.s3.bucket(Bucket)?.configuration).toStrictEqual(DEFAULTS);
  await world.s3.putBucketCors({ Bucket, CORSConfiguration: { CORSRules: CORS } });
  await world.s3.deleteBucketCors({ Bucket });
  expect(world.sim.s3.bucket(Bucket)?.configuration).toStrictEqual(DEFAULTS);
  expect(world.sim.s3.bucket("none")).toBeUndefined();
  expect(world.sim.s3.at({ account: "210987654321" }).bucket(Bucket)).toBeUndefined();
});

test("H27: a bucket shows all that is configured for it, and a copy of it", async () => {
  await configure();
  const shown = world.sim.s3.bucket(Bucket);
  expect(shown).toEqual({
    name: Bucket,
    region: "us-east-1",
    createdAt: expect.any(Date),
    versioning: "Enabled",
    configuration: CONFIGURED,
  });
  expect(world.sim.s3.buckets()).toEqual([shown]);
  Object.assign(shown?.configuration.tags ?? {}, { team: "spoilt" });
  expect(world.sim.s3.bucket(Bucket)?.configuration.tags).toEqual({ team: "data" });
});

test("H27: other processes see the same, over HTTP and connected", async () => {
  await configure();
  const json = JSON.parse(JSON.stringify(world.sim.s3.bucket(Bucket)));
  expect(await (await fetch(`${world.sim.url}/_sim/s3/buckets/${Bucket}`)).json()).toEqual(json);
  const { buckets } = JSON.parse(await (await fetch(`${world.sim.url}/_sim/state/s3`)).text());
  expect(buckets).toMatchObject([json]);
  expect((await fetch(`${world.sim.url}/_sim/s3/buckets/none`)).status).toBe(404);
  const connected = await connectAwsSim(world.sim.url);
  const bucket = await connected.s3.bucket(Bucket);
  expect(bucket?.configuration.tags).toEqual({ team: "data" });
  expect(bucket?.configuration.lifecycleRules?.[0]?.ID).toBe("old");
  expect((await connected.s3.state()).buckets[0]?.configuration.policy).toEqual(POLICY);
  expect(await connected.s3.bucket("none")).toBeUndefined();
});

import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import { createAwsSim } from "../../../lib/index.js";
import { AwsCli } from "../support/aws-cli.js";
import { awsCli, describeWith } from "../support/tools.js";

/** The error of each configuration of a bucket that was never set. */
const NOT_CONFIGURED = {
  policy: "NoSuchBucketPolicy",
  "lifecycle-configuration": "NoSuchLifecycleConfiguration",
  cors: "NoSuchCORSConfiguration",
  tagging: "NoSuchTagSet",
  website: "NoSuchWebsiteConfiguration",
  replication: "ReplicationConfigurationNotFoundError",
};

const policy = {
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Principal: { AWS: "arn:aws:iam::123456789012:root" },
      Action: "s3:GetObject",
      Resource: "arn:aws:s3:::data/*",
    },
  ],
};

describeWith(awsCli, "aws s3api, with the configuration of buckets", async () => {
  const sim = await createAwsSim({ region: "eu-west-1" });
  const aws = new AwsCli(sim);
  beforeEach(() => sim.s3.createBucket("data"));
  afterEach(() => sim.reset());
  afterAll(() => sim.close());

  const bucket = "data";
  const get = (what: string) => aws.json(`s3api get-bucket-${what}`, { bucket });

  test("reports missing configurations", async () => {
    for (const [what, code] of Object.entries(NOT_CONFIGURED)) {
      const refused = await aws.run(`s3api get-bucket-${what}`, { bucket });
      expect([what, refused.stdout, refused.stderr]).toEqual([
        what,
        "",
        expect.stringContaining(`(${code})`),
      ]);
    }
    const lock = await aws.run("s3api get-object-lock-configuration", { bucket });
    expect(lock.stderr).toContain("(ObjectLockConfigurationNotFoundError)");
    for (const what of ["versioning", "logging", "notification-configuration", "accelerate-configuration"])
      expect([what, await get(what)]).toEqual([what, undefined]);
    expect(await get("request-payment")).toEqual({ Payer: "BucketOwner" });
    const missing = await aws.run("s3api get-bucket-policy", { bucket: "nowhere" });
    expect(missing.stderr.trim()).toMatch(
      /An error occurred \(NoSuchBucket\) when calling the GetBucketPolicy operation: The specified bucket does not exist$/,
    );
    expect([254, 255]).toContain(missing.status);
  });

  test("puts, gets and deletes a policy", async () => {
    await aws.text("s3api put-bucket-policy", { bucket, policy });
    expect(JSON.parse((await get("policy")).Policy)).toEqual(policy);
    expect(await get("policy-status")).toEqual({ PolicyStatus: { IsPublic: false } });
    await aws.text("s3api delete-bucket-policy", { bucket });
    expect((await aws.run("s3api get-bucket-policy", { bucket })).stderr).toContain("(NoSuchBucketPolicy)");
    const malformed = await aws.run("s3api put-bucket-policy", { bucket, policy: { Version: "2012-10-17" } });
    expect(malformed.stderr).toContain("(MalformedPolicy)");
  });

  test("puts and gets rules of life cycles, CORS, encryption and tags", async () => {
    const Rules = [{ ID: "old", Status: "Enabled", Filter: { Prefix: "logs/" }, Expiration: { Days: 30 } }];
    await aws.text("s3api put-bucket-lifecycle-configuration", {
      bucket,
      "lifecycle-configuration": { Rules },
    });
    expect((await get("lifecycle-configuration")).Rules).toEqual(Rules);

    const CORSRules = [
      { AllowedMethods: ["GET"], AllowedOrigins: ["https://example.org"], MaxAgeSeconds: 60 },
    ];
    await aws.text("s3api put-bucket-cors", { bucket, "cors-configuration": { CORSRules } });
    expect(await get("cors")).toEqual({ CORSRules });

    const byDefault = { SSEAlgorithm: "aws:kms", KMSMasterKeyID: "alias/data" };
    await aws.text("s3api put-bucket-encryption", {
      bucket,
      "server-side-encryption-configuration": { Rules: [{ ApplyServerSideEncryptionByDefault: byDefault }] },
    });
    const query = "ServerSideEncryptionConfiguration.Rules[].ApplyServerSideEncryptionByDefault";
    expect(await aws.json("s3api get-bucket-encryption", { bucket, query })).toEqual([byDefault]);

    await aws.text("s3api put-bucket-tagging", { bucket, tagging: "TagSet=[{Key=team,Value=web}]" });
    expect(await get("tagging")).toEqual({ TagSet: [{ Key: "team", Value: "web" }] });
    for (const what of ["lifecycle", "cors", "encryption", "tagging"])
      await aws.text(`s3api delete-bucket-${what}`, { bucket });
    expect((await aws.run("s3api get-bucket-tagging", { bucket })).stderr).toContain("(NoSuchTagSet)");
  });

  test("puts and gets who may see a bucket", async () => {
    const all = {
      BlockPublicAcls: true,
      IgnorePublicAcls: true,
      BlockPublicPolicy: true,
      RestrictPublicBuckets: true,
    };
    expect(await aws.json("s3api get-public-access-block", { bucket })).toEqual({
      PublicAccessBlockConfiguration: all,
    });
    await aws.text("s3api delete-public-access-block", { bucket });
    expect((await aws.run("s3api get-public-access-block", { bucket })).stderr).toContain(
      "(NoSuchPublicAccessBlockConfiguration)",
    );
    const refused = await aws.run("s3api put-bucket-acl", { bucket, acl: "public-read" });
    expect(refused.stderr).toContain("(AccessControlListNotSupported)");
    await aws.text("s3api put-bucket-ownership-controls", {
      bucket,
      "ownership-controls": "Rules=[{ObjectOwnership=BucketOwnerPreferred}]",
    });
    await aws.text("s3api put-bucket-acl", { bucket, acl: "public-read" });
    const grants = await aws.json("s3api get-bucket-acl", {
      bucket,
      query: "Grants[].[Grantee.Type,Permission]",
    });
    expect(grants).toEqual([
      ["CanonicalUser", "FULL_CONTROL"],
      ["Group", "READ"],
    ]);
  });

  test("puts and gets websites, logging, versioning and notifications", async () => {
    const website = { IndexDocument: { Suffix: "index.html" }, ErrorDocument: { Key: "404.html" } };
    await aws.text("s3api put-bucket-website", { bucket, "website-configuration": website });
    expect(await get("website")).toEqual(website);
    const logging = { LoggingEnabled: { TargetBucket: "data", TargetPrefix: "log/" } };
    await aws.text("s3api put-bucket-logging", { bucket, "bucket-logging-status": logging });
    expect(await get("logging")).toEqual(logging);
    // Version 1 of the CLI sends SQS requests to AWS unless it is given an endpoint.
    await aws.text("sqs create-queue", { "endpoint-url": sim.url, "queue-name": "q" });
    const queue = {
      Id: "all",
      QueueArn: "arn:aws:sqs:eu-west-1:123456789012:q",
      Events: ["s3:ObjectCreated:*"],
    };
    await aws.text("s3api put-bucket-notification-configuration", {
      bucket,
      "notification-configuration": { QueueConfigurations: [queue] },
    });
    expect(await get("notification-configuration")).toEqual({ QueueConfigurations: [queue] });
  });

  test("lists and finds buckets by region, and returns their owner", async () => {
    sim.s3.at({ region: "us-east-1" }).createBucket("east");
    const names = "Buckets[].[Name,BucketRegion]";
    expect(await aws.json("s3api list-buckets", { "bucket-region": "eu-west-1", query: names })).toEqual([
      ["data", "eu-west-1"],
    ]);
    expect(await aws.json("s3api list-buckets", { "page-size": 1, query: "Buckets[].Name" })).toEqual([
      "data",
      "east",
    ]);
    expect(await aws.json("s3api head-bucket", { bucket })).toMatchObject({ BucketRegion: "eu-west-1" });
    const foreign = await aws.run("s3api head-bucket", { bucket, "expected-bucket-owner": "210987654321" });
    expect(foreign.stderr).toContain("(403)");
    // The CLI signs for its own region first, and again for the one that S3 names.
    sim.s3.at({ region: "us-east-1" }).putObject("east", "far.txt", "x");
    expect(await aws.json("s3api list-objects-v2", { bucket: "east", query: "Contents[].Key" })).toEqual([
      "far.txt",
    ]);
    const asked = sim.requests.filter({ operation: "ListObjectsV2" });
    expect(asked.map(({ region, status }) => [region, status])).toEqual([
      ["eu-west-1", expect.any(Number)],
      ["us-east-1", 200],
    ]);
  });
});

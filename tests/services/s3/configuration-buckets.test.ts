import type { CORSRule, ReplicationRule, WebsiteConfiguration } from "@aws-sdk/client-s3";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { configurationWorld, failure, MALFORMED_XML } from "./configuration.js";

const { sim, s3, bucket } = await configurationWorld();
afterEach(() => sim.reset());
afterAll(() => sim.close());

const Bucket = "configured";

describe("CORS (H18)", () => {
  const RULE: CORSRule = {
    AllowedMethods: ["GET"],
    AllowedOrigins: ["https://*.example.com"],
    MaxAgeSeconds: 5,
  };
  const put = (...CORSRules: CORSRule[]) => s3.putBucketCors({ Bucket, CORSConfiguration: { CORSRules } });

  test("is not there, is put, is got, is deleted", async () => {
    await bucket(Bucket);
    const missing = failure(404, "NoSuchCORSConfiguration", "The CORS configuration does not exist");
    await expect(s3.getBucketCors({ Bucket })).rejects.toMatchObject(missing);
    await put(RULE);
    expect((await s3.getBucketCors({ Bucket })).CORSRules).toEqual([RULE]);
    await s3.deleteBucketCors({ Bucket });
    await expect(s3.getBucketCors({ Bucket })).rejects.toMatchObject(missing);
  });

  test.each<[string, Partial<CORSRule>]>([
    [
      "Found unsupported HTTP method in CORS config. Unsupported method is PATCH",
      { AllowedMethods: ["PATCH"] },
    ],
    ['AllowedOrigin "*.*" can not have more than one wildcard.', { AllowedOrigins: ["*.*"] }],
    [
      'ExposeHeader "*" contains wildcard. We currently do not support wildcard for ExposeHeader.',
      { ExposeHeaders: ["*"] },
    ],
  ])("is rejected: %s", async (message, change) => {
    await bucket(Bucket);
    await expect(put({ ...RULE, ...change })).rejects.toMatchObject(failure(400, "InvalidRequest", message));
  });

  test("without rules, or without origins, is malformed", async () => {
    await bucket(Bucket);
    await expect(put()).rejects.toMatchObject(MALFORMED_XML);
    await expect(put({ ...RULE, AllowedOrigins: [] })).rejects.toMatchObject(MALFORMED_XML);
  });
});

describe("encryption", () => {
  const byDefault = {
    ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" as const },
    BucketKeyEnabled: false,
  };
  const get = async () => (await s3.getBucketEncryption({ Bucket })).ServerSideEncryptionConfiguration?.Rules;
  const put = (...Rules: object[]) =>
    s3.putBucketEncryption({ Bucket, ServerSideEncryptionConfiguration: { Rules } });

  test("is S3's own by default, is put, and goes back to that", async () => {
    await bucket(Bucket);
    expect(await get()).toEqual([byDefault]);
    const kms = { SSEAlgorithm: "aws:kms", KMSMasterKeyID: "alias/mine" };
    await put({ ApplyServerSideEncryptionByDefault: kms, BucketKeyEnabled: true });
    expect(await get()).toEqual([{ ApplyServerSideEncryptionByDefault: kms, BucketKeyEnabled: true }]);
    await put({ BlockedEncryptionTypes: { EncryptionType: ["SSE-C"] } });
    expect(await get()).toEqual([{ ...byDefault, BlockedEncryptionTypes: { EncryptionType: ["SSE-C"] } }]);
    await s3.deleteBucketEncryption({ Bucket });
    expect(await get()).toEqual([byDefault]);
  });

  test("has one rule, whose key is for KMS", async () => {
    await bucket(Bucket);
    await expect(put()).rejects.toMatchObject(MALFORMED_XML);
    await expect(put(byDefault, byDefault)).rejects.toMatchObject(MALFORMED_XML);
    const keyed = { SSEAlgorithm: "AES256", KMSMasterKeyID: "k" };
    await expect(put({ ApplyServerSideEncryptionByDefault: keyed })).rejects.toMatchObject(
      failure(
        400,
        "InvalidArgument",
        "a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse",
        { ArgumentName: "ApplyServerSideEncryptionByDefault" },
      ),
    );
  });
});

describe("a website", () => {
  const put = (WebsiteConfiguration: WebsiteConfiguration) =>
    s3.putBucketWebsite({ Bucket, WebsiteConfiguration });
  const IndexDocument = { Suffix: "index.html" };

  test("is not there, is put, is got, is deleted", async () => {
    await bucket(Bucket);
    const missing = failure(
      404,
      "NoSuchWebsiteConfiguration",
      "The specified bucket does not have a website configuration",
    );
    await expect(s3.getBucketWebsite({ Bucket })).rejects.toMatchObject(missing);
    const website = {
      IndexDocument,
      ErrorDocument: { Key: "error.html" },
      RoutingRules: [
        {
          Condition: { KeyPrefixEquals: "docs/" },
          Redirect: { ReplaceKeyPrefixWith: "", HttpRedirectCode: "302" },
        },
      ],
    };
    await put(website);
    expect(await s3.getBucketWebsite({ Bucket })).toMatchObject(website);
    await s3.deleteBucketWebsite({ Bucket });
    await expect(s3.getBucketWebsite({ Bucket })).rejects.toMatchObject(missing);
  });

  const redirect = { ReplaceKeyWith: "x" };
  test.each<[string, string, WebsiteConfiguration]>([
    ["InvalidArgument", "The IndexDocument Suffix is not well formed", { IndexDocument: { Suffix: "a/b" } }],
    [
      "InvalidArgument",
      "RedirectAllRequestsTo cannot be provided in conjunction with other Routing Rules.",
      { IndexDocument, RedirectAllRequestsTo: { HostName: "a" } },
    ],
    [
      "InvalidArgument",
      "A value for IndexDocument Suffix must be provided if RedirectAllRequestsTo is empty",
      { ErrorDocument: { Key: "e" } },
    ],
    [
      "InvalidRequest",
      "Invalid protocol, protocol can be http or https. If not defined the protocol will be selected automatically.",
      { RedirectAllRequestsTo: { HostName: "a", Protocol: "ftp" as "http" } },
    ],
    [
      "InvalidRequest",
      "You can only define ReplaceKeyPrefix or ReplaceKey but not both.",
      { IndexDocument, RoutingRules: [{ Redirect: { ...redirect, ReplaceKeyPrefixWith: "y" } }] },
    ],
    [
      "InvalidRequest",
      "Condition cannot be empty. To redirect all requests without a condition, the condition element shouldn't be present.",
      { IndexDocument, RoutingRules: [{ Condition: {}, Redirect: redirect }] },
    ],
  ])("is rejected with %s: %s", async (code, message, website) => {
    await bucket(Bucket);
    await expect(put(website)).rejects.toMatchObject(failure(400, code, message));
  });
});

describe("logging", () => {
  test("goes to a bucket that is there, and is cleared", async () => {
    await bucket(Bucket);
    const to = (TargetBucket: string) =>
      s3.putBucketLogging({
        Bucket,
        BucketLoggingStatus: { LoggingEnabled: { TargetBucket, TargetPrefix: "log/" } },
      });
    await expect(to("absent")).rejects.toMatchObject(
      failure(400, "InvalidTargetBucketForLogging", "The target bucket for logging does not exist", {
        TargetBucket: "absent",
      }),
    );
    await to(await bucket("logs"));
    const TargetGrants = [
      { Grantee: { Type: "CanonicalUser" as const, ID: "ab".repeat(32) }, Permission: "READ_ACP" as "READ" },
    ];
    const LoggingEnabled = { TargetBucket: "logs", TargetPrefix: "log/", TargetGrants };
    await s3.putBucketLogging({ Bucket, BucketLoggingStatus: { LoggingEnabled } });
    expect((await s3.getBucketLogging({ Bucket })).LoggingEnabled).toEqual(LoggingEnabled);
    await to("logs");
    expect((await s3.getBucketLogging({ Bucket })).LoggingEnabled).toEqual({
      TargetBucket: "logs",
      TargetPrefix: "log/",
    });
    await s3.putBucketLogging({ Bucket, BucketLoggingStatus: {} });
    expect((await s3.getBucketLogging({ Bucket })).LoggingEnabled).toBeUndefined();
  });
});

describe("payment, acceleration and ABAC", () => {
  test("have defaults, and are put", async () => {
    await bucket(Bucket);
    expect((await s3.getBucketRequestPayment({ Bucket })).Payer).toBe("BucketOwner");
    await s3.putBucketRequestPayment({ Bucket, RequestPaymentConfiguration: { Payer: "Requester" } });
    expect((await s3.getBucketRequestPayment({ Bucket })).Payer).toBe("Requester");
    expect((await s3.getBucketAccelerateConfiguration({ Bucket })).Status).toBeUndefined();
    await s3.putBucketAccelerateConfiguration({ Bucket, AccelerateConfiguration: { Status: "Enabled" } });
    expect((await s3.getBucketAccelerateConfiguration({ Bucket })).Status).toBe("Enabled");
    expect((await s3.getBucketAbac({ Bucket })).AbacStatus).toEqual({ Status: "Disabled" });
    await s3.putBucketAbac({ Bucket, AbacStatus: { Status: "Enabled" } });
    expect((await s3.getBucketAbac({ Bucket })).AbacStatus).toEqual({ Status: "Enabled" });
  });

  test("are rejected where they do not apply", async () => {
    await bucket(Bucket);
    const Payer = "Nobody" as "Requester";
    await expect(
      s3.putBucketRequestPayment({ Bucket, RequestPaymentConfiguration: { Payer } }),
    ).rejects.toMatchObject(MALFORMED_XML);
    const dotted = await bucket("with.dots");
    await expect(
      s3.putBucketAccelerateConfiguration({ Bucket: dotted, AccelerateConfiguration: { Status: "Enabled" } }),
    ).rejects.toMatchObject(
      failure(
        400,
        "InvalidRequest",
        "S3 Transfer Acceleration is not supported for buckets with periods (.) in their names",
      ),
    );
  });
});

describe("replication, as it is configured (H25)", () => {
  const RULE: ReplicationRule = { Status: "Enabled", Destination: { Bucket: "arn:aws:s3:::copies" } };
  const put = (...Rules: ReplicationRule[]) =>
    s3.putBucketReplication({
      Bucket,
      ReplicationConfiguration: { Role: "arn:aws:iam::123456789012:role/r", Rules },
    });

  test("needs versions on both sides, and is filled in", async () => {
    await bucket(Bucket);
    await expect(s3.getBucketReplication({ Bucket })).rejects.toMatchObject(
      failure(404, "ReplicationConfigurationNotFoundError", "The replication configuration was not found"),
    );
    await expect(put(RULE)).rejects.toMatchObject(
      failure(
        400,
        "InvalidRequest",
        "Versioning must be 'Enabled' on the bucket to apply a replication configuration",
      ),
    );
  });

  test("has one rule of each priority for a destination", async () => {
    await bucket(Bucket, { versioned: true });
    await bucket("copies", { versioned: true });
    await bucket("others", { versioned: true });
    const rule = (ID: string, to: string, Priority: number): ReplicationRule => ({
      ...RULE,
      ID,
      Priority,
      Filter: { Prefix: ID },
      DeleteMarkerReplication: { Status: "Disabled" },
      Destination: { Bucket: `arn:aws:s3:::${to}` },
    });
    await put(rule("a", "copies", 1), rule("b", "copies", 2), rule("c", "others", 1));
    await expect(put(rule("a", "copies", 1), rule("b", "copies", 1))).rejects.toMatchObject({
      name: "InvalidRequest",
      $metadata: { httpStatusCode: 400 },
    });
  });

  test("goes when it is deleted", async () => {
    await bucket(Bucket, { versioned: true });
    await bucket("copies", { versioned: true });
    await put({ ...RULE, ID: "all", Prefix: "" });
    expect((await s3.getBucketReplication({ Bucket })).ReplicationConfiguration?.Rules).toMatchObject([
      { ID: "all", Status: "Enabled", Destination: { Bucket: "arn:aws:s3:::copies" } },
    ]);
    await s3.deleteBucketReplication({ Bucket });
    await expect(s3.getBucketReplication({ Bucket })).rejects.toMatchObject({
      name: "ReplicationConfigurationNotFoundError",
    });
  });
});

test("metadata tables are not simulated: their operations report this", async () => {
  await bucket(Bucket);
  await expect(s3.getBucketMetadataTableConfiguration({ Bucket })).rejects.toMatchObject({
    $metadata: { httpStatusCode: 501 },
  });
});

test("what is configured goes with its bucket", async () => {
  await bucket(Bucket);
  await s3.putBucketRequestPayment({ Bucket, RequestPaymentConfiguration: { Payer: "Requester" } });
  await s3.deleteBucket({ Bucket });
  await bucket(Bucket);
  expect((await s3.getBucketRequestPayment({ Bucket })).Payer).toBe("BucketOwner");
});

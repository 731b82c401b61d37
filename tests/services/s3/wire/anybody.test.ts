import { S3 } from "@aws-sdk/client-s3";
import { type PublicAccessBlockConfiguration, S3Control } from "@aws-sdk/client-s3-control";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { createAwsSim } from "../../../../lib/index.js";
import { errorOf, send } from "./raw.js";

const OTHER = { accessKeyId: "AKIAOTHER", secretAccessKey: "another", accountId: "222222222222" };
const sim = await createAwsSim({
  verifySignatures: [{ accessKeyId: "AKIAVALID", secretAccessKey: "the secret" }, OTHER],
});
const s3 = new S3(sim.clientConfig());
afterAll(() => sim.close());

async function bucketOf(Bucket: string): Promise<void> {
  await s3.createBucket({ Bucket, ObjectOwnership: "ObjectWriter" });
  await s3.deletePublicAccessBlock({ Bucket });
  await s3.putObject({ Bucket, Key: "public/key", Body: "content" });
  await s3.putObject({ Bucket, Key: "private", Body: "secret" });
}

function allow(Action: string | string[], Resource: string, more: object = {}): object {
  return { Effect: "Allow", Principal: "*", Action, Resource, ...more };
}

function policyOf(...Statement: object[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement });
}

const DENIED = { status: 403, Code: "AccessDenied", Message: "Access Denied" };

describe("by policy (H09)", () => {
  beforeAll(async () => {
    await bucketOf("by-policy");
    const objects = "arn:aws:s3:::by-policy";
    await s3.putBucketPolicy({
      Bucket: "by-policy",
      Policy: policyOf(
        allow("s3:GetObject*", `${objects}/public/*`),
        { Effect: "Deny", Principal: "*", Action: "s3:GetObject", Resource: `${objects}/public/not?` },
        allow("s3:PutObject", `${objects}/public/*`, {
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        }),
      ),
    });
    await s3.putObject({ Bucket: "by-policy", Key: "public/not1", Body: "content" });
  });

  test("what is allowed to everybody", async () => {
    const { status, body } = await send(sim.url, "GET /by-policy/public/key");
    expect([status, body]).toEqual([200, "content"]);
    expect((await send(sim.url, "HEAD /by-policy/public/key")).status).toBe(200);
  });

  test.each([
    ["another key", "GET /by-policy/private"],
    ["a key that is denied", "GET /by-policy/public/not1"],
    ["a key that is not there: who may not list cannot know", "GET /by-policy/public/none"],
    ["what has a condition", "PUT /by-policy/public/key"],
    ["another action", "DELETE /by-policy/public/key"],
    ["the bucket", "GET /by-policy?list-type=2"],
    ["the policy itself", "GET /by-policy?policy"],
  ])("not: %s", async (_, line) => {
    expect(errorOf(await send(sim.url, line))).toEqual(DENIED);
  });

  test("a version, and the tags of one, are allowed by actions of their own", async () => {
    const Bucket = "by-version";
    await bucketOf(Bucket);
    await s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status: "Enabled" } });
    const { VersionId } = await s3.putObject({ Bucket, Key: "key", Body: "version" });
    const statement = (...actions: string[]) => policyOf(allow(actions, `arn:aws:s3:::${Bucket}/*`));
    const line = `GET /${Bucket}/key?versionId=${VersionId}`;
    await s3.putBucketPolicy({ Bucket, Policy: statement("s3:GetObject", "s3:GetObjectTagging") });
    expect([(await send(sim.url, line)).status, (await send(sim.url, `${line}&tagging`)).status]).toEqual([
      403, 403,
    ]);
    await s3.putBucketPolicy({
      Bucket,
      Policy: statement("s3:GetObjectVersion", "s3:GetObjectVersionTagging"),
    });
    expect([(await send(sim.url, line)).body, (await send(sim.url, `${line}&tagging`)).status]).toEqual([
      "version",
      200,
    ]);
  });

  test("copies without a signature are rejected, independent of policies", async () => {
    const Bucket = "anything";
    await bucketOf(Bucket);
    const Policy = policyOf(allow("s3:*", `arn:aws:s3:::${Bucket}/*`));
    await s3.putBucketPolicy({ Bucket, Policy });
    const source = { "x-amz-copy-source": "by-policy/private" };
    for (const path of ["stolen", "stolen?partNumber=1&uploadId=1"]) {
      expect(errorOf(await send(sim.url, `PUT /${Bucket}/${path}`, source))).toMatchObject({
        status: 403,
        Code: "AccessDenied",
      });
    }
    expect(sim.s3.object(Bucket, "stolen")).toBeUndefined();
  });

  test("no headers of one's own choice", async () => {
    const line = "GET /by-policy/public/key?response-content-type=text/html";
    expect(errorOf(await send(sim.url, line))).toEqual({
      status: 400,
      Code: "InvalidRequest",
      Message: "Request specific response headers cannot be used for anonymous GET requests.",
    });
  });

  test("callers who may list get 404 for missing objects", async () => {
    await bucketOf("listable");
    const Policy = policyOf(
      allow("s3:ListBucket", "arn:aws:s3:::listable"),
      allow("s3:GetObject", "arn:aws:s3:::listable/*"),
    );
    await s3.putBucketPolicy({ Bucket: "listable", Policy });
    expect((await send(sim.url, "GET /listable?list-type=2")).body).toContain("<Key>public/key</Key>");
    expect(errorOf(await send(sim.url, "GET /listable/none"))).toMatchObject({
      status: 404,
      Code: "NoSuchKey",
    });
    await s3.putPublicAccessBlock({
      Bucket: "listable",
      PublicAccessBlockConfiguration: { RestrictPublicBuckets: true },
    });
    expect(errorOf(await send(sim.url, "GET /listable/public/key"))).toEqual(DENIED);
  });
});

test("buckets cannot be created without a signature (H09)", async () => {
  expect(errorOf(await send(sim.url, "PUT /unsigned-bucket"))).toEqual(DENIED);
  expect(errorOf(await send(sim.url, "PUT /by-policy"))).toEqual(DENIED);
  expect(errorOf(await send(sim.url, "GET /unsigned-bucket"))).toMatchObject({ Code: "NoSuchBucket" });
});

describe("buckets of other accounts (H09)", () => {
  const theirs = new S3(sim.clientConfig({ accountId: OTHER.accountId }));
  beforeAll(async () => {
    await theirs.createBucket({ Bucket: "theirs", ObjectOwnership: "ObjectWriter" });
    await theirs.deletePublicAccessBlock({ Bucket: "theirs" });
    await theirs.putObject({ Bucket: "theirs", Key: "by-policy/key", Body: "content" });
    await theirs.putObject({ Bucket: "theirs", Key: "by-acl", Body: "acl", ACL: "public-read" });
    await theirs.putObject({ Bucket: "theirs", Key: "private", Body: "secret" });
    const Resource = "arn:aws:s3:::theirs/by-policy/*";
    await theirs.putBucketPolicy({
      Bucket: "theirs",
      Policy: policyOf(allow(["s3:GetObject", "s3:PutObject"], Resource)),
    });
  });

  test("allow what their policy and ACLs allow", async () => {
    expect((await send(sim.url, "GET /theirs/by-policy/key")).body).toBe("content");
    expect((await send(sim.url, "GET /theirs/by-acl")).body).toBe("acl");
    expect((await send(sim.url, "PUT /theirs/by-policy/new", {}, "x")).status).toBe(200);
    const found = await theirs.getObject({ Bucket: "theirs", Key: "by-policy/new" });
    expect(await found.Body?.transformToString()).toBe("x");
    // The key of a form, which is sent to the bucket, is in a field.
    for (const [key, status] of Object.entries({ "by-policy/posted": 204, "elsewhere/posted": 403 })) {
      const form = new FormData();
      form.append("key", key);
      form.append("file", "y");
      expect((await fetch(`${sim.url}/theirs`, { method: "POST", body: form })).status).toBe(status);
    }
  });

  test("and nothing else", async () => {
    for (const line of ["GET /theirs/private", "GET /theirs", "DELETE /theirs/by-acl", "GET /theirs?policy"])
      expect(errorOf(await send(sim.url, line))).toEqual(DENIED);
  });

  test("also where signatures are not verified", async () => {
    await using lenient = await createAwsSim();
    const there = new S3(lenient.clientConfig({ accountId: OTHER.accountId }));
    await there.createBucket({ Bucket: "theirs", ObjectOwnership: "ObjectWriter" });
    await there.deletePublicAccessBlock({ Bucket: "theirs" });
    await there.putObject({ Bucket: "theirs", Key: "public", Body: "acl", ACL: "public-read" });
    await there.putObject({ Bucket: "theirs", Key: "private", Body: "secret" });
    expect((await send(lenient.url, "GET /theirs/public")).body).toBe("acl");
    expect(errorOf(await send(lenient.url, "GET /theirs/private"))).toEqual(DENIED);
    expect((await send(lenient.url, "PUT /mine")).status).toBe(200);
  });
});

describe("by ACL (H09)", () => {
  test("a missing key is NoSuchKey for everybody who may list, AccessDenied for others", async () => {
    await bucketOf("list-by-acl");
    expect(errorOf(await send(sim.url, "GET /list-by-acl/none"))).toEqual(DENIED);
    await s3.putBucketAcl({ Bucket: "list-by-acl", ACL: "public-read" });
    expect(errorOf(await send(sim.url, "GET /list-by-acl/none"))).toMatchObject({
      status: 404,
      Code: "NoSuchKey",
    });
    expect((await send(sim.url, "HEAD /list-by-acl/none")).status).toBe(404);
    expect(errorOf(await send(sim.url, "GET /list-by-acl/private"))).toEqual(DENIED);
  });

  test("an explicit Deny of the policy wins", async () => {
    await bucketOf("denied-by-policy");
    await s3.putObjectAcl({ Bucket: "denied-by-policy", Key: "public/key", ACL: "public-read" });
    expect((await send(sim.url, "GET /denied-by-policy/public/key")).status).toBe(200);
    const Resource = "arn:aws:s3:::denied-by-policy/*";
    const Deny = { Effect: "Deny", Principal: "*", Action: "s3:GetObject", Resource };
    await s3.putBucketPolicy({ Bucket: "denied-by-policy", Policy: policyOf(Deny) });
    expect(errorOf(await send(sim.url, "GET /denied-by-policy/public/key"))).toEqual(DENIED);
  });

  test("an object", async () => {
    await bucketOf("by-acl");
    await s3.putObjectAcl({ Bucket: "by-acl", Key: "public/key", ACL: "public-read" });
    expect((await send(sim.url, "GET /by-acl/public/key")).body).toBe("content");
    expect(errorOf(await send(sim.url, "GET /by-acl/private"))).toEqual(DENIED);
    expect(errorOf(await send(sim.url, "GET /by-acl?list-type=2"))).toEqual(DENIED);
    expect(errorOf(await send(sim.url, "PUT /by-acl/key"))).toEqual(DENIED);
  });

  test("a bucket, whose forms need no policy then", async () => {
    await bucketOf("open");
    await s3.putBucketAcl({ Bucket: "open", ACL: "public-read-write" });
    expect((await send(sim.url, "GET /open?list-type=2")).status).toBe(200);
    expect((await send(sim.url, "PUT /open/new", {}, "x")).status).toBe(200);
    const form = new FormData();
    form.append("key", "posted");
    form.append("file", "y");
    expect((await fetch(`${sim.url}/open`, { method: "POST", body: form })).status).toBe(204);
    expect([sim.s3.text("open", "new"), sim.s3.text("open", "posted")]).toEqual(["x", "y"]);
    expect(errorOf(await send(sim.url, "GET /open/private"))).toEqual(DENIED);
  });
});

describe("what the account blocks, its buckets block too (H14)", () => {
  const control = new S3Control({ ...sim.clientConfig({ direct: true }), endpoint: "http://localhost" });
  const block = (PublicAccessBlockConfiguration: PublicAccessBlockConfiguration) =>
    control.putPublicAccessBlock({ AccountId: sim.accountId, PublicAccessBlockConfiguration });
  afterEach(() => control.deletePublicAccessBlock({ AccountId: sim.accountId }));

  test("public ACLs, those to come and those that are there", async () => {
    const Bucket = "blocked-acls";
    await bucketOf(Bucket);
    await s3.putObjectAcl({ Bucket, Key: "public/key", ACL: "public-read" });
    await block({ BlockPublicAcls: true });
    await expect(s3.putObjectAcl({ Bucket, Key: "private", ACL: "public-read" })).rejects.toMatchObject({
      name: "AccessDenied",
    });
    expect((await send(sim.url, `GET /${Bucket}/public/key`)).body).toBe("content");
    await block({ IgnorePublicAcls: true });
    expect(errorOf(await send(sim.url, `GET /${Bucket}/public/key`))).toEqual(DENIED);
  });

  test("public policies, those to come and those that are there", async () => {
    const Bucket = "blocked-policies";
    await bucketOf(Bucket);
    const Policy = policyOf(allow("s3:GetObject", `arn:aws:s3:::${Bucket}/*`));
    await block({ IgnorePublicAcls: true });
    await s3.putBucketPolicy({ Bucket, Policy });
    await block({ BlockPublicPolicy: true });
    await expect(s3.putBucketPolicy({ Bucket, Policy })).rejects.toMatchObject({ name: "AccessDenied" });
    expect((await send(sim.url, `GET /${Bucket}/private`)).body).toBe("secret");
    await block({ RestrictPublicBuckets: true });
    expect(errorOf(await send(sim.url, `GET /${Bucket}/private`))).toEqual(DENIED);
  });
});

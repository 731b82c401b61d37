import { IAM } from "@aws-sdk/client-iam";
import { type GetObjectCommandInput, S3, type S3ServiceException } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type AwsSim, createAwsSim } from "../../../../lib/index.js";
import { document, type Statement } from "./statements.js";

const OTHER = "210987654321";
const USER = "arn:aws:iam::123456789012:user/ann";

let sim: AwsSim;
let owner: S3;
let ann: S3;
let stranger: S3;
let strangeUser: S3;

beforeAll(async () => {
  sim = await createAwsSim({ clock: "frozen", delays: 0, authorization: "enforce" });
});
afterAll(() => sim.close());
beforeEach(async () => {
  sim.reset();
  owner = client({});
  stranger = client({ accountId: OTHER });
  await new IAM(sim.clientConfig()).createUser({ UserName: "ann" });
  await new IAM(sim.clientConfig({ accountId: OTHER })).createUser({ UserName: "bob" });
  ann = client({ user: "ann" });
  strangeUser = client({ user: "bob", accountId: OTHER });
  await owner.createBucket({ Bucket: "docs" });
  await owner.putObject({ Bucket: "docs", Key: "a", Body: "text", Tagging: "team=blue" });
});

const client = (options: Parameters<AwsSim["clientConfig"]>[0]) =>
  new S3({ ...sim.clientConfig(options), maxAttempts: 1 });

const give = (UserName: string, ...statements: readonly Statement[]) =>
  new IAM(sim.clientConfig(UserName === "bob" ? { accountId: OTHER } : {})).putUserPolicy({
    UserName,
    PolicyName: "p",
    PolicyDocument: document("*", statements),
  });

const putPolicy = (...statements: readonly Statement[]) =>
  owner.putBucketPolicy({
    Bucket: "docs",
    Policy: document(
      ["arn:aws:s3:::docs", "arn:aws:s3:::docs/*"],
      statements.map((one) => ({ Principal: "*", ...one })),
    ),
  });

const open = () =>
  owner.putPublicAccessBlock({
    Bucket: "docs",
    PublicAccessBlockConfiguration: {
      BlockPublicAcls: false,
      IgnorePublicAcls: false,
      BlockPublicPolicy: false,
      RestrictPublicBuckets: false,
    },
  });

/** Status, code and message of what a call rejects with; `"ok"` if it resolves. */
async function outcome(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => "ok",
    (error: S3ServiceException) => `${error.$metadata.httpStatusCode} ${error.name}: ${error.message}`,
  );
}

const DENIED = "403 AccessDenied: Access Denied";
const lacks = (action: string, resource: string) =>
  `403 AccessDenied: User: ${USER} is not authorized to perform: ${action} on resource: "${resource}" because no identity-based policy allows the ${action} action`;
const get = (who: S3, more: Partial<GetObjectCommandInput> = {}) =>
  outcome(who.getObject({ Bucket: "docs", Key: "a", ...more }));

describe("callers of the account that owns the bucket", () => {
  test("need a policy of their own or the bucket's, and the error names the missing one", async () => {
    expect(await get(ann)).toBe(lacks("s3:GetObject", "arn:aws:s3:::docs/a"));
    await give("ann", { Action: "s3:GetObject" });
    expect(await get(ann)).toBe("ok");
    await give("ann", { Action: "s3:ListBucket" });
    await putPolicy({ Action: "s3:GetObject", Principal: { AWS: USER } });
    expect(await get(ann)).toBe("ok");
    await putPolicy({ Effect: "Deny", Action: "s3:GetObject" });
    expect(await get(ann)).toBe(
      `403 AccessDenied: User: ${USER} is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::docs/a" with an explicit deny in a resource-based policy`,
    );
  });

  test("see that a key is missing only if they may list the bucket, with its prefix", async () => {
    const missing = () => get(ann, { Key: "public/x" });
    await give("ann", { Action: "s3:GetObject" });
    expect(await missing()).toBe(lacks("s3:ListBucket", "arn:aws:s3:::docs"));
    const list = { Action: "s3:ListBucket", Condition: { StringLike: { "s3:prefix": "public/*" } } };
    await give("ann", { Action: "s3:GetObject" }, list);
    expect(await missing()).toBe("404 NoSuchKey: The specified key does not exist.");
    expect(await get(ann, { Key: "private/x" })).toBe(lacks("s3:ListBucket", "arn:aws:s3:::docs"));
  });

  test("of versions need the actions of versions", async () => {
    await owner.putBucketVersioning({ Bucket: "docs", VersioningConfiguration: { Status: "Enabled" } });
    const { VersionId } = await owner.putObject({ Bucket: "docs", Key: "a" });
    await give("ann", { Action: ["s3:GetObject", "s3:DeleteObject"] });
    expect(await get(ann, { VersionId })).toBe(lacks("s3:GetObjectVersion", "arn:aws:s3:::docs/a"));
    expect(await outcome(ann.deleteObject({ Bucket: "docs", Key: "a", VersionId }))).toBe(
      lacks("s3:DeleteObjectVersion", "arn:aws:s3:::docs/a"),
    );
    expect(await outcome(ann.deleteObject({ Bucket: "docs", Key: "a" }))).toBe("ok");
  });

  test("a missing bucket is reported", async () => {
    expect(await get(ann, { Bucket: "nothing" })).toBe(
      "404 NoSuchBucket: The specified bucket does not exist",
    );
    expect(await outcome(ann.listBuckets({}))).toBe(
      `403 AccessDenied: User: ${USER} is not authorized to perform: s3:ListAllMyBuckets because no identity-based policy allows the s3:ListAllMyBuckets action`,
    );
  });

  test("root can repair a policy that denies everything", async () => {
    await putPolicy({ Effect: "Deny", Action: "s3:*" });
    expect(await get(owner)).toContain("with an explicit deny in a resource-based policy");
    expect(await outcome(owner.getBucketPolicy({ Bucket: "docs" }))).toBe("ok");
    expect(await outcome(owner.deleteBucketPolicy({ Bucket: "docs" }))).toBe("ok");
    expect(await get(owner)).toBe("ok");
  });
});

describe("conditions", () => {
  test("on headers of uploads, tags and parameters of lists", async () => {
    await give("ann", {
      Action: ["s3:PutObject", "s3:PutObjectTagging"],
      Condition: {
        StringEquals: { "s3:x-amz-server-side-encryption": "AES256" },
        Null: { "s3:x-amz-storage-class": "true" },
      },
    });
    const put = (more: object) => outcome(ann.putObject({ Bucket: "docs", Key: "b", Body: "x", ...more }));
    expect(await put({})).toBe(lacks("s3:PutObject", "arn:aws:s3:::docs/b"));
    expect(await put({ ServerSideEncryption: "AES256" })).toBe("ok");
    expect(await put({ ServerSideEncryption: "AES256", StorageClass: "GLACIER" })).not.toBe("ok");
    await give("ann", {
      Action: "s3:GetObject",
      Condition: { StringEquals: { "s3:ExistingObjectTag/team": "blue" } },
    });
    expect(await get(ann)).toBe("ok");
    await owner.deleteObjectTagging({ Bucket: "docs", Key: "a" });
    expect(await get(ann)).not.toBe("ok");
    await give("ann", { Action: "s3:ListBucket", Condition: { StringEquals: { "s3:prefix": ["", "a/"] } } });
    const list = (more: object) => outcome(ann.listObjectsV2({ Bucket: "docs", ...more }));
    expect(await list({ Prefix: "a/" })).toBe("ok");
    expect(await list({ Prefix: "" })).toBe("ok");
    expect(await list({})).not.toBe("ok");
    expect(await outcome(ann.headBucket({ Bucket: "docs" }))).toMatch(/^403/);
  });

  test("an upload with an ACL or tags needs their actions as well", async () => {
    await owner.putBucketOwnershipControls({
      Bucket: "docs",
      OwnershipControls: { Rules: [{ ObjectOwnership: "ObjectWriter" }] },
    });
    await give("ann", { Action: "s3:PutObject" });
    const put = (more: object) => outcome(ann.putObject({ Bucket: "docs", Key: "b", Body: "x", ...more }));
    expect(await put({ ACL: "private" })).toBe(lacks("s3:PutObjectAcl", "arn:aws:s3:::docs/b"));
    expect(await put({ Tagging: "a=b" })).toBe(lacks("s3:PutObjectTagging", "arn:aws:s3:::docs/b"));
  });
});

describe("callers of other accounts", () => {
  test("need the bucket's policy and their own, and the error has no details", async () => {
    expect(await get(stranger)).toBe(DENIED);
    await give("bob", { Action: "s3:GetObject" });
    expect(await get(strangeUser)).toBe(DENIED);
    await putPolicy({ Action: "s3:GetObject", Principal: { AWS: OTHER } });
    expect(await get(stranger)).toBe("ok");
    expect(await get(strangeUser)).toBe("ok");
    await give("bob", { Action: "s3:PutObject" });
    expect(await get(strangeUser)).toBe(DENIED);
  });

  test("with an ACL: the owner of an object is its writer, and the bucket's policy grants nothing on it", async () => {
    await owner.putBucketOwnershipControls({
      Bucket: "docs",
      OwnershipControls: { Rules: [{ ObjectOwnership: "ObjectWriter" }] },
    });
    await putPolicy({ Action: ["s3:PutObject", "s3:GetObject"], Principal: { AWS: OTHER } });
    await stranger.putObject({ Bucket: "docs", Key: "theirs", Body: "x" });
    expect(await get(owner, { Key: "theirs" })).toBe(DENIED);
    expect(await get(stranger, { Key: "theirs" })).toBe("ok");
    await putPolicy(
      { Action: ["s3:PutObject", "s3:PutObjectAcl"], Principal: { AWS: OTHER } },
      { Action: "s3:GetObject", Principal: { AWS: "123456789012" } },
    );
    await stranger.putObject({ Bucket: "docs", Key: "shared", Body: "x", ACL: "bucket-owner-full-control" });
    expect(await get(owner, { Key: "shared" })).toBe("ok");
    expect(await outcome(owner.deleteObject({ Bucket: "docs", Key: "theirs" }))).toBe("ok");
  });

  test("objects belong to the bucket's owner where ownership is enforced, or preferred and agreed to", async () => {
    await putPolicy({ Action: ["s3:PutObject", "s3:PutObjectAcl"], Principal: { AWS: OTHER } });
    await stranger.putObject({ Bucket: "docs", Key: "theirs", Body: "x" });
    expect(await get(owner, { Key: "theirs" })).toBe("ok");
    await owner.putBucketOwnershipControls({
      Bucket: "docs",
      OwnershipControls: { Rules: [{ ObjectOwnership: "BucketOwnerPreferred" }] },
    });
    await stranger.putObject({ Bucket: "docs", Key: "plain", Body: "x" });
    await stranger.putObject({ Bucket: "docs", Key: "agreed", Body: "x", ACL: "bucket-owner-full-control" });
    expect(await get(owner, { Key: "plain" })).toBe(DENIED);
    expect(await get(owner, { Key: "agreed" })).toBe("ok");
  });

  test("a public policy gives them nothing where public buckets are restricted", async () => {
    await owner.deletePublicAccessBlock({ Bucket: "docs" });
    await putPolicy({ Action: "s3:GetObject" });
    expect(await get(stranger)).toBe("ok");
    await owner.putPublicAccessBlock({
      Bucket: "docs",
      PublicAccessBlockConfiguration: { RestrictPublicBuckets: true },
    });
    expect(await get(stranger)).toBe(DENIED);
    expect(await get(ann)).toBe("ok");
  });

  test("requester pays: they must offer to", async () => {
    await putPolicy({ Action: "s3:GetObject", Principal: { AWS: OTHER } });
    await owner.putBucketRequestPayment({
      Bucket: "docs",
      RequestPaymentConfiguration: { Payer: "Requester" },
    });
    expect(await get(stranger)).toBe(DENIED);
    expect(await get(stranger, { RequestPayer: "requester" })).toBe("ok");
    expect(await get(owner)).toBe("ok");
  });
});

describe("unsigned requests", () => {
  const status = async (path: string, init: RequestInit = {}) => {
    const response = await fetch(`${sim.url}/docs${path}`, init);
    const [, message = ""] = /<Message>(.*)<\/Message>/.exec(await response.text()) ?? [];
    return `${response.status} ${message}`.trim();
  };

  test("are allowed what a policy or an ACL allows everybody", async () => {
    expect(await status("/a")).toBe("403 Access Denied");
    await open();
    await putPolicy({ Action: "s3:GetObject" });
    expect(await status("/a")).toBe("200");
    expect(await status("/missing")).toBe("403 Access Denied");
    await putPolicy({ Action: ["s3:GetObject", "s3:ListBucket"] });
    expect(await status("/missing")).toBe("404 The specified key does not exist.");
    await owner.deleteBucketPolicy({ Bucket: "docs" });
    await owner.putBucketOwnershipControls({
      Bucket: "docs",
      OwnershipControls: { Rules: [{ ObjectOwnership: "ObjectWriter" }] },
    });
    await owner.putObjectAcl({ Bucket: "docs", Key: "a", ACL: "public-read" });
    expect(await status("/a")).toBe("200");
    expect(await status("?list-type=2")).toBe("403 Access Denied");
    await owner.putBucketAcl({ Bucket: "docs", ACL: "public-read-write" });
    expect(await status("?list-type=2")).toBe("200");
    expect(await status("/b", { method: "PUT", body: "x" })).toBe("200");
    await owner.putPublicAccessBlock({
      Bucket: "docs",
      PublicAccessBlockConfiguration: { IgnorePublicAcls: true },
    });
    expect(await status("/a")).toBe("403 Access Denied");
    expect(sim.requests.last()?.authorization).toEqual({
      decision: "denied",
      action: "s3:GetObject",
      resource: "arn:aws:s3:::docs/a",
      principal: "anonymous",
      reason: "no resource-based policy allows it",
    });
  });

  test("are held to conditions", async () => {
    await open();
    await putPolicy({ Action: "s3:GetObject", Condition: { IpAddress: { "aws:SourceIp": "127.0.0.0/8" } } });
    expect(await status("/a")).toBe("200");
    await putPolicy({ Action: "s3:GetObject", Condition: { StringEquals: { "aws:Referer": "https://a" } } });
    expect(await status("/a")).toBe("403 Access Denied");
    expect(await status("/a", { headers: { referer: "https://a" } })).toBe("200");
  });
});

describe("special requests", () => {
  test("CopyObject needs to read the source and to write the target", async () => {
    await owner.createBucket({ Bucket: "target" });
    const copy = () =>
      outcome(
        ann.copyObject({ Bucket: "target", Key: "c", CopySource: "/docs/a", TaggingDirective: "REPLACE" }),
      );
    await give("ann", { Action: "s3:PutObject" });
    expect(await copy()).toBe(lacks("s3:GetObject", "arn:aws:s3:::docs/a"));
    await give("ann", { Action: "s3:GetObject" });
    expect(await copy()).toBe(lacks("s3:PutObject", "arn:aws:s3:::target/c"));
    const from = { StringLike: { "s3:x-amz-copy-source": "docs/*" } };
    await give("ann", { Action: "s3:GetObject" }, { Action: "s3:PutObject", Condition: from });
    expect(await copy()).toBe("ok");
  });

  test("DeleteObjects decides about each key", async () => {
    await give("ann", { Action: "s3:DeleteObject", Resource: "arn:aws:s3:::docs/a" });
    const { Deleted, Errors } = await ann.deleteObjects({
      Bucket: "docs",
      Delete: { Objects: [{ Key: "a" }, { Key: "b" }] },
    });
    expect(Deleted).toEqual([{ Key: "a" }]);
    const [, message] = lacks("s3:DeleteObject", "arn:aws:s3:::docs/b").split("AccessDenied: ");
    expect(Errors).toEqual([{ Key: "b", Code: "AccessDenied", Message: message }]);
    expect(sim.requests.last({ operation: "DeleteObjects" })?.authorization?.decision).toBe("denied");
  });

  test("a presigned URL has the permissions that its signer has when it is used", async () => {
    const { getSignedUrl } = await import("@aws-sdk/s3-request-presigner");
    const { GetObjectCommand } = await import("@aws-sdk/client-s3");
    const url = await getSignedUrl(ann, new GetObjectCommand({ Bucket: "docs", Key: "a" }));
    expect((await fetch(url)).status).toBe(403);
    const presigned = { StringEquals: { "s3:authType": "REST-QUERY-STRING" } };
    await give("ann", { Action: "s3:GetObject", Condition: presigned });
    expect((await fetch(url)).status).toBe(200);
    expect(await get(ann)).not.toBe("ok");
  });
});

import { IAM } from "@aws-sdk/client-iam";
import { S3 } from "@aws-sdk/client-s3";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { createAwsSim } from "../../../../lib/index.js";
import { failure } from "../../../support/failure.js";
import { document, type Statement } from "./statements.js";

const OTHER = "210987654321";
const sim = await createAwsSim({ authorization: "enforce", clock: "frozen" });
afterAll(() => sim.close());

const clientOf = (options: Parameters<typeof sim.clientConfig>[0]) =>
  new S3({ ...sim.clientConfig(options), maxAttempts: 1 });
const give = (UserName: string, accountId: string | undefined, ...statements: readonly Statement[]) =>
  new IAM(sim.clientConfig(accountId ? { accountId } : {})).putUserPolicy({
    UserName,
    PolicyName: "p",
    PolicyDocument: document("*", statements),
  });
const putPolicy = (...statements: readonly Statement[]) =>
  owner.putBucketPolicy({ Bucket: "docs", Policy: document("arn:aws:s3:::docs/*", statements) });

let owner: S3;
let ann: S3;
let eve: S3;
let bob: S3;

beforeEach(async () => {
  sim.reset();
  owner = clientOf({});
  await owner.createBucket({ Bucket: "docs" });
  for (const UserName of ["ann", "eve"]) {
    await new IAM(sim.clientConfig()).createUser({ UserName });
    await give(UserName, undefined, { Action: "s3:PutObject" });
  }
  await new IAM(sim.clientConfig({ accountId: OTHER })).createUser({ UserName: "bob" });
  await give("bob", OTHER, { Action: "s3:PutObject" });
  ann = clientOf({ user: "ann" });
  eve = clientOf({ user: "eve" });
  bob = clientOf({ user: "bob", accountId: OTHER });
});

async function begun(by: S3) {
  const { UploadId } = await by.createMultipartUpload({ Bucket: "docs", Key: "big" });
  return { Bucket: "docs", Key: "big", UploadId };
}

const denied = (user: string, action: string) => ({
  code: "AccessDenied",
  message: `User: arn:aws:iam::123456789012:user/${user} is not authorized to perform: ${action} on resource: "arn:aws:s3:::docs/big" because no identity-based policy allows the ${action} action`,
  status: 403,
});
const ACCESS_DENIED = { code: "AccessDenied", message: "Access Denied", status: 403 };

describe("who may list the parts of an upload, and abort it (H12, P04)", () => {
  test("its initiator, without a permission", async () => {
    const upload = await begun(ann);
    await ann.uploadPart({ ...upload, PartNumber: 1, Body: "text" });
    expect((await ann.listParts(upload)).Parts).toHaveLength(1);
    expect(sim.requests.last({})?.authorization).toMatchObject({
      decision: "allowed",
      action: "s3:ListMultipartUploadParts",
      reason: "granted by the initiation of the upload",
    });
    await ann.abortMultipartUpload(upload);
    expect((await owner.listMultipartUploads({ Bucket: "docs" })).Uploads).toBeUndefined();
    expect(sim.iam.leastPrivilege({ user: "ann" }).Statement).toEqual([
      {
        Effect: "Allow",
        Action: ["s3:AbortMultipartUpload", "s3:ListMultipartUploadParts", "s3:PutObject"],
        Resource: ["arn:aws:s3:::docs/big"],
      },
    ]);
  });

  test("not another user of the account, unless a policy allows it", async () => {
    const upload = await begun(ann);
    expect(await failure(eve.listParts(upload))).toEqual(denied("eve", "s3:ListMultipartUploadParts"));
    expect(await failure(eve.abortMultipartUpload(upload))).toEqual(denied("eve", "s3:AbortMultipartUpload"));
    await give("eve", undefined, { Action: ["s3:AbortMultipartUpload", "s3:ListMultipartUploadParts"] });
    await expect(eve.listParts(upload)).resolves.toBeDefined();
    await expect(eve.abortMultipartUpload(upload)).resolves.toBeDefined();
  });

  test("the account that owns the bucket", async () => {
    const upload = await begun(ann);
    await expect(owner.listParts(upload)).resolves.toBeDefined();
    await expect(owner.abortMultipartUpload(upload)).resolves.toBeDefined();
  });

  test("not the initiator, if a policy denies it", async () => {
    const upload = await begun(ann);
    await putPolicy({ Effect: "Deny", Principal: "*", Action: "s3:AbortMultipartUpload" });
    expect(await failure(ann.abortMultipartUpload(upload))).toMatchObject({
      code: "AccessDenied",
      message: expect.stringContaining("with an explicit deny in a resource-based policy"),
    });
  });

  test("of another account: its initiator and its account, but not other accounts", async () => {
    await putPolicy({ Principal: { AWS: OTHER }, Action: "s3:PutObject" });
    const upload = await begun(bob);
    await expect(bob.listParts(upload)).resolves.toBeDefined();
    await expect(clientOf({ accountId: OTHER }).listParts(upload)).resolves.toBeDefined();
    expect(await failure(clientOf({ accountId: "333333333333" }).listParts(upload))).toEqual(ACCESS_DENIED);
    await expect(bob.abortMultipartUpload(upload)).resolves.toBeDefined();
  });
});

test("with s3:PutObject, a principal adds parts to the upload of another and completes it", async () => {
  const upload = await begun(ann);
  const { ETag } = await eve.uploadPart({ ...upload, PartNumber: 1, Body: "text" });
  const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] };
  await expect(eve.completeMultipartUpload({ ...upload, MultipartUpload })).resolves.toBeDefined();
});

test.each([
  { authorization: "enforce" },
  { verifySignatures: { accessKeyId: "a", secretAccessKey: "b" } },
] as const)("uploads and copies of a public bucket need a signature: %o", async (options) => {
  const open = await createAwsSim(options);
  try {
    const s3 = new S3({ ...open.clientConfig(), credentials: { accessKeyId: "a", secretAccessKey: "b" } });
    await s3.createBucket({ Bucket: "docs" });
    await s3.deletePublicAccessBlock({ Bucket: "docs" });
    const statement = { Effect: "Allow", Principal: "*", Action: "s3:*Object" } as const;
    await s3.putBucketPolicy({ Bucket: "docs", Policy: document("arn:aws:s3:::docs/*", [statement]) });
    await fetch(`${open.url}/docs/a`, { method: "PUT", body: "text" });
    const upload = await fetch(`${open.url}/docs/b?uploads`, { method: "POST" });
    expect(upload.status).toBe(403);
    expect(await upload.text()).toContain(
      "<Code>AccessDenied</Code><Message>Anonymous users cannot initiate multipart uploads.  Please authenticate.</Message>",
    );
    const headers = { "x-amz-copy-source": "/docs/a" };
    const copy = await fetch(`${open.url}/docs/b`, { method: "PUT", headers });
    expect(copy.status).toBe(403);
    expect(await copy.text()).toContain("Anonymous users cannot copy objects.  Please authenticate.");
    expect(await (await fetch(`${open.url}/docs/a`)).text()).toBe("text");
  } finally {
    await open.close();
  }
});

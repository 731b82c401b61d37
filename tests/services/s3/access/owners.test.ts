import { IAM } from "@aws-sdk/client-iam";
import { S3 } from "@aws-sdk/client-s3";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { createAwsSim } from "../../../../lib/index.js";
import { failure } from "../../../support/failure.js";
import { document } from "./statements.js";

const OTHER = "210987654321";
const sim = await createAwsSim({ authorization: "enforce", clock: "frozen" });
afterAll(() => sim.close());
let owner: S3;

beforeEach(async () => {
  sim.reset();
  owner = new S3(sim.clientConfig());
  await owner.createBucket({ Bucket: "docs", ObjectOwnership: "ObjectWriter" });
  await owner.deletePublicAccessBlock({ Bucket: "docs" });
});

const statusOf = async (path: string) => (await fetch(sim.url + path)).status;

test("the ACL of a bucket reveals to whom it grants READ that an object is missing (H13, P04)", async () => {
  expect(await statusOf("/docs/gone")).toBe(403);
  await owner.putObject({ Bucket: "docs", Key: "closed" });
  await owner.putObject({ Bucket: "docs", Key: "open", ACL: "public-read" });
  await owner.putBucketAcl({ Bucket: "docs", ACL: "public-read" });
  expect(await statusOf("/docs/gone")).toBe(404);
  expect(await statusOf("/docs/closed")).toBe(403);
  expect(await statusOf("/docs/open")).toBe(200);
  await new IAM(sim.clientConfig({ accountId: OTHER })).createUser({ UserName: "bob" });
  const bob = new S3({ ...sim.clientConfig({ user: "bob", accountId: OTHER }), maxAttempts: 1 });
  expect(await failure(bob.getObject({ Bucket: "docs", Key: "gone" }))).toMatchObject({ status: 403 });
  await new IAM(sim.clientConfig({ accountId: OTHER })).putUserPolicy({
    UserName: "bob",
    PolicyName: "p",
    PolicyDocument: document("*", [{ Action: "s3:*" }]),
  });
  expect(await failure(bob.getObject({ Bucket: "docs", Key: "gone" }))).toMatchObject({ code: "NoSuchKey" });
});

describe("a policy that denies its owner (H12)", () => {
  const Policy = document("arn:aws:s3:::docs", [{ Effect: "Deny", Principal: "*", Action: "s3:*" }]);
  const denied = (action: string) => ({
    code: "AccessDenied",
    message: `User: arn:aws:iam::123456789012:root is not authorized to perform: ${action} on resource: "arn:aws:s3:::docs" with an explicit deny in a resource-based policy`,
    status: 403,
  });

  test("can be repaired by root", async () => {
    await owner.putBucketPolicy({ Bucket: "docs", Policy });
    expect(await failure(owner.listObjectsV2({ Bucket: "docs" }))).toEqual(denied("s3:ListBucket"));
    expect((await owner.getBucketPolicy({ Bucket: "docs" })).Policy).toBe(Policy);
    await owner.putBucketPolicy({ Bucket: "docs", Policy });
    await owner.deleteBucketPolicy({ Bucket: "docs" });
    await expect(owner.listObjectsV2({ Bucket: "docs" })).resolves.toBeDefined();
  });

  test("also binds root, if that was confirmed", async () => {
    await owner.putBucketPolicy({ Bucket: "docs", Policy, ConfirmRemoveSelfBucketAccess: true });
    expect(await failure(owner.getBucketPolicy({ Bucket: "docs" }))).toEqual(denied("s3:GetBucketPolicy"));
    expect(await failure(owner.putBucketPolicy({ Bucket: "docs", Policy }))).toEqual(
      denied("s3:PutBucketPolicy"),
    );
    expect(await failure(owner.deleteBucketPolicy({ Bucket: "docs" }))).toEqual(
      denied("s3:DeleteBucketPolicy"),
    );
  });
});

test("a policy allows nothing to all but some principals (H12)", async () => {
  const statement = { Action: "s3:GetObject", NotPrincipal: { AWS: "123456789012" } };
  const Policy = document("arn:aws:s3:::docs/*", [statement]);
  expect(await failure(owner.putBucketPolicy({ Bucket: "docs", Policy }))).toMatchObject({
    code: "MalformedPolicy",
    status: 400,
  });
});

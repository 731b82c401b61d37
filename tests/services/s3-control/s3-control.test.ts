import { S3 } from "@aws-sdk/client-s3";
import { S3Control } from "@aws-sdk/client-s3-control";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { createAwsSim } from "../../../lib/index.js";

const sim = await createAwsSim({ seed: 1 });
// The SDK puts the account before the host, which an address cannot have.
const control = new S3Control({ ...sim.clientConfig({ direct: true }), endpoint: "http://localhost" });
const s3 = new S3(sim.clientConfig());
const AccountId = sim.accountId;
afterEach(() => sim.reset());
afterAll(() => sim.close());

describe("the public access block of an account", () => {
  test("is not there, is put, is read and is deleted", async () => {
    await expect(control.getPublicAccessBlock({ AccountId })).rejects.toMatchObject({
      name: "NoSuchPublicAccessBlockConfiguration",
      message: "The public access block configuration was not found",
      $metadata: { httpStatusCode: 404 },
    });
    const PublicAccessBlockConfiguration = { BlockPublicAcls: true };
    await control.putPublicAccessBlock({ AccountId, PublicAccessBlockConfiguration });
    const whole = {
      BlockPublicAcls: true,
      IgnorePublicAcls: false,
      BlockPublicPolicy: false,
      RestrictPublicBuckets: false,
    };
    const { PublicAccessBlockConfiguration: read } = await control.getPublicAccessBlock({ AccountId });
    expect(read).toEqual(whole);
    expect(sim.s3Control.publicAccessBlock()).toEqual(whole);
    const { $metadata } = await control.deletePublicAccessBlock({ AccountId });
    expect($metadata.httpStatusCode).toBe(204);
    expect(sim.s3Control.publicAccessBlock()).toBeUndefined();
  });

  test("needs at least one setting, and the account of the caller", async () => {
    await expect(
      control.putPublicAccessBlock({ AccountId, PublicAccessBlockConfiguration: {} }),
    ).rejects.toMatchObject({
      name: "InvalidRequest",
      message: "Must specify at least one configuration.",
      $metadata: { httpStatusCode: 400 },
    });
    await expect(control.getPublicAccessBlock({ AccountId: "999999999999" })).rejects.toMatchObject({
      name: "AccessDenied",
      $metadata: { httpStatusCode: 403 },
    });
  });

  test("keeps public policies out of its buckets", async () => {
    await s3.createBucket({ Bucket: "guarded" });
    await s3.deletePublicAccessBlock({ Bucket: "guarded" }).catch(() => undefined);
    const PublicAccessBlockConfiguration = { BlockPublicPolicy: true };
    await control.putPublicAccessBlock({ AccountId, PublicAccessBlockConfiguration });
    const statement = {
      Effect: "Allow",
      Principal: "*",
      Action: "s3:GetObject",
      Resource: "arn:aws:s3:::guarded/*",
    };
    const Policy = JSON.stringify({ Version: "2012-10-17", Statement: statement });
    await expect(s3.putBucketPolicy({ Bucket: "guarded", Policy })).rejects.toMatchObject({
      name: "AccessDenied",
      message: expect.stringContaining("because public policies are blocked by the BlockPublicPolicy"),
    });
  });
});

describe("tags of a bucket", () => {
  const ResourceArn = "arn:aws:s3:::tagged";

  test("are added to, changed and removed by key", async () => {
    await s3.createBucket({ Bucket: "tagged" });
    const list = async () => (await control.listTagsForResource({ AccountId, ResourceArn })).Tags;
    expect(await list()).toEqual([]);
    const first = [
      { Key: "team", Value: "a" },
      { Key: "stage", Value: "test" },
    ];
    await control.tagResource({ AccountId, ResourceArn, Tags: first });
    await control.tagResource({ AccountId, ResourceArn, Tags: [{ Key: "team", Value: "b" }] });
    expect(await list()).toEqual([
      { Key: "stage", Value: "test" },
      { Key: "team", Value: "b" },
    ]);
    await control.untagResource({ AccountId, ResourceArn, TagKeys: ["stage"] });
    expect(await list()).toEqual([{ Key: "team", Value: "b" }]);
  });

  test("are those of a bucket that is there", async () => {
    await expect(control.listTagsForResource({ AccountId, ResourceArn })).rejects.toMatchObject({
      name: "NoSuchResource",
      message: "The specified resource doesn't exist.",
      $metadata: { httpStatusCode: 404 },
    });
  });
});

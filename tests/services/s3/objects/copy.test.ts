import { createHash } from "node:crypto";
import { S3 } from "@aws-sdk/client-s3";
import { describe, expect, test } from "vitest";
import { refusal } from "../support/refusal.js";
import { START, START_SECOND, s3World } from "./objects-world.js";

const world = s3World();
const HOUR = 60 * 60 * 1000;
const md5 = (text: string) => createHash("md5").update(text).digest("hex");

/** A bucket with the object "a". */
async function source(members: object = {}) {
  const Bucket = world.bucket();
  const put = await world.s3.putObject({
    Bucket,
    Key: "a",
    Body: "hello",
    ContentType: "text/plain",
    CacheControl: "no-store",
    Metadata: { colour: "red" },
    Tagging: "team=core",
    ...members,
  });
  return { Bucket, put, CopySource: `${Bucket}/a` };
}

describe("CopyObject (H10)", () => {
  test("copies content, metadata and tags; nothing else", async () => {
    const { Bucket, put, CopySource } = await source({
      StorageClass: "STANDARD_IA",
      WebsiteRedirectLocation: "/elsewhere",
      ServerSideEncryption: "aws:kms",
    });
    const { $metadata, ...answer } = await world.s3.copyObject({
      Bucket,
      Key: "b",
      CopySource,
      ContentType: "text/x",
    });
    expect(answer).toEqual({
      CopyObjectResult: {
        ETag: `"${md5("hello")}"`,
        LastModified: START_SECOND,
        ChecksumCRC32: put.ChecksumCRC32,
        ChecksumType: "FULL_OBJECT",
      },
      ServerSideEncryption: "AES256",
    });
    expect(world.sim.s3.object(Bucket, "b")).toMatchObject({
      contentType: "text/plain",
      headers: { CacheControl: "no-store" },
      metadata: { colour: "red" },
      tags: { team: "core" },
      storageClass: "STANDARD",
      encryption: "AES256",
    });
    expect(world.sim.s3.object(Bucket, "b")?.headers).toEqual({ CacheControl: "no-store" });
    expect(world.sim.s3.text(Bucket, "b")).toBe("hello");
  });

  test("replaces metadata and tags on request", async () => {
    const { Bucket, CopySource } = await source();
    const directives = { MetadataDirective: "REPLACE", TaggingDirective: "REPLACE" } as const;
    await world.s3.copyObject({ Bucket, Key: "b", CopySource, ...directives, Metadata: { size: "9" } });
    expect(world.sim.s3.object(Bucket, "b")).toMatchObject({
      contentType: "binary/octet-stream",
      headers: {},
      metadata: { size: "9" },
      tags: {},
    });
    expect(world.sim.s3.object(Bucket, "b")?.metadata).toEqual({ size: "9" });
  });

  test("copies between buckets, regions and versions", async () => {
    const Bucket = world.bucket("Enabled");
    const { VersionId } = await world.s3.putObject({ Bucket, Key: "a b/ü+%.txt", Body: "one" });
    await world.s3.putObject({ Bucket, Key: "a b/ü+%.txt", Body: "two" });
    const elsewhere = new S3({ ...world.sim.clientConfig({ region: "eu-west-1" }), maxAttempts: 1 });
    await elsewhere.createBucket({
      Bucket: "west",
      CreateBucketConfiguration: { LocationConstraint: "eu-west-1" },
    });
    const name = encodeURIComponent(`${Bucket}/a b/ü+%.txt`);
    const one = await elsewhere.copyObject({
      Bucket: "west",
      Key: "one",
      CopySource: `${name}?versionId=${VersionId}`,
    });
    expect(one.CopySourceVersionId).toBe(VersionId);
    expect(one.VersionId).toBeUndefined();
    await elsewhere.copyObject({ Bucket: "west", Key: "two", CopySource: `/${name}` });
    expect([world.sim.s3.text("west", "one"), world.sim.s3.text("west", "two")]).toEqual(["one", "two"]);
    const back = await world.s3.copyObject({ Bucket, Key: "back", CopySource: "west/one" });
    expect(back.VersionId).toMatch(/^[\w.]{32}$/);
    expect(back.CopySourceVersionId).toBeUndefined();
  });

  test("names no source version for a null version", async () => {
    const Bucket = world.bucket();
    await world.s3.putObject({ Bucket, Key: "old", Body: "one" });
    await world.s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status: "Enabled" } });
    const CopySource = `${Bucket}/old`;
    for (const source of [CopySource, `${CopySource}?versionId=null`]) {
      const copied = await world.s3.copyObject({ Bucket, Key: "new", CopySource: source });
      expect(copied.CopySourceVersionId).toBeUndefined();
    }
    const { UploadId } = await world.s3.createMultipartUpload({ Bucket, Key: "parts" });
    const part = { Bucket, Key: "parts", UploadId, PartNumber: 1, CopySource };
    expect((await world.s3.uploadPartCopy(part)).CopySourceVersionId).toBeUndefined();
  });

  test("computes another checksum where another algorithm is asked for", async () => {
    const { Bucket, CopySource } = await source();
    const answer = await world.s3.copyObject({ Bucket, Key: "b", CopySource, ChecksumAlgorithm: "SHA256" });
    expect(answer.CopyObjectResult?.ChecksumSHA256).toBe(
      createHash("sha256").update("hello").digest("base64"),
    );
  });

  test("does not copy an object onto itself without a change", async () => {
    const { Bucket, CopySource } = await source();
    const copy = (members: object = {}) => world.s3.copyObject({ Bucket, Key: "a", CopySource, ...members });
    for (const nothing of [
      {},
      { ACL: "bucket-owner-full-control" },
      { TaggingDirective: "REPLACE", Tagging: "a=1" },
    ]) {
      expect(await refusal(copy(nothing))).toEqual({
        status: 400,
        code: "InvalidRequest",
        message:
          "This copy request is illegal because it is trying to copy an object to itself without changing the " +
          "object's metadata, storage class, website redirect location or encryption attributes.",
      });
    }
    await copy({ MetadataDirective: "REPLACE" });
    await copy({ StorageClass: "STANDARD" });
    await copy({ ServerSideEncryption: "AES256" });
    await copy({ WebsiteRedirectLocation: "/b" });
    await copy({ ChecksumAlgorithm: "SHA1" });
  });

  test("reports what is wrong with its source", async () => {
    const { Bucket } = await source();
    const copy = (CopySource: string) => refusal(world.s3.copyObject({ Bucket, Key: "b", CopySource }));
    expect(await copy(Bucket)).toMatchObject({
      status: 400,
      code: "InvalidArgument",
      message: "Invalid copy source object key",
      ArgumentName: "x-amz-copy-source",
      ArgumentValue: "x-amz-copy-source",
    });
    expect(await copy(`${Bucket}/none`)).toMatchObject({ status: 404, code: "NoSuchKey", Key: "none" });
    expect(await copy("no-such-bucket/a")).toMatchObject({
      code: "NoSuchBucket",
      BucketName: "no-such-bucket",
    });
    expect(await copy(`${Bucket}/%zz`)).toMatchObject({ code: "InvalidArgument" });
    const versioned = world.bucket("Enabled");
    const { VersionId } = await world.s3.deleteObject({ Bucket: versioned, Key: "a" });
    expect(await copy(`${versioned}/a`)).toMatchObject({ code: "NoSuchKey" });
    expect(await copy(`${versioned}/a?versionId=${VersionId}`)).toMatchObject({
      code: "InvalidRequest",
      message: "The source of a copy request may not specifically refer to a delete marker by version id.",
    });
    world.sim.s3.putObject(Bucket, "cold", "x", { StorageClass: "DEEP_ARCHIVE" });
    expect(await copy(`${Bucket}/cold`)).toMatchObject({ status: 403, code: "ObjectNotInActiveTierError" });
  });

  test.each([
    [{ CopySourceIfMatch: '"1"' }, "If-Match"],
    [{ CopySourceIfNoneMatch: md5("hello") }, "If-None-Match"],
    [{ CopySourceIfModifiedSince: START }, "If-Modified-Since"],
    [{ CopySourceIfUnmodifiedSince: new Date(START.getTime() - HOUR) }, "If-Unmodified-Since"],
    [
      { CopySourceIfNoneMatch: md5("hello"), CopySourceIfUnmodifiedSince: new Date(START.getTime() - HOUR) },
      "If-Unmodified-Since",
    ],
  ])("keeps the condition %o", async (condition, header) => {
    const { Bucket, CopySource } = await source();
    expect(await refusal(world.s3.copyObject({ Bucket, Key: "b", CopySource, ...condition }))).toEqual({
      status: 412,
      code: "PreconditionFailed",
      message: "At least one of the pre-conditions you specified did not hold",
      Condition: `x-amz-copy-source-${header}`,
    });
    expect(world.sim.s3.object(Bucket, "b")).toBeUndefined();
  });

  test("copies under conditions that hold, and keeps those on its target", async () => {
    const { Bucket, CopySource } = await source();
    const holds = { CopySourceIfMatch: md5("hello"), CopySourceIfUnmodifiedSince: new Date(0) };
    await world.s3.copyObject({ Bucket, Key: "b", CopySource, ...holds, IfNoneMatch: "*" });
    expect(
      await refusal(world.s3.copyObject({ Bucket, Key: "b", CopySource, IfNoneMatch: "*" })),
    ).toMatchObject({
      status: 412,
      Condition: "If-None-Match",
    });
  });
});

describe("GetObjectAttributes", () => {
  test("returns what is asked for", async () => {
    const { Bucket, put } = await source();
    const { $metadata, ...answer } = await world.s3.getObjectAttributes({
      Bucket,
      Key: "a",
      ObjectAttributes: ["ETag", "Checksum", "ObjectParts", "StorageClass", "ObjectSize"],
    });
    expect(answer).toEqual({
      ETag: md5("hello"),
      Checksum: { ChecksumCRC32: put.ChecksumCRC32, ChecksumType: "FULL_OBJECT" },
      StorageClass: "STANDARD",
      ObjectSize: 5,
      LastModified: START_SECOND,
    });
    const size = await world.s3.getObjectAttributes({ Bucket, Key: "a", ObjectAttributes: ["ObjectSize"] });
    expect([size.ObjectSize, size.ETag]).toEqual([5, undefined]);
    const none = world.s3.getObjectAttributes({ Bucket, Key: "none", ObjectAttributes: ["ETag"] });
    expect(await refusal(none)).toMatchObject({ status: 404, code: "NoSuchKey" });
  });
});

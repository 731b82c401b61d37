import { createHash } from "node:crypto";
import { S3, type UploadPartCopyRequest } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createAwsSim } from "../../../lib/index.js";
import { refusal } from "./support/refusal.js";

const sim = await createAwsSim();
const s3 = new S3(sim.clientConfig());
const Bucket = "copies";
const Source = "source é";
const CopySource = `${Bucket}/${encodeURIComponent(Source)}`;

beforeAll(async () => {
  await s3.createBucket({ Bucket });
  await s3.putObject({ Bucket, Key: Source, Body: "0123456789" });
});
afterAll(() => sim.close());

const etagOf = (text: string) => `"${createHash("md5").update(text).digest("hex")}"`;

async function begin(Key: string, more: object = {}): Promise<string> {
  const { UploadId } = await s3.createMultipartUpload({ Bucket, Key, ...more });
  return UploadId ?? "";
}

const copy = (Key: string, UploadId: string, more: Partial<UploadPartCopyRequest> = {}) =>
  s3.uploadPartCopy({ Bucket, Key, UploadId, PartNumber: 1, CopySource, ...more });

test("a part is copied from an object, whole or some bytes of it", async () => {
  const UploadId = await begin("copied", { ChecksumAlgorithm: "SHA256" });
  const whole = await copy("copied", UploadId);
  expect(whole.CopyPartResult).toEqual({
    ETag: etagOf("0123456789"),
    LastModified: expect.any(Date),
    ChecksumSHA256: createHash("sha256").update("0123456789").digest("base64"),
  });
  expect(whole.CopySourceVersionId).toBeUndefined();
  const { CopyPartResult } = await copy("copied", UploadId, { CopySourceRange: "bytes=2-4" });
  expect(CopyPartResult?.ETag).toBe(etagOf("234"));
  const { ETag, ChecksumSHA256 } = CopyPartResult ?? {};
  await s3.completeMultipartUpload({
    Bucket,
    Key: "copied",
    UploadId,
    MultipartUpload: { Parts: [{ PartNumber: 1, ETag, ChecksumSHA256 }] },
  });
  const { Body } = await s3.getObject({ Bucket, Key: "copied" });
  expect(await Body?.transformToString()).toBe("234");
});

test("a part outlives its source", async () => {
  await s3.putObject({ Bucket, Key: "fleeting", Body: "still here" });
  const UploadId = await begin("outliving");
  const { CopyPartResult } = await copy("outliving", UploadId, { CopySource: `/${Bucket}/fleeting` });
  await s3.deleteObject({ Bucket, Key: "fleeting" });
  const MultipartUpload = { Parts: [{ PartNumber: 1, ETag: CopyPartResult?.ETag }] };
  await s3.completeMultipartUpload({ Bucket, Key: "outliving", UploadId, MultipartUpload });
  const { Body } = await s3.getObject({ Bucket, Key: "outliving" });
  expect(await Body?.transformToString()).toBe("still here");
});

test("a part is copied from a version", async () => {
  await s3.createBucket({ Bucket: "copied-versions" });
  const versioning = { VersioningConfiguration: { Status: "Enabled" as const } };
  await s3.putBucketVersioning({ Bucket: "copied-versions", ...versioning });
  const { VersionId } = await s3.putObject({ Bucket: "copied-versions", Key: "k", Body: "old" });
  await s3.putObject({ Bucket: "copied-versions", Key: "k", Body: "new" });
  const UploadId = await begin("of a version");
  const source = { CopySource: `copied-versions/k?versionId=${VersionId}` };
  const old = await copy("of a version", UploadId, source);
  expect(old.CopySourceVersionId).toBe(VersionId);
  expect(old.CopyPartResult?.ETag).toBe(etagOf("old"));
});

describe("ranges", () => {
  const malformed = (ArgumentValue: string) => ({
    status: 400,
    code: "InvalidArgument",
    message:
      "The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy",
    ArgumentName: "x-amz-copy-source-range",
    ArgumentValue,
  });

  test.each(["0-8", "bytes=1-0", "bytes=1-", "bytes=-2", "bytes=0-1,3-4"])("%s is none", async (range) => {
    const UploadId = await begin("ranges");
    expect(await refusal(copy("ranges", UploadId, { CopySourceRange: range }))).toEqual(malformed(range));
  });

  test("beyond the object", async () => {
    const UploadId = await begin("ranges");
    expect(await refusal(copy("ranges", UploadId, { CopySourceRange: "bytes=0-10" }))).toEqual({
      status: 400,
      code: "InvalidArgument",
      message: "Range specified is not valid for source object of size: 10",
      ArgumentName: "x-amz-copy-source-range",
      ArgumentValue: "bytes=0-10",
    });
    expect(await refusal(copy("ranges", UploadId, { CopySourceRange: "bytes=10-12" }))).toEqual({
      status: 400,
      code: "InvalidRequest",
      message: "The specified copy range is invalid for the source object size",
    });
    const last = await copy("ranges", UploadId, { CopySourceRange: "bytes=9-9" });
    expect(last.CopyPartResult?.ETag).toBe(etagOf("9"));
  });
});

test("what cannot be copied", async () => {
  const UploadId = await begin("refused");
  const failure = (more: Partial<UploadPartCopyRequest>) => refusal(copy("refused", UploadId, more));
  expect(await failure({ CopySource: `${Bucket}/missing` })).toMatchObject({
    status: 404,
    code: "NoSuchKey",
  });
  expect(await failure({ CopySource: "missing-bucket/k" })).toMatchObject({ code: "NoSuchBucket" });
  expect(await failure({ CopySourceIfMatch: '"00"' })).toMatchObject({
    status: 412,
    Condition: "x-amz-copy-source-If-Match",
  });
  expect(await failure({ PartNumber: 10_001 })).toMatchObject({ ArgumentName: "partNumber" });
  expect(await failure({ UploadId: "none" })).toMatchObject({ code: "NoSuchUpload" });
});

describe("a customer's key", () => {
  const keyOf = (letter: string) => {
    const key = Buffer.alloc(32, letter);
    return {
      SSECustomerAlgorithm: "AES256",
      SSECustomerKey: key.toString("base64"),
      SSECustomerKeyMD5: createHash("md5").update(key).digest("base64"),
    };
  };

  test("comes with every part, or with none", async () => {
    const key = keyOf("a");
    const created = await s3.createMultipartUpload({ Bucket, Key: "secret", ...key });
    expect(created).toMatchObject({
      SSECustomerAlgorithm: "AES256",
      SSECustomerKeyMD5: key.SSECustomerKeyMD5,
    });
    expect(created.ServerSideEncryption).toBeUndefined();
    const UploadId = created.UploadId ?? "";
    const part = { Bucket, Key: "secret", UploadId, PartNumber: 1, Body: "secret" };
    const missing = {
      status: 400,
      code: "InvalidRequest",
      message:
        "The multipart upload initiate requested encryption. Subsequent part requests must include the appropriate encryption parameters.",
    };
    expect(await refusal(s3.uploadPart(part))).toEqual(missing);
    expect(await refusal(copy("secret", UploadId))).toEqual(missing);
    expect(await refusal(s3.uploadPart({ ...part, ...keyOf("b") }))).toEqual({
      status: 400,
      code: "InvalidRequest",
      message: "The provided encryption parameters did not match the ones used originally.",
    });
    const plain = await begin("plain");
    const other = { ...part, Key: "plain", UploadId: plain, ...key };
    expect(await refusal(s3.uploadPart(other))).toEqual(missing);

    const { ETag, SSECustomerKeyMD5 } = await s3.uploadPart({ ...part, ...key });
    expect(SSECustomerKeyMD5).toBe(key.SSECustomerKeyMD5);
    expect(ETag).not.toBe(etagOf("secret"));
    const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] };
    await s3.completeMultipartUpload({ Bucket, Key: "secret", UploadId, MultipartUpload });
    expect(await refusal(s3.getObject({ Bucket, Key: "secret" }))).toMatchObject({ status: 400 });
    const { Body } = await s3.getObject({ Bucket, Key: "secret", ...key });
    expect(await Body?.transformToString()).toBe("secret");
  });
});

test("an object in parts keeps the lock and the tags of its upload", async () => {
  await s3.createBucket({ Bucket: "locked-uploads", ObjectLockEnabledForBucket: true });
  const at = { Bucket: "locked-uploads", Key: "k" };
  const ObjectLockRetainUntilDate = new Date(Math.floor(sim.clock.now() / 1000) * 1000 + 86_400_000);
  const { UploadId } = await s3.createMultipartUpload({
    ...at,
    ObjectLockMode: "COMPLIANCE",
    ObjectLockRetainUntilDate,
    ObjectLockLegalHoldStatus: "ON",
    Tagging: "colour=red",
  });
  const { ETag } = await s3.uploadPart({ ...at, UploadId, PartNumber: 1, Body: "x" });
  const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] };
  await s3.completeMultipartUpload({ ...at, UploadId, MultipartUpload });
  expect(await s3.headObject(at)).toMatchObject({
    ObjectLockMode: "COMPLIANCE",
    ObjectLockRetainUntilDate,
    ObjectLockLegalHoldStatus: "ON",
  });
  expect((await s3.getObjectTagging(at)).TagSet).toEqual([{ Key: "colour", Value: "red" }]);
});

import { createHash, randomBytes } from "node:crypto";
import { S3 } from "@aws-sdk/client-s3";
import { describe, expect, test } from "vitest";
import { refusal } from "../support/refusal.js";
import { s3World } from "./objects-world.js";

const world = s3World();
const md5 = (text: string | Uint8Array) => createHash("md5").update(text).digest("base64");
const key = Buffer.alloc(32, 7);
const SSE_C = {
  SSECustomerAlgorithm: "AES256",
  SSECustomerKey: key.toString("base64"),
  SSECustomerKeyMD5: md5(key),
};
const HEADERS = {
  "x-amz-server-side-encryption-customer-algorithm": "AES256",
  "x-amz-server-side-encryption-customer-key": key.toString("base64"),
  "x-amz-server-side-encryption-customer-key-md5": md5(key),
};
const PROVIDED = "Requests specifying Server Side Encryption with Customer provided keys must provide";

describe("SSE-KMS", () => {
  const KEY_ID = "12345678-1234-1234-1234-123456789012";

  test("names the key by its ARN, and gives an ETag that is not an MD5", async () => {
    const Bucket = world.bucket();
    const put = (members: object) =>
      world.s3.putObject({ Bucket, Key: "a", Body: "x", ServerSideEncryption: "aws:kms", ...members });
    const first = await put({ SSEKMSKeyId: KEY_ID, BucketKeyEnabled: true });
    expect(first).toMatchObject({
      ServerSideEncryption: "aws:kms",
      SSEKMSKeyId: `arn:aws:kms:us-east-1:${world.sim.accountId}:key/${KEY_ID}`,
      BucketKeyEnabled: true,
      ETag: expect.stringMatching(/^"[0-9a-f]{32}"$/),
    });
    const second = await put({ ServerSideEncryption: "aws:kms:dsse" });
    expect(second.ServerSideEncryption).toBe("aws:kms:dsse");
    expect(second.BucketKeyEnabled).toBeUndefined();
    expect(second.SSEKMSKeyId).toMatch(/^arn:aws:kms:us-east-1:\d{12}:key\/[0-9a-f-]{36}$/);
    expect(second.ETag).not.toBe(first.ETag);
    expect(await world.s3.headObject({ Bucket, Key: "a" })).toMatchObject({
      ServerSideEncryption: "aws:kms:dsse",
      SSEKMSKeyId: second.SSEKMSKeyId,
      ETag: second.ETag,
    });
  });

  test("is the default of a bucket with this setting", async () => {
    const Bucket = world.bucket();
    await world.s3.putBucketEncryption({
      Bucket,
      ServerSideEncryptionConfiguration: {
        Rules: [
          {
            ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms", KMSMasterKeyID: KEY_ID },
            BucketKeyEnabled: true,
          },
        ],
      },
    });
    const answer = await world.s3.putObject({ Bucket, Key: "a", Body: "x" });
    expect(answer).toMatchObject({ ServerSideEncryption: "aws:kms", BucketKeyEnabled: true });
    expect(answer.SSEKMSKeyId).toContain(KEY_ID);
    const plain = await world.s3.putObject({ Bucket, Key: "b", Body: "x", ServerSideEncryption: "AES256" });
    expect(plain).toMatchObject({ ServerSideEncryption: "AES256" });
  });

  test.each([
    ["fake-key-id", "Invalid keyId 'fake-key-id'"],
    [`arn:aws:kms:eu-west-1:123456789012:key/${KEY_ID}`, "Invalid arn eu-west-1"],
  ])("does not know the key %s", async (SSEKMSKeyId, message) => {
    const call = world.s3.putObject({
      Bucket: world.bucket(),
      Key: "a",
      Body: "x",
      ServerSideEncryption: "aws:kms",
      SSEKMSKeyId,
    });
    expect(await refusal(call)).toEqual({ status: 400, code: "KMS.NotFoundException", message });
  });

  test("rejects an invalid encryption", async () => {
    const answer = await world.raw(
      "PUT",
      `/${world.bucket()}/a`,
      { "x-amz-server-side-encryption": "rot13" },
      "x",
    );
    expect(answer.status).toBe(400);
    expect(answer.text).toContain(
      "<Code>InvalidEncryptionAlgorithmError</Code><Message>The Encryption request you specified is not valid. Supported value: AES256.</Message>",
    );
  });
});

describe("SSE-C", () => {
  test("is read with the same key, and with no other", async () => {
    const object = { Bucket: world.bucket(), Key: "a" };
    const put = await world.s3.putObject({ ...object, Body: "secret", ...SSE_C });
    expect(put).toMatchObject({ SSECustomerAlgorithm: "AES256", SSECustomerKeyMD5: md5(key) });
    expect(put.ServerSideEncryption).toBeUndefined();
    expect(put.ETag).not.toBe(`"${createHash("md5").update("secret").digest("hex")}"`);
    const got = await world.s3.getObject({ ...object, ...SSE_C });
    expect(await got.Body?.transformToString()).toBe("secret");
    expect(await refusal(world.s3.getObject(object))).toEqual({
      status: 400,
      code: "InvalidRequest",
      message:
        "The object was stored using a form of Server Side Encryption. " +
        "The correct parameters must be provided to retrieve the object.",
    });
    expect((await refusal(world.s3.headObject(object))).status).toBe(400);
    const other = randomBytes(32);
    const wrong = { ...SSE_C, SSECustomerKey: other.toString("base64"), SSECustomerKeyMD5: md5(other) };
    expect(await refusal(world.s3.getObject({ ...object, ...wrong }))).toEqual({
      status: 403,
      code: "AccessDenied",
      message: `${PROVIDED} the correct secret key.`,
    });
  });

  test("is not read without the key's digest", async () => {
    const Bucket = world.bucket();
    await world.s3.putObject({ Bucket, Key: "a", Body: "secret", ...SSE_C });
    const { "x-amz-server-side-encryption-customer-key-md5": _, ...headers } = HEADERS;
    const answer = await world.raw("GET", `/${Bucket}/a`, headers);
    expect(answer.status).toBe(403);
    expect(answer.text).toContain(
      `<Code>AccessDenied</Code><Message>${PROVIDED} the correct secret key.</Message><RequestId>`,
    );
  });

  test("shows no checksum of an upload in parts that asked for none", async () => {
    const object = { Bucket: world.bucket(), Key: "parts" };
    const raw = new S3({ ...world.sim.clientConfig(), requestChecksumCalculation: "WHEN_REQUIRED" });
    const inParts = async (more: object, part: object) => {
      const { UploadId } = await raw.createMultipartUpload({ ...object, ...more });
      const { ETag, ...rest } = await raw.uploadPart({
        ...object,
        UploadId,
        PartNumber: 1,
        Body: "secret",
        ...part,
      });
      const Parts = [{ PartNumber: 1, ETag, ChecksumCRC32: rest.ChecksumCRC32 }];
      return raw.completeMultipartUpload({ ...object, UploadId, MultipartUpload: { Parts }, ...part });
    };
    const done = await inParts(SSE_C, SSE_C);
    const head = await raw.headObject({ ...object, ...SSE_C, ChecksumMode: "ENABLED" });
    const { Contents } = await raw.listObjectsV2({ Bucket: object.Bucket });
    expect(
      [done, head, Contents?.[0]].map((found) => [found?.ChecksumType, Object.keys(found ?? {})]),
    ).toEqual(
      [done, head, Contents?.[0]].map(() => [
        undefined,
        expect.not.arrayContaining([expect.stringMatching(/^Checksum(?!Type)/)]),
      ]),
    );
    const asked = await inParts({ ...SSE_C, ChecksumAlgorithm: "CRC32" }, SSE_C);
    expect(asked.ChecksumType).toBe("COMPOSITE");
    const plain = await inParts({}, {});
    expect(plain.ChecksumCRC64NVME).toMatch(/=$/);
  });

  test("is not applicable to other objects", async () => {
    const object = { Bucket: world.bucket(), Key: "a" };
    await world.s3.putObject({ ...object, Body: "x" });
    expect(await refusal(world.s3.getObject({ ...object, ...SSE_C }))).toMatchObject({
      status: 400,
      message: "The encryption parameters are not applicable to this object.",
    });
  });

  test.each([
    [
      "an SSE header too",
      { ...HEADERS, "x-amz-server-side-encryption": "AES256" },
      "Server Side Encryption with Customer provided key is incompatible with the encryption method specified",
    ],
    [
      "no algorithm",
      { ...HEADERS, "x-amz-server-side-encryption-customer-algorithm": undefined },
      `${PROVIDED} a valid encryption algorithm.`,
    ],
    [
      "no key",
      { ...HEADERS, "x-amz-server-side-encryption-customer-key": undefined },
      `${PROVIDED} an appropriate secret key.`,
    ],
    [
      "no digest",
      { ...HEADERS, "x-amz-server-side-encryption-customer-key-md5": undefined },
      "The secret key was invalid for the specified algorithm.",
    ],
    [
      "a short key",
      { ...HEADERS, "x-amz-server-side-encryption-customer-key": "AAAA" },
      "The secret key was invalid for the specified algorithm.",
    ],
    [
      "another digest",
      { ...HEADERS, "x-amz-server-side-encryption-customer-key-md5": md5("x") },
      "The calculated MD5 hash of the key did not match the hash that was provided.",
    ],
  ])("rejects %s", async (_, given, message) => {
    const headers = Object.fromEntries(
      Object.entries(given).filter((entry): entry is [string, string] => entry[1] !== undefined),
    );
    const answer = await world.raw("PUT", `/${world.bucket()}/a`, headers, "x");
    expect(answer.status).toBe(400);
    // Errors about the key itself show no value.
    const tail = message.includes("incompatible") ? "<ArgumentValue>AES256</ArgumentValue>" : "<RequestId>";
    expect(answer.text).toContain(
      `<Code>InvalidArgument</Code><Message>${message}</Message><ArgumentName>x-amz-server-side-encryption</ArgumentName>${tail}`,
    );
  });

  test("is copied with the source's key", async () => {
    const Bucket = world.bucket();
    await world.s3.putObject({ Bucket, Key: "a", Body: "secret", ...SSE_C });
    const CopySource = `${Bucket}/a`;
    expect(await refusal(world.s3.copyObject({ Bucket, Key: "b", CopySource }))).toMatchObject({
      status: 400,
    });
    await world.s3.copyObject({
      Bucket,
      Key: "b",
      CopySource,
      CopySourceSSECustomerAlgorithm: "AES256",
      CopySourceSSECustomerKey: SSE_C.SSECustomerKey,
      CopySourceSSECustomerKeyMD5: SSE_C.SSECustomerKeyMD5,
    });
    expect(world.sim.s3.object(Bucket, "b")).toMatchObject({
      encryption: "AES256",
      etag: createHash("md5").update("secret").digest("hex"),
    });
  });

  test("is rejected by buckets that block it, and by all others if the simulator is set to", async () => {
    const blocked = world.bucket();
    const rule = (type: "SSE-C" | "NONE") => ({
      Rules: [{ BlockedEncryptionTypes: { EncryptionType: [type] } }],
    });
    const object = { Bucket: blocked, Key: "a", ...SSE_C };
    const { UploadId } = await world.s3.createMultipartUpload(object);
    await world.s3.putBucketEncryption({ Bucket: blocked, ServerSideEncryptionConfiguration: rule("SSE-C") });
    const put = (Bucket: string) => world.s3.putObject({ Bucket, Key: "a", Body: "x", ...SSE_C });
    const part = { ...object, UploadId, PartNumber: 1 };
    for (const write of [
      () => put(blocked),
      () => world.s3.createMultipartUpload(object),
      () => world.s3.uploadPart({ ...part, Body: "x" }),
      () => world.s3.uploadPartCopy({ ...part, CopySource: `${blocked}/none` }),
    ]) {
      expect(await refusal(write())).toMatchObject({ status: 403, code: "AccessDenied" });
    }
    const silent = world.bucket();
    await put(silent);
    world.sim.s3.blockCustomerKeys();
    expect(await refusal(put(silent))).toMatchObject({ status: 403, code: "AccessDenied" });
    await world.s3.putBucketEncryption({ Bucket: silent, ServerSideEncryptionConfiguration: rule("NONE") });
    await put(silent);
    world.sim.s3.blockCustomerKeys(false);
  });
});

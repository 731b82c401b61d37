import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { crc32 } from "node:zlib";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { describe, expect, test } from "vitest";
import { refusal } from "../support/refusal.js";
import { START_SECOND, s3World } from "./objects-world.js";

const world = s3World();
const md5 = (text: string | Uint8Array, encoding: "hex" | "base64" = "hex") =>
  createHash("md5").update(text).digest(encoding);
const crc32Of = (text: string | Uint8Array) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc32(text));
  return bytes.toString("base64");
};

describe("PutObject", () => {
  test("H03 answers with ETag, encryption and the SDK's own checksum, and nothing else", async () => {
    const { $metadata, ...answer } = await world.s3.putObject({
      Bucket: world.bucket(),
      Key: "a",
      Body: "hello",
      ContentType: "text/plain",
      Metadata: { colour: "red" },
    });
    expect(answer).toEqual({
      ETag: `"${md5("hello")}"`,
      ServerSideEncryption: "AES256",
      ChecksumCRC32: crc32Of("hello"),
      ChecksumType: "FULL_OBJECT",
    });
  });

  test("H03 keeps every header that S3 stores", async () => {
    const Bucket = world.bucket();
    const headers = {
      CacheControl: "max-age=60",
      ContentDisposition: 'attachment; filename="a.txt"',
      ContentLanguage: "de",
      ContentType: "text/plain",
      WebsiteRedirectLocation: "/b",
      StorageClass: "STANDARD_IA" as const,
    };
    await world.s3.putObject({
      Bucket,
      Key: "a",
      Body: "hello",
      ...headers,
      ContentEncoding: "gzip",
      Expires: new Date("2020-01-01T00:00:00Z"),
      Metadata: { Colour: "red", size: "  9 " },
      Tagging: "team=core&stage=",
    });
    const { $metadata, ...answer } = await world.s3.headObject({ Bucket, Key: "a" });
    expect(answer).toEqual({
      ...headers,
      AcceptRanges: "bytes",
      ContentEncoding: "gzip",
      ContentLength: 5,
      ETag: `"${md5("hello")}"`,
      Expires: new Date("2020-01-01T00:00:00Z"),
      ExpiresString: "Wed, 01 Jan 2020 00:00:00 GMT",
      LastModified: START_SECOND,
      Metadata: { colour: "red", size: "9" },
      ServerSideEncryption: "AES256",
      TagCount: 2,
    });
  });

  test("stores binary/octet-stream without a type, Expires unchanged, no aws-chunked", async () => {
    const bucket = world.bucket();
    const url = await getSignedUrl(world.s3, new PutObjectCommand({ Bucket: bucket, Key: "a" }));
    await fetch(url, {
      method: "PUT",
      body: Buffer.from("x"),
      headers: { Expires: "soon", "Content-Encoding": "gzip,aws-chunked" },
    });
    const { headers } = await world.raw("HEAD", `/${bucket}/a`);
    expect(headers.get("content-type")).toBe("binary/octet-stream");
    expect(headers.get("expires")).toBe("soon");
    expect(headers.get("content-encoding")).toBe("gzip");
  });

  test("computes CRC64NVME where the client sends no checksum", async () => {
    const bucket = world.bucket();
    const { headers } = await world.raw("PUT", `/${bucket}/a`, {}, "123456789");
    expect(headers.get("x-amz-checksum-crc64nvme")).toBe("rosUhgp5mIg=");
    expect(headers.get("x-amz-checksum-type")).toBe("FULL_OBJECT");
  });

  test.each(["CRC32", "CRC32C", "CRC64NVME", "SHA1", "SHA256"] as const)(
    "checks %s of the SDK",
    async (ChecksumAlgorithm) => {
      const Bucket = world.bucket();
      const put = await world.s3.putObject({ Bucket, Key: "a", Body: "hello", ChecksumAlgorithm });
      const member = `Checksum${ChecksumAlgorithm}` as const;
      expect(put[member]).toEqual(expect.any(String));
      const got = await world.s3.getObject({ Bucket, Key: "a", ChecksumMode: "ENABLED" });
      expect(got[member]).toBe(put[member]);
      expect(await got.Body?.transformToString()).toBe("hello");
      expect(
        await refusal(world.s3.putObject({ Bucket, Key: "a", Body: "hallo", [member]: put[member] })),
      ).toEqual({
        status: 400,
        code: "BadDigest",
        message: `The ${ChecksumAlgorithm} you specified did not match the calculated checksum.`,
      });
      expect(world.sim.s3.text(Bucket, "a")).toBe("hello");
    },
  );

  test("H03 reads streams with their checksum in the trailer", async () => {
    const Bucket = world.bucket();
    const pieces = Array.from({ length: 9 }, (_, i) => Buffer.alloc(70_000, i));
    const whole = Buffer.concat(pieces);
    const answer = await world.s3.putObject({
      Bucket,
      Key: "a",
      Body: Readable.from(pieces),
      ContentLength: whole.length,
    });
    expect(answer.ChecksumCRC32).toBe(crc32Of(whole));
    expect(answer.ETag).toBe(`"${md5(whole)}"`);
    expect(Buffer.from(world.sim.s3.bytes(Bucket, "a") ?? [])).toEqual(whole);
  });

  test("rejects a trailer that is not the checksum of the body", async () => {
    const bucket = world.bucket();
    const body = `5\r\nhello\r\n0\r\nx-amz-checksum-crc32:${crc32Of("hallo")}\r\n\r\n`;
    const answer = await world.raw(
      "PUT",
      `/${bucket}/a`,
      {
        "x-amz-content-sha256": "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
        "x-amz-decoded-content-length": "5",
        "x-amz-trailer": "x-amz-checksum-crc32",
      },
      body,
    );
    expect(answer.status).toBe(400);
    expect(answer.text).toContain("<Code>BadDigest</Code><Message>The CRC32 you specified did not match");
    expect(world.sim.s3.object(bucket, "a")).toBeUndefined();
  });

  test.each([
    [{ "x-amz-checksum-sha256": "abc" }, "Value for x-amz-checksum-sha256 header is invalid."],
    [
      { "x-amz-checksum-crc32": crc32Of("x"), "x-amz-checksum-crc32c": crc32Of("x") },
      "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.",
    ],
  ])("rejects the checksums %o", async (headers, message) => {
    const answer = await world.raw("PUT", `/${world.bucket()}/a`, headers, "x");
    expect(answer.status).toBe(400);
    expect(answer.text).toContain(`<Code>InvalidRequest</Code><Message>${message}</Message>`);
  });

  test("H03 checks Content-MD5", async () => {
    const Bucket = world.bucket();
    await world.s3.putObject({ Bucket, Key: "a", Body: "hello", ContentMD5: md5("hello", "base64") });
    const wrong = md5("hallo", "base64");
    expect(await refusal(world.s3.putObject({ Bucket, Key: "a", Body: "hello", ContentMD5: wrong }))).toEqual(
      {
        status: 400,
        code: "BadDigest",
        message: "The Content-MD5 you specified did not match what we received.",
        ExpectedDigest: md5("hallo"),
        CalculatedDigest: md5("hello", "base64"),
      },
    );
    const hex = md5("hello");
    expect(
      await refusal(world.s3.putObject({ Bucket, Key: "a", Body: "hello", ContentMD5: hex })),
    ).toMatchObject({
      code: "BadDigest",
      ExpectedDigest: hex,
    });
    expect(await refusal(world.s3.putObject({ Bucket, Key: "a", Body: "hello", ContentMD5: "zzz" }))).toEqual(
      {
        status: 400,
        code: "InvalidDigest",
        message: "The Content-MD5 you specified was invalid.",
        "Content-MD5": "zzz",
      },
    );
  });

  test("keeps metadata that is not ASCII, and sends it as RFC 2047 has it", async () => {
    const bucket = world.bucket();
    const utf8 = (text: string) => Buffer.from(text, "utf8").toString("latin1");
    const headers = {
      "x-amz-meta-some": utf8("grün and blue"),
      "x-amz-meta-most": utf8("日本語"),
      "x-amz-meta-word": "=?UTF-8?Q?caf=C3=A9?=",
      "x-amz-meta-plain": "=?UTF-8?B?cGxhaW4=?=",
    };
    await world.raw("PUT", `/${bucket}/a`, headers, "x");
    expect(world.sim.s3.object(bucket, "a")?.metadata).toEqual({
      some: "grün and blue",
      most: "日本語",
      word: "café",
      plain: "plain",
    });
    const answer = await world.raw("HEAD", `/${bucket}/a`);
    expect(answer.headers.get("x-amz-meta-some")).toBe("=?UTF-8?Q?gr=C3=BCn_and_blue?=");
    expect(answer.headers.get("x-amz-meta-most")).toBe("=?UTF-8?B?5pel5pys6Kqe?=");
    expect(answer.headers.get("x-amz-meta-word")).toBe("=?UTF-8?Q?caf=C3=A9?=");
    expect(answer.headers.get("x-amz-meta-plain")).toBe("plain");
  });

  test("has limits: metadata, key, size, storage class, redirect", async () => {
    const Bucket = world.bucket();
    const put = (members: object) => refusal(world.s3.putObject({ Bucket, Key: "a", Body: "x", ...members }));
    expect(await put({ Metadata: { a: "x".repeat(2048) } })).toEqual({
      status: 400,
      code: "MetadataTooLarge",
      message: "Your metadata headers exceed the maximum allowed metadata size",
      Size: "2049",
      MaxSizeAllowed: "2048",
    });
    expect(await put({ Key: "é".repeat(513) })).toEqual({
      status: 400,
      code: "KeyTooLongError",
      message: "Your key is too long",
      Size: "1026",
      MaxSizeAllowed: "1024",
    });
    expect(await put({ StorageClass: "OUTPOSTS" })).toEqual({
      status: 400,
      code: "InvalidStorageClass",
      message: "The storage class you specified is not valid",
      StorageClassRequested: "OUTPOSTS",
    });
    expect(await put({ StorageClass: "COLD" })).toMatchObject({ code: "InvalidStorageClass" });
    expect(await put({ WebsiteRedirectLocation: "b" })).toMatchObject({ code: "InvalidRedirectLocation" });
    expect(await put({ Tagging: "a=1,b=2" })).toMatchObject({
      code: "InvalidArgument",
      ArgumentName: "x-amz-tagging",
    });
    await world.s3.putObject({ Bucket, Key: "k".repeat(1024), Body: "x", Metadata: { a: "x".repeat(2047) } });
  });
});

describe("conditional writes (H20)", () => {
  test("If-None-Match: * writes only where nothing is", async () => {
    const Bucket = world.bucket("Enabled");
    const put = () => world.s3.putObject({ Bucket, Key: "a", Body: "x", IfNoneMatch: "*" });
    await put();
    expect(await refusal(put())).toEqual({
      status: 412,
      code: "PreconditionFailed",
      message: "At least one of the pre-conditions you specified did not hold",
      Condition: "If-None-Match",
    });
    await world.s3.deleteObject({ Bucket, Key: "a" });
    await put();
  });

  test("has one winner of many", async () => {
    const Bucket = world.bucket();
    const results = await Promise.allSettled(
      Array.from({ length: 8 }, (_, i) =>
        world.s3.putObject({ Bucket, Key: "lock", Body: Buffer.alloc(300_000, i), IfNoneMatch: "*" }),
      ),
    );
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  test("If-Match writes only over the object that is known", async () => {
    const Bucket = world.bucket();
    const put = (IfMatch: string | undefined) => world.s3.putObject({ Bucket, Key: "a", Body: "x", IfMatch });
    expect(await refusal(put('"1"'))).toMatchObject({ status: 404, code: "NoSuchKey", Key: "a" });
    const { ETag } = await put(undefined);
    await put(ETag);
    await put(ETag?.replaceAll('"', ""));
    expect(await refusal(put('"1"'))).toMatchObject({ status: 412, Condition: "If-Match" });
  });

  test.each([
    [
      { IfNoneMatch: '"1"' },
      "If-None-Match",
      "We don't accept the provided value of If-None-Match header for this API",
    ],
    [{ IfMatch: "*" }, "If-Match", "We don't accept the provided value of If-Match header for this API"],
    [
      { IfMatch: '"1"', IfNoneMatch: "*" },
      "If-Match,If-None-Match",
      "Multiple conditional request headers present in the request",
    ],
  ])("does not implement %o", async (condition, Header, additionalMessage) => {
    const Bucket = world.bucket();
    expect(await refusal(world.s3.putObject({ Bucket, Key: "a", Body: "x", ...condition }))).toEqual({
      status: 501,
      code: "NotImplemented",
      message: "A header you provided implies functionality that is not implemented",
      Header,
      additionalMessage,
    });
  });
});

describe("object lock", () => {
  test("needs a checksum, and is shown", async () => {
    const Bucket = "locked";
    await world.s3.createBucket({ Bucket, ObjectLockEnabledForBucket: true });
    const until = new Date("2027-01-01T00:00:00Z");
    const lock = {
      ObjectLockMode: "GOVERNANCE" as const,
      ObjectLockRetainUntilDate: until,
      ObjectLockLegalHoldStatus: "ON" as const,
    };
    await world.s3.putObject({ Bucket, Key: "a", Body: "x", ...lock });
    expect(await world.s3.headObject({ Bucket, Key: "a" })).toMatchObject(lock);
    const answer = await world.raw("PUT", `/${Bucket}/b`, { "x-amz-object-lock-legal-hold": "ON" }, "x");
    expect(answer.text).toContain("Content-MD5 OR x-amz-checksum- HTTP header is required");
  });
});

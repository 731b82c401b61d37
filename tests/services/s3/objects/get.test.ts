import { GetObjectCommand } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { refusal } from "../support/refusal.js";
import { START, START_SECOND, s3World } from "./objects-world.js";

const world = s3World();
const HOUR = 60 * 60 * 1000;

/** A bucket with the object "a" of ten bytes. */
async function tenBytes() {
  const Bucket = world.bucket();
  const { ETag } = await world.s3.putObject({ Bucket, Key: "a", Body: "0123456789" });
  return { Bucket, Key: "a", ETag };
}

describe("GetObject", () => {
  test("H04 returns checksums only where they are asked for", async () => {
    const object = await tenBytes();
    const { Body, $metadata, ...answer } = await world.s3.getObject({ ...object, ChecksumMode: undefined });
    expect(await Body?.transformToString()).toBe("0123456789");
    expect(answer).toEqual({
      AcceptRanges: "bytes",
      ChecksumCRC32: "poTHxg==",
      ChecksumType: "FULL_OBJECT",
      ContentLength: 10,
      ContentType: "application/octet-stream",
      ETag: object.ETag,
      LastModified: START_SECOND,
      Metadata: {},
      ServerSideEncryption: "AES256",
    });
    const plain = await world.raw("GET", `/${object.Bucket}/a`);
    expect(plain.headers.get("x-amz-checksum-crc32")).toBeNull();
  });

  test("reports what is missing", async () => {
    const Bucket = world.bucket();
    expect(await refusal(world.s3.getObject({ Bucket, Key: "a" }))).toEqual({
      status: 404,
      code: "NoSuchKey",
      message: "The specified key does not exist.",
      Key: "a",
    });
    expect(await refusal(world.s3.headObject({ Bucket, Key: "a" }))).toMatchObject({
      status: 404,
      code: "NotFound",
    });
    expect(await refusal(world.s3.getObject({ Bucket, Key: "a", VersionId: "x" }))).toMatchObject({
      status: 400,
      code: "InvalidArgument",
      message: "Invalid version id specified",
      ArgumentName: "versionId",
    });
    const { VersionId } = await world.s3.putObject({ Bucket: world.bucket("Enabled"), Key: "a", Body: "x" });
    expect(await refusal(world.s3.getObject({ Bucket, Key: "a", VersionId }))).toEqual({
      status: 404,
      code: "NoSuchVersion",
      message: "The specified version does not exist.",
      Key: "a",
      VersionId,
    });
  });

  test("H11 shows delete markers in headers", async () => {
    const Bucket = world.bucket("Enabled");
    await world.s3.putObject({ Bucket, Key: "a", Body: "x" });
    const { VersionId = "" } = await world.s3.deleteObject({ Bucket, Key: "a" });
    const latest = await world.raw("GET", `/${Bucket}/a`);
    expect([
      latest.status,
      latest.headers.get("x-amz-delete-marker"),
      latest.headers.get("x-amz-version-id"),
    ]).toEqual([404, "true", VersionId]);
    const marker = await world.raw("GET", `/${Bucket}/a?versionId=${VersionId}`);
    expect([marker.status, marker.headers.get("allow"), marker.headers.get("last-modified")]).toEqual([
      405,
      "DELETE",
      START.toUTCString(),
    ]);
    expect(marker.text).toContain("<Method>GET</Method><ResourceType>DeleteMarker</ResourceType>");
  });

  test("replaces headers of the answer", async () => {
    const object = await tenBytes();
    const url = await getSignedUrl(
      world.s3,
      new GetObjectCommand({
        ...object,
        ResponseCacheControl: "no-store",
        ResponseContentDisposition: 'attachment; filename="x.txt"',
        ResponseContentEncoding: "identity",
        ResponseContentLanguage: "fr",
        ResponseContentType: "text/x",
        ResponseExpires: START,
      }),
    );
    const { headers } = await fetch(url);
    const names = [
      "cache-control",
      "content-disposition",
      "content-encoding",
      "content-language",
      "content-type",
      "expires",
    ];
    expect(names.map((name) => headers.get(name))).toEqual([
      "no-store",
      'attachment; filename="x.txt"',
      "identity",
      "fr",
      "text/x",
      START.toUTCString(),
    ]);
    // S3 does not ask whether it is a date.
    const never = await fetch(url.replace(/response-expires=[^&]*/, "response-expires=never"));
    expect(never.headers.get("expires")).toBe("never");
    const latin1 = await world.s3.getObject({ ...object, ResponseContentDisposition: "é" });
    expect(latin1.ContentDisposition).toBe("é");
    expect(await refusal(world.s3.getObject({ ...object, ResponseContentType: "日本" }))).toMatchObject({
      code: "InvalidArgument",
      message: "Header value cannot be represented using ISO-8859-1.",
      ArgumentName: "response-content-type",
    });
    const anonymous = await world.raw("GET", `/${object.Bucket}/a?response-content-type=text/x`);
    expect(anonymous.status).toBe(400);
    expect(anonymous.text).toContain("cannot be used for anonymous GET requests.");
  });
});

describe("ranges", () => {
  test.each([
    ["bytes=0-8", "bytes 0-8/10", "012345678"],
    ["bytes=1-", "bytes 1-9/10", "123456789"],
    ["bytes=-2", "bytes 8-9/10", "89"],
    ["bytes=-15", "bytes 0-9/10", "0123456789"],
    ["bytes=0-100", "bytes 0-9/10", "0123456789"],
  ])("%s is 206 %s", async (Range, ContentRange, text) => {
    const object = await tenBytes();
    const got = await world.s3.getObject({ ...object, Range });
    expect(got.$metadata.httpStatusCode).toBe(206);
    expect(got.ContentRange).toBe(ContentRange);
    expect(got.ContentLength).toBe(text.length);
    expect(got.ChecksumCRC32 !== undefined).toBe(text.length === 10);
    expect(await got.Body?.transformToString()).toBe(text);
    const head = await world.s3.headObject({ ...object, Range });
    expect([head.$metadata.httpStatusCode, head.ContentRange, head.ContentLength]).toEqual([
      206,
      ContentRange,
      text.length,
    ]);
  });

  test.each(["bytes=1-0", "bytes=-1-", "bytes=0--1", "bytes=-", "0-8", "bytes=0-1,3-4"])(
    "%s is not followed",
    async (Range) => {
      const got = await world.s3.getObject({ ...(await tenBytes()), Range });
      expect([got.$metadata.httpStatusCode, got.ContentRange, got.ContentLength]).toEqual([
        200,
        undefined,
        10,
      ]);
    },
  );

  test.each(["bytes=-0", "bytes=100-200", "bytes=10-"])("%s cannot be satisfied", async (Range) => {
    expect(await refusal(world.s3.getObject({ ...(await tenBytes()), Range }))).toEqual({
      status: 416,
      code: "InvalidRange",
      message: "The requested range is not satisfiable",
      RangeRequested: Range,
      ActualObjectSize: "10",
    });
  });

  test("of nothing cannot be satisfied; of a missing key there is none", async () => {
    const Bucket = world.bucket();
    world.sim.s3.putObject(Bucket, "empty", "");
    expect(await refusal(world.s3.getObject({ Bucket, Key: "empty", Range: "bytes=0-1" }))).toMatchObject({
      status: 416,
    });
    expect(await refusal(world.s3.getObject({ Bucket, Key: "none", Range: "bytes=100-" }))).toMatchObject({
      status: 404,
    });
  });

  test("of content in many pieces is what slice gives", async () => {
    const Bucket = world.bucket();
    const whole = Buffer.from(Array.from({ length: 600_000 }, (_, i) => (i * 7919) % 251));
    await world.s3.putObject({ Bucket, Key: "big", Body: whole });
    const position = fc.integer({ min: 0, max: whole.length - 1 });
    await fc.assert(
      fc.asyncProperty(position, position, async (one, other) => {
        const [first, last] = one < other ? [one, other] : [other, one];
        const { Body } = await world.s3.getObject({ Bucket, Key: "big", Range: `bytes=${first}-${last}` });
        const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array(0);
        expect(Buffer.compare(bytes, whole.subarray(first, last + 1))).toBe(0);
      }),
      { numRuns: 25 },
    );
  });
});

describe("parts of an object that came whole", () => {
  test("there is one", async () => {
    const object = await tenBytes();
    const got = await world.s3.getObject({ ...object, PartNumber: 1 });
    expect([got.$metadata.httpStatusCode, got.ContentRange, got.PartsCount]).toEqual([
      206,
      "bytes 0-9/10",
      undefined,
    ]);
    expect(await refusal(world.s3.getObject({ ...object, PartNumber: 2 }))).toEqual({
      status: 416,
      code: "InvalidPartNumber",
      message: "The requested partnumber is not satisfiable",
      ActualPartCount: "1",
      PartNumberRequested: "2",
    });
    expect(await refusal(world.s3.getObject({ ...object, PartNumber: 1, Range: "bytes=0-1" }))).toMatchObject(
      {
        code: "InvalidRequest",
        message: "Cannot specify both Range header and partNumber query parameter",
      },
    );
  });
});

describe("conditional reads (H20)", () => {
  const before = new Date(START.getTime() - HOUR);
  const after = new Date(START.getTime() + HOUR);

  test.each([
    ["If-Match holds", { IfMatch: "own" }, 200],
    ["If-Match: *", { IfMatch: "*" }, 200],
    ["If-Match of a list", { IfMatch: '"1", own' }, 200],
    ["If-Match fails", { IfMatch: '"1"' }, 412],
    ["If-None-Match holds", { IfNoneMatch: '"1"' }, 200],
    ["If-None-Match fails", { IfNoneMatch: "own" }, 304],
    ["modified since before", { IfModifiedSince: before }, 200],
    ["not modified since then", { IfModifiedSince: START }, 304],
    ["modified since the future", { IfModifiedSince: after }, 200],
    ["unmodified since then", { IfUnmodifiedSince: START }, 200],
    ["modified after that", { IfUnmodifiedSince: before }, 412],
    ["If-Match wins over If-Unmodified-Since", { IfMatch: "own", IfUnmodifiedSince: before }, 200],
    ["If-None-Match wins over If-Modified-Since", { IfNoneMatch: "own", IfModifiedSince: before }, 304],
  ])("%s", async (_, given, status) => {
    const { ETag = "", ...object } = await tenBytes();
    const conditions = Object.fromEntries(
      Object.entries(given).map(([name, value]) => [
        name,
        typeof value === "string" ? value.replace("own", ETag) : value,
      ]),
    );
    const answers = await Promise.allSettled([
      world.s3.getObject({ ...object, ...conditions }),
      world.s3.headObject({ ...object, ...conditions }),
    ]);
    const statuses = answers.map((answer) =>
      answer.status === "fulfilled" ? answer.value.$metadata : answer.reason.$metadata,
    );
    expect(statuses).toMatchObject([{ httpStatusCode: status }, { httpStatusCode: status }]);
  });

  test("304 has the ETag and no body", async () => {
    const { Bucket, ETag = "" } = await tenBytes();
    const { status, headers, text } = await world.raw("GET", `/${Bucket}/a`, { "If-None-Match": ETag });
    expect([status, headers.get("etag"), headers.get("last-modified"), text]).toEqual([
      304,
      ETag,
      START.toUTCString(),
      "",
    ]);
  });

  test("412 names the condition", async () => {
    const object = await tenBytes();
    expect(await refusal(world.s3.getObject({ ...object, IfUnmodifiedSince: before }))).toEqual({
      status: 412,
      code: "PreconditionFailed",
      message: "At least one of the pre-conditions you specified did not hold",
      Condition: "If-Unmodified-Since",
    });
  });
});

describe("archives", () => {
  test("are read after they were restored, for as long as was asked", async () => {
    const object = { Bucket: world.bucket(), Key: "a" };
    await world.s3.putObject({ ...object, Body: "cold", StorageClass: "GLACIER" });
    const archived = {
      status: 403,
      code: "InvalidObjectState",
      message: "The operation is not valid for the object's storage class",
      StorageClass: "GLACIER",
    };
    expect(await refusal(world.s3.getObject(object))).toEqual(archived);
    const restore = () => world.s3.restoreObject({ ...object, RestoreRequest: { Days: 2 } });
    expect((await restore()).$metadata.httpStatusCode).toBe(202);
    expect((await world.s3.headObject(object)).Restore).toBe('ongoing-request="true"');
    expect(await refusal(restore())).toEqual({
      status: 409,
      code: "RestoreAlreadyInProgress",
      message: "Object restore is already in progress",
    });
    await world.sim.clock.advance("1s");
    expect((await world.s3.headObject(object)).Restore).toBe(
      'ongoing-request="false", expiry-date="Mon, 05 Jan 2026 00:00:00 GMT"',
    );
    expect(await (await world.s3.getObject(object)).Body?.transformToString()).toBe("cold");
    expect((await restore()).$metadata.httpStatusCode).toBe(200);
    await world.sim.clock.advance("3d");
    expect(await refusal(world.s3.getObject(object))).toEqual(archived);
    expect((await world.s3.headObject(object)).Restore).toBeUndefined();
  });

  test("only they are restored", async () => {
    const object = await tenBytes();
    expect(
      await refusal(world.s3.restoreObject({ Bucket: object.Bucket, Key: "a", RestoreRequest: { Days: 1 } })),
    ).toMatchObject({
      status: 403,
      code: "InvalidObjectState",
    });
  });
});

test("SelectObjectContent, GetObjectTorrent and RenameObject are 501", async () => {
  const { Bucket } = await tenBytes();
  const { CopySource: _, ...object } = { Bucket, Key: "a", CopySource: "" };
  expect(await refusal(world.s3.getObjectTorrent(object))).toMatchObject({
    status: 501,
    code: "NotImplemented",
  });
  expect(await refusal(world.s3.renameObject({ ...object, RenameSource: `${Bucket}/a` }))).toMatchObject({
    status: 501,
    code: "NotImplemented",
  });
});

describe("parts of an object that came in parts", () => {
  const SIZE = 5 * 1024 * 1024;

  async function inParts(members: object) {
    const object = { Bucket: world.bucket(), Key: "a" };
    const { UploadId } = await world.s3.createMultipartUpload({ ...object, ...members });
    const bodies = [Buffer.alloc(SIZE, 1), Buffer.from("end")];
    const Parts = await Promise.all(
      bodies.map(async (Body, index) => {
        const PartNumber = index + 1;
        const part = await world.s3.uploadPart({ ...object, ...members, UploadId, PartNumber, Body });
        return { PartNumber, ETag: part.ETag, ChecksumSHA256: part.ChecksumSHA256 };
      }),
    );
    await world.s3.completeMultipartUpload({ ...object, UploadId, MultipartUpload: { Parts } });
    return { object, Parts };
  }

  test("are read one by one, with their own checksums where the object's is composite", async () => {
    const { object, Parts } = await inParts({ ChecksumAlgorithm: "SHA256" });
    const got = await world.s3.getObject({ ...object, PartNumber: 2, ChecksumMode: "ENABLED" });
    expect(await got.Body?.transformToString()).toBe("end");
    expect(got).toMatchObject({
      $metadata: { httpStatusCode: 206 },
      ContentRange: `bytes ${SIZE}-${SIZE + 2}/${SIZE + 3}`,
      ContentLength: 3,
      PartsCount: 2,
      ChecksumSHA256: Parts[1]?.ChecksumSHA256,
    });
    expect((await world.s3.headObject({ ...object, PartNumber: 1 })).ContentLength).toBe(SIZE);
    expect((await world.s3.headObject({ ...object, ChecksumMode: "ENABLED" })).ChecksumSHA256).toMatch(/-2$/);
    expect(await refusal(world.s3.getObject({ ...object, PartNumber: 3 }))).toMatchObject({
      code: "InvalidPartNumber",
      ActualPartCount: "2",
    });
    const ObjectAttributes = ["Checksum" as const, "ObjectParts" as const];
    const page = await world.s3.getObjectAttributes({ ...object, ObjectAttributes, MaxParts: 1 });
    expect(page.Checksum?.ChecksumSHA256).toMatch(/^[\w+/]{43}=$/);
    expect(page.ObjectParts).toEqual({
      TotalPartsCount: 2,
      PartNumberMarker: "0",
      NextPartNumberMarker: "1",
      MaxParts: 1,
      IsTruncated: true,
      Parts: [{ PartNumber: 1, Size: SIZE, ChecksumSHA256: Parts[0]?.ChecksumSHA256 }],
    });
    const less = { ...object, ObjectAttributes, MaxParts: -1 };
    expect(await refusal(world.s3.getObjectAttributes(less))).toMatchObject({ code: "InvalidArgument" });
    await world.s3.copyObject({ Bucket: object.Bucket, Key: "b", CopySource: `${object.Bucket}/a` });
    expect(world.sim.s3.object(object.Bucket, "b")?.etag).toMatch(/^[0-9a-f]{32}$/);
  });

  test("have none where the object's checksum is of all bytes", async () => {
    const { object } = await inParts({});
    const got = await world.s3.headObject({ ...object, PartNumber: 2, ChecksumMode: "ENABLED" });
    expect([got.PartsCount, got.ChecksumCRC64NVME, got.ChecksumType]).toEqual([2, undefined, undefined]);
    const { ObjectParts } = await world.s3.getObjectAttributes({
      ...object,
      ObjectAttributes: ["ObjectParts"],
    });
    expect(ObjectParts).toEqual({ TotalPartsCount: 2 });
  });

  test("may be empty, and then are not a byte range", async () => {
    const object = { Bucket: world.bucket(), Key: "empty" };
    const { UploadId } = await world.s3.createMultipartUpload(object);
    const { ETag } = await world.s3.uploadPart({ ...object, UploadId, PartNumber: 1, Body: "" });
    const Parts = [{ PartNumber: 1, ETag }];
    await world.s3.completeMultipartUpload({ ...object, UploadId, MultipartUpload: { Parts } });
    const got = await world.s3.getObject({ ...object, PartNumber: 1 });
    expect([got.ContentLength, got.ContentRange, got.PartsCount]).toEqual([0, undefined, 1]);
  });
});

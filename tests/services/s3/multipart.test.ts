import { createHash } from "node:crypto";
import { type CompletedPart, S3 } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createAwsSim } from "../../../lib/index.js";
import { refusal } from "./support/refusal.js";

const sim = await createAwsSim();
const s3 = new S3(sim.clientConfig());
const Bucket = "uploads";
const MIB = 1024 * 1024;

beforeAll(() => s3.createBucket({ Bucket }));
afterAll(() => sim.close());

/** Content that differs from byte to byte and from part to part. */
function content(size: number, seed = 1): Buffer {
  const bytes = Buffer.alloc(size);
  for (let i = 0; i < size; i++) bytes[i] = (i * 31 + seed * 17 + (i >>> 8)) & 0xff;
  return bytes;
}

const FIVE = content(5 * MIB);
const md5 = (bytes: Uint8Array) => createHash("md5").update(bytes).digest("hex");

async function begin(Key: string, more: object = {}): Promise<string> {
  const { UploadId } = await s3.createMultipartUpload({ Bucket, Key, ...more });
  return UploadId ?? "";
}

async function put(Key: string, UploadId: string, PartNumber: number, Body: Uint8Array | string) {
  const { ETag } = await s3.uploadPart({ Bucket, Key, UploadId, PartNumber, Body });
  return { PartNumber, ETag };
}

const complete = (Key: string, UploadId: string, Parts: CompletedPart[], more: object = {}) =>
  s3.completeMultipartUpload({ Bucket, Key, UploadId, MultipartUpload: { Parts }, ...more });

async function textOf(Key: string): Promise<string | undefined> {
  return (await s3.getObject({ Bucket, Key })).Body?.transformToString();
}

describe("an upload", () => {
  test("has an id that goes into URLs as it is", async () => {
    expect(await begin("id")).toMatch(/^[\w.-]{100,130}$/);
  });

  test("becomes the object that was settled at its beginning (H16)", async () => {
    const Key = "settled/ü ?.bin";
    const created = await s3.createMultipartUpload({
      Bucket,
      Key,
      ContentType: "text/plain",
      CacheControl: "no-store",
      Metadata: { colour: "red" },
      StorageClass: "STANDARD_IA",
      Tagging: "a=1",
    });
    expect(created).toMatchObject({ Bucket, Key, ServerSideEncryption: "AES256" });
    const UploadId = created.UploadId ?? "";
    const parts = [await put(Key, UploadId, 1, FIVE), await put(Key, UploadId, 2, "the end")];
    expect(parts[0]?.ETag).toBe(`"${md5(FIVE)}"`);
    expect(await refusal(s3.headObject({ Bucket, Key }))).toMatchObject({ status: 404 });
    await sim.clock.advance("1h");

    const { $metadata, ...done } = await complete(Key, UploadId, parts);
    const etag = md5(Buffer.from(md5(FIVE) + md5(Buffer.from("the end")), "hex"));
    expect(done).toEqual({
      Bucket,
      Key,
      ETag: `"${etag}-2"`,
      Location: "https://uploads.s3.us-east-1.amazonaws.com/settled%2F%C3%BC%20%3F.bin",
      ChecksumCRC64NVME: expect.stringMatching(/^[\w+/]{11}=$/),
      ChecksumType: "FULL_OBJECT",
      ServerSideEncryption: "AES256",
    });
    const head = await s3.headObject({ Bucket, Key, ChecksumMode: "ENABLED" });
    expect(head).toMatchObject({
      ETag: done.ETag,
      ContentLength: 5 * MIB + 7,
      ContentType: "text/plain",
      CacheControl: "no-store",
      Metadata: { colour: "red" },
      StorageClass: "STANDARD_IA",
      ChecksumCRC64NVME: done.ChecksumCRC64NVME,
    });
    const body = await (await s3.getObject({ Bucket, Key })).Body?.transformToByteArray();
    expect(Buffer.from(body ?? []).equals(Buffer.concat([FIVE, Buffer.from("the end")]))).toBe(true);
  });

  test("dates its object from its initiation", async () => {
    const UploadId = await begin("dated");
    const before = sim.clock.now();
    await sim.clock.advance("3h");
    await complete("dated", UploadId, [await put("dated", UploadId, 1, "x")]);
    const { LastModified } = await s3.headObject({ Bucket, Key: "dated" });
    expect(Math.abs((LastModified?.getTime() ?? 0) - new Date(before).getTime())).toBeLessThan(60_000);
  });

  test("takes parts in any order, again, and numbers with gaps", async () => {
    const Key = "parts";
    const UploadId = await begin(Key);
    const [last] = await Promise.all([put(Key, UploadId, 9, "last"), put(Key, UploadId, 5, "overwritten")]);
    const again = await put(Key, UploadId, 5, FIVE);
    const unused = await put(Key, UploadId, 7, "unused");
    expect(unused.ETag).toBe(`"${md5(Buffer.from("unused"))}"`);
    // ETags may come without their quotes.
    await complete(Key, UploadId, [{ ...again, ETag: again.ETag?.replaceAll('"', "") ?? "" }, last]);
    const second = await s3.getObject({ Bucket, Key, PartNumber: 2 });
    expect(await second.Body?.transformToString()).toBe("last");
    expect(second).toMatchObject({ PartsCount: 2, ContentRange: `bytes 5242880-5242883/${5 * MIB + 4}` });
  });

  test("is removed when it was completed or aborted", async () => {
    const gone = (UploadId: string) => ({
      status: 404,
      code: "NoSuchUpload",
      message:
        "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.",
      UploadId,
    });
    const done = await begin("gone");
    const part = await put("gone", done, 1, "x");
    await complete("gone", done, [part]);
    expect(await refusal(put("gone", done, 2, "y"))).toMatchObject(gone(done));
    expect(await refusal(s3.abortMultipartUpload({ Bucket, Key: "gone", UploadId: done }))).toMatchObject(
      gone(done),
    );
    const aborted = await begin("aborted");
    await put("aborted", aborted, 1, "x");
    const answer = await s3.abortMultipartUpload({ Bucket, Key: "aborted", UploadId: aborted });
    expect(answer.$metadata.httpStatusCode).toBe(204);
    expect(await refusal(complete("aborted", aborted, [part]))).toMatchObject(gone(aborted));
    const elsewhere = await begin("one");
    expect(await refusal(put("another", elsewhere, 1, "x"))).toMatchObject(gone(elsewhere));
    expect(await refusal(put("one", "nonsense", 1, "x"))).toMatchObject(gone("nonsense"));
  });

  test("is not completed by a request without a body", async () => {
    const UploadId = await begin("bodiless");
    const empty = async (id: string) => {
      const answer = await fetch(`${sim.url}/${Bucket}/bodiless?uploadId=${id}`, { method: "POST" });
      const text = await answer.text();
      return [
        answer.status,
        ...["Code", "Message"].map((name) => new RegExp(`<${name}>(.*?)</`).exec(text)?.[1]),
      ];
    };
    expect(await empty(UploadId)).toEqual([400, "InvalidRequest", "You must specify at least one part"]);
    expect((await empty("unknown")).slice(0, 2)).toEqual([404, "NoSuchUpload"]);
  });

  test("is completed again by the same request, and by no other", async () => {
    const Key = "twice";
    const UploadId = await begin(Key);
    const part = await put(Key, UploadId, 1, "once");
    const { $metadata: _, ...first } = await complete(Key, UploadId, [part]);
    const { $metadata: __, ...second } = await complete(Key, UploadId, [part]);
    expect(second).toEqual(first);
    expect(
      await refusal(complete(Key, UploadId, [{ PartNumber: 1, ETag: md5(Buffer.from("other")) }])),
    ).toMatchObject({ code: "NoSuchUpload" });
    await s3.putObject({ Bucket, Key, Body: "new" });
    expect(await refusal(complete(Key, UploadId, [part]))).toMatchObject({ code: "NoSuchUpload" });
  });

  test("to the same key as another keeps its own parts", async () => {
    const [a, b] = [await begin("both"), await begin("both")];
    const [ofA, ofB] = [await put("both", a, 1, "of a"), await put("both", b, 1, "of b")];
    await complete("both", b, [ofB]);
    expect(await textOf("both")).toBe("of b");
    await complete("both", a, [ofA]);
    expect(await textOf("both")).toBe("of a");
  });

  test("does not keep its bucket from being deleted, and does not outlive it", async () => {
    await s3.createBucket({ Bucket: "short-lived" });
    const { UploadId } = await s3.createMultipartUpload({ Bucket: "short-lived", Key: "k" });
    await s3.deleteBucket({ Bucket: "short-lived" });
    await s3.createBucket({ Bucket: "short-lived" });
    const part = { Bucket: "short-lived", Key: "k", UploadId, PartNumber: 1, Body: "x" };
    expect(await refusal(s3.uploadPart(part))).toMatchObject({ code: "NoSuchUpload" });
  });

  test("makes a version of its own where the bucket has versions", async () => {
    await s3.createBucket({ Bucket: "versioned-uploads" });
    await s3.putBucketVersioning({
      Bucket: "versioned-uploads",
      VersioningConfiguration: { Status: "Enabled" },
    });
    const at = { Bucket: "versioned-uploads", Key: "k" };
    const { VersionId: before } = await s3.putObject({ ...at, Body: "before" });
    const { UploadId } = await s3.createMultipartUpload(at);
    const { ETag } = await s3.uploadPart({ ...at, UploadId, PartNumber: 1, Body: "after" });
    const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] };
    const { VersionId } = await s3.completeMultipartUpload({ ...at, UploadId, MultipartUpload });
    expect(VersionId).toMatch(/^[\w.]{32}$/);
    expect(VersionId).not.toBe(before);
    expect(await (await s3.getObject({ ...at, VersionId })).Body?.transformToString()).toBe("after");
    expect(await (await s3.getObject({ ...at, VersionId: before })).Body?.transformToString()).toBe("before");
  });
});

describe("a rejected completion leaves the upload unchanged", () => {
  const Key = "refused";
  let UploadId: string;
  let small: CompletedPart;
  let last: CompletedPart;

  beforeAll(async () => {
    UploadId = await begin(Key);
    small = await put(Key, UploadId, 1, "small");
    last = await put(Key, UploadId, 2, "last");
  });

  test.each<[string, () => CompletedPart[], () => object]>([
    [
      "no parts",
      () => [],
      () => ({ status: 400, code: "InvalidRequest", message: "You must specify at least one part" }),
    ],
    [
      "parts out of order",
      () => [last, small],
      () => ({
        status: 400,
        code: "InvalidPartOrder",
        message: "The list of parts was not in ascending order. Parts must be ordered by part number.",
        UploadId,
      }),
    ],
    ["a part twice", () => [last, last], () => ({ code: "InvalidPartOrder" })],
    [
      "parts that are not there",
      () => [small, { PartNumber: 3, ETag: '"00"' }],
      () => ({
        status: 400,
        code: "InvalidPart",
        message:
          "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
        UploadId,
        PartNumber: "3",
        ETag: "00",
      }),
    ],
    [
      "another ETag",
      () => [{ ...small, ETag: last.ETag ?? "" }],
      () => ({ code: "InvalidPart", PartNumber: "1" }),
    ],
    [
      "a small part that is not the last",
      () => [small, last],
      () => ({
        status: 400,
        code: "EntityTooSmall",
        message: "Your proposed upload is smaller than the minimum allowed size",
        ProposedSize: "5",
        MinSizeAllowed: "5242880",
        PartNumber: "1",
        ETag: md5(Buffer.from("small")),
      }),
    ],
    ["a part without its number", () => [{ ETag: '"00"' }], () => ({ code: "MalformedXML" })],
  ])("%s", async (_, parts, expected) => {
    expect(await refusal(complete(Key, UploadId, parts()))).toMatchObject(expected());
  });

  test("a size that it has not", async () => {
    expect(await refusal(complete(Key, UploadId, [last], { MpuObjectSize: 5 }))).toMatchObject({
      status: 400,
      code: "InvalidRequest",
      message: "The provided 'x-amz-mp-object-size' header value 5 does not match what was computed: 4",
    });
  });

  test("after which it can be completed", async () => {
    const own = { key: "refused-once", id: await begin("refused-once") };
    const parts = [await put(own.key, own.id, 1, "small"), await put(own.key, own.id, 2, "last")];
    expect(await refusal(complete(own.key, own.id, parts))).toMatchObject({ code: "EntityTooSmall" });
    await complete(own.key, own.id, parts.slice(1), { MpuObjectSize: 4 });
    expect(await textOf(own.key)).toBe("last");
  });
});

test.each([0, 10_001, -1])("part number %i is none", async (PartNumber) => {
  const UploadId = await begin("numbers");
  const part = { Bucket, Key: "numbers", UploadId, PartNumber, Body: "x" };
  expect(await refusal(s3.uploadPart(part))).toEqual({
    status: 400,
    code: "InvalidArgument",
    message: "Part number must be an integer between 1 and 10000, inclusive",
    ArgumentName: "partNumber",
    ArgumentValue: String(PartNumber),
  });
});

describe("conditions of a completion", () => {
  /** An upload of one part, with what happens to its key before it is completed. */
  async function completed(
    Key: string,
    condition: object,
    meanwhile: () => Promise<unknown> = async () => {},
  ) {
    const UploadId = await begin(Key);
    const part = await put(Key, UploadId, 1, "mine");
    await meanwhile();
    return complete(Key, UploadId, [part], condition);
  }

  const conflict = (Condition: string, Key: string) => ({
    status: 409,
    code: "ConditionalRequestConflict",
    message: "The conditional request cannot succeed due to a conflicting operation against this resource.",
    Condition,
    Key,
  });

  test("If-None-Match holds where nothing is", async () => {
    await completed("new", { IfNoneMatch: "*" });
    expect(await textOf("new")).toBe("mine");
  });

  test("If-None-Match fails if the key was written during the upload", async () => {
    const write = () => s3.putObject({ Bucket, Key: "raced", Body: "theirs" });
    expect(await refusal(completed("raced", { IfNoneMatch: "*" }, write))).toMatchObject({
      status: 412,
      code: "PreconditionFailed",
      Condition: "If-None-Match",
    });
    expect(await textOf("raced")).toBe("theirs");
  });

  test("If-None-Match conflicts with a delete during the upload", async () => {
    await s3.putObject({ Bucket, Key: "deleted", Body: "old" });
    const remove = () => s3.deleteObject({ Bucket, Key: "deleted" });
    expect(await refusal(completed("deleted", { IfNoneMatch: "*" }, remove))).toMatchObject(
      conflict("If-None-Match", "deleted"),
    );
    // The delete is visible to a new upload.
    await completed("deleted", { IfNoneMatch: "*" });
  });

  test("If-Match succeeds for an unchanged object, and conflicts with a write during the upload", async () => {
    const { ETag: IfMatch } = await s3.putObject({ Bucket, Key: "matched", Body: "old" });
    const write = () => s3.putObject({ Bucket, Key: "matched", Body: "old" });
    expect(await refusal(completed("matched", { IfMatch }, write))).toMatchObject(
      conflict("If-Match", "matched"),
    );
    expect(await refusal(completed("matched", { IfMatch: '"00"' }))).toMatchObject({ status: 412 });
    await completed("matched", { IfMatch });
    expect(await refusal(completed("nothing", { IfMatch }))).toMatchObject({ code: "NoSuchKey" });
  });
});

import { createHash } from "node:crypto";
import {
  type ChecksumAlgorithm,
  type CompletedPart,
  type CreateMultipartUploadRequest,
  S3,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createAwsSim } from "../../../lib/index.js";
import { ALGORITHMS, checksumOf } from "../../../lib/services/s3/checksums/algorithms.js";
import { refusal } from "./support/refusal.js";

const sim = await createAwsSim();
const s3 = new S3({ ...sim.clientConfig(), requestChecksumCalculation: "WHEN_REQUIRED" });
const Bucket = "checked";

beforeAll(() => s3.createBucket({ Bucket }));
afterAll(() => sim.close());

const FIRST = Buffer.alloc(5 * 1024 * 1024, "first part ");
const LAST = Buffer.from("the last part");
const WHOLE = Buffer.concat([FIRST, LAST]);

type Algorithm = (typeof ALGORITHMS)[number];
type Type = "COMPOSITE" | "FULL_OBJECT";

const base64 = (algorithm: Algorithm, ...pieces: Uint8Array[]) =>
  checksumOf(algorithm, pieces).toString("base64");
const composite = (algorithm: Algorithm) =>
  base64(algorithm, checksumOf(algorithm, [FIRST]), checksumOf(algorithm, [LAST]));
const member = (algorithm: Algorithm) => `Checksum${algorithm}` as const;

async function begin(Key: string, more: Partial<CreateMultipartUploadRequest> = {}): Promise<string> {
  const { UploadId } = await s3.createMultipartUpload({ Bucket, Key, ...more });
  return UploadId ?? "";
}

async function put(Key: string, UploadId: string, PartNumber: number, Body: Uint8Array, more: object = {}) {
  const { $metadata, ServerSideEncryption, ...part } = await s3.uploadPart({
    Bucket,
    Key,
    UploadId,
    PartNumber,
    Body,
    ...more,
  });
  return { PartNumber, ...part };
}

const complete = (Key: string, UploadId: string, Parts: CompletedPart[], more: object = {}) =>
  s3.completeMultipartUpload({ Bucket, Key, UploadId, MultipartUpload: { Parts }, ...more });

describe("the checksum of an object in parts", () => {
  test.each<[Algorithm, Type | undefined, Type]>([
    ["CRC32", undefined, "COMPOSITE"],
    ["CRC32C", undefined, "COMPOSITE"],
    ["SHA1", undefined, "COMPOSITE"],
    ["SHA256", "COMPOSITE", "COMPOSITE"],
    ["CRC64NVME", undefined, "FULL_OBJECT"],
    ["CRC32", "FULL_OBJECT", "FULL_OBJECT"],
    ["CRC32C", "FULL_OBJECT", "FULL_OBJECT"],
  ])("%s, type asked for: %s", async (algorithm, asked, type) => {
    const Key = `${algorithm}-${asked}`;
    const created = await s3.createMultipartUpload({
      Bucket,
      Key,
      ChecksumAlgorithm: algorithm,
      ...(asked && { ChecksumType: asked }),
    });
    expect(created).toMatchObject({ ChecksumAlgorithm: algorithm, ChecksumType: type });
    const UploadId = created.UploadId ?? "";
    const parts = [
      await put(Key, UploadId, 1, FIRST, { [member(algorithm)]: base64(algorithm, FIRST) }),
      // S3 computes the checksum that the client omits.
      await put(Key, UploadId, 2, LAST),
    ];
    expect(parts.map((part) => part[member(algorithm)])).toEqual([
      base64(algorithm, FIRST),
      base64(algorithm, LAST),
    ]);

    const value = type === "COMPOSITE" ? `${composite(algorithm)}-2` : base64(algorithm, WHOLE);
    const done = await complete(Key, UploadId, parts, {
      ChecksumType: type,
      ...(type === "FULL_OBJECT" && { [member(algorithm)]: value }),
    });
    expect(done).toMatchObject({ [member(algorithm)]: value, ChecksumType: type });
    const head = await s3.headObject({ Bucket, Key, ChecksumMode: "ENABLED" });
    expect(head).toMatchObject({ [member(algorithm)]: value, ChecksumType: type });
    const { Checksum, ObjectParts } = await s3.getObjectAttributes({
      Bucket,
      Key,
      ObjectAttributes: ["Checksum", "ObjectParts"],
    });
    expect(Checksum).toEqual({ [member(algorithm)]: value.replace(/-2$/, ""), ChecksumType: type });
    expect(ObjectParts?.TotalPartsCount).toBe(2);
    if (type === "COMPOSITE") {
      expect(ObjectParts?.Parts).toEqual([
        { PartNumber: 1, Size: FIRST.length, [member(algorithm)]: base64(algorithm, FIRST) },
        { PartNumber: 2, Size: LAST.length, [member(algorithm)]: base64(algorithm, LAST) },
      ]);
    }
  });

  test("is a CRC64NVME if none was requested, independent of the parts' checksums", async () => {
    const UploadId = await begin("none");
    const parts = [
      await put("none", UploadId, 1, FIRST, { ChecksumSHA256: base64("SHA256", FIRST) }),
      await put("none", UploadId, 2, LAST),
    ];
    expect(parts[0]?.ChecksumSHA256).toBe(base64("SHA256", FIRST));
    expect(parts[1]).toEqual({ PartNumber: 2, ETag: `"${createHash("md5").update(LAST).digest("hex")}"` });
    expect(await complete("none", UploadId, parts)).toMatchObject({
      ChecksumCRC64NVME: base64("CRC64NVME", WHOLE),
      ChecksumType: "FULL_OBJECT",
    });
  });
});

describe("an upload is rejected", () => {
  const invalid = (message: string) => ({ status: 400, code: "InvalidRequest", message });

  test.each<[string, object, string]>([
    [
      "SHA1 of the full object",
      { ChecksumAlgorithm: "SHA1", ChecksumType: "FULL_OBJECT" },
      "The FULL_OBJECT checksum type cannot be used with the sha1 checksum algorithm.",
    ],
    [
      "a composite CRC64NVME",
      { ChecksumAlgorithm: "CRC64NVME", ChecksumType: "COMPOSITE" },
      "The COMPOSITE checksum type cannot be used with the crc64nvme checksum algorithm.",
    ],
    [
      "a type alone",
      { ChecksumType: "COMPOSITE" },
      "The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.",
    ],
    [
      "an unknown algorithm",
      { ChecksumAlgorithm: "CRC7" },
      "Checksum algorithm provided is unsupported. Please try again with any of the valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]",
    ],
  ])("for %s", async (_, more, message) => {
    expect(await refusal(begin("refused", more))).toEqual(invalid(message));
  });

  const sha256 = (more: object = {}) => begin("refused", { ChecksumAlgorithm: "SHA256", ...more });

  test("a part by another algorithm", async () => {
    const UploadId = await sha256();
    const sent = put("refused", UploadId, 1, LAST, { ChecksumCRC32: base64("CRC32", LAST) });
    expect(await refusal(sent)).toEqual(
      invalid("Checksum Type mismatch occurred, expected checksum Type: sha256, actual checksum Type: crc32"),
    );
  });

  test("a part that does not match its checksum, and the earlier part stays", async () => {
    const UploadId = await sha256();
    const kept = await put("refused", UploadId, 1, LAST);
    const wrong = put("refused", UploadId, 1, FIRST, { ChecksumSHA256: base64("SHA256", LAST) });
    expect(await refusal(wrong)).toEqual({
      status: 400,
      code: "BadDigest",
      message: "The SHA256 you specified did not match the calculated checksum.",
    });
    const badMd5 = put("refused", UploadId, 1, FIRST, { ContentMD5: Buffer.alloc(16).toString("base64") });
    expect(await refusal(badMd5)).toMatchObject({ code: "BadDigest" });
    const invalidMd5 = put("refused", UploadId, 1, FIRST, { ContentMD5: "x" });
    expect(await refusal(invalidMd5)).toMatchObject({ code: "InvalidDigest" });
    expect(await complete("refused", UploadId, [kept])).toMatchObject({ ChecksumType: "COMPOSITE" });
  });

  test("a completion without the checksums of parts, with others, or of another kind", async () => {
    const UploadId = await sha256();
    const part = await put("refused", UploadId, 1, LAST);
    const { ChecksumSHA256, ...bare } = part;
    const again = (sent: CompletedPart, more: object = {}) =>
      refusal(complete("refused", UploadId, [sent], more));
    expect(await again(bare)).toEqual(
      invalid(
        "The upload was created using a sha256 checksum. The complete request must include the checksum for each part. It was missing for part 1 in the request.",
      ),
    );
    expect(await again({ ...bare, ChecksumSHA256: base64("SHA256", FIRST) })).toMatchObject({
      code: "InvalidPart",
      PartNumber: "1",
    });
    expect(await again({ ...bare, ChecksumCRC32: base64("CRC32", LAST) })).toEqual({
      status: 400,
      code: "BadDigest",
      message: "The sha256 you specified for part 1 did not match what we received.",
    });
    expect(await again(part, { ChecksumType: "FULL_OBJECT" })).toEqual(
      invalid(
        "The upload was created using the COMPOSITE checksum mode. The complete request must use the same checksum mode.",
      ),
    );
    expect(ChecksumSHA256).toBe(base64("SHA256", LAST));
  });

  test("a completion with another checksum of the whole", async () => {
    const UploadId = await begin("refused", { ChecksumAlgorithm: "CRC32C", ChecksumType: "FULL_OBJECT" });
    const { ChecksumCRC32C, ...part } = await put("refused", UploadId, 1, LAST);
    const said = (value: string) => complete("refused", UploadId, [part], { ChecksumCRC32C: value });
    expect(await refusal(said(base64("CRC32C", FIRST)))).toEqual({
      status: 400,
      code: "BadDigest",
      message: "The crc32c you specified did not match the calculated checksum.",
    });
    const none = await begin("refused");
    const only = await put("refused", none, 1, LAST);
    expect(await refusal(complete("refused", none, [only], { ChecksumType: "COMPOSITE" }))).toEqual(
      invalid(
        "The upload was created using the null checksum mode. The complete request must use the same checksum mode.",
      ),
    );
    await said(ChecksumCRC32C ?? "");
  });

  test("a completion with gaps between parts that are checked one by one", async () => {
    const UploadId = await sha256();
    const parts = [await put("refused", UploadId, 2, LAST)];
    expect(await refusal(complete("refused", UploadId, parts))).toMatchObject({
      status: 400,
      code: "InvalidPartOrder",
      UploadId,
    });
  });
});

describe("the five algorithms, in the three ways they arrive", () => {
  const trailing = new S3(sim.clientConfig());

  test.each(ALGORITHMS)("%s (H03)", async (algorithm: ChecksumAlgorithm & Algorithm) => {
    const value = base64(algorithm, LAST);
    const UploadId = await begin("ways", { ChecksumAlgorithm: algorithm });
    const part = { Bucket, Key: "ways", UploadId, PartNumber: 1, Body: LAST };
    const header = await s3.uploadPart({ ...part, [member(algorithm)]: value });
    const trailer = await trailing.uploadPart({ ...part, ChecksumAlgorithm: algorithm });
    const md5 = await s3.uploadPart({ ...part, ContentMD5: checksumOf("MD5", [LAST]).toString("base64") });
    expect([header, trailer, md5].map((sent) => sent[member(algorithm)])).toEqual([value, value, value]);
  });
});

import { createHash } from "node:crypto";
import { type CompletedPart, S3 } from "@aws-sdk/client-s3";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createAwsSim } from "../../../lib/index.js";
import { checksumOf } from "../../../lib/services/s3/checksums/algorithms.js";

const sim = await createAwsSim();
const s3 = new S3({ ...sim.clientConfig(), requestChecksumCalculation: "WHEN_REQUIRED" });
const Bucket = "laws";
const LEAST = 5 * 1024 * 1024;

beforeAll(() => s3.createBucket({ Bucket }));
afterAll(() => sim.close());

const md5 = (...pieces: Uint8Array[]) => {
  const hash = createHash("md5");
  for (const piece of pieces) hash.update(piece);
  return hash.digest();
};

/** Only the last part may be small. Contents differ by a letter and a size: enough to distinguish parts. */
const partsOfAnySize = fc
  .tuple(
    fc.array(fc.record({ letter: fc.nat(255), beyond: fc.nat(100_000) }), { maxLength: 2 }),
    fc.uint8Array({ maxLength: 300 }),
  )
  .map(([large, last]) => [
    ...large.map(({ letter, beyond }) => Buffer.alloc(LEAST + beyond, letter)),
    Buffer.from(last),
  ]);

const algorithms = fc.constantFrom(
  { ChecksumAlgorithm: "CRC32", ChecksumType: "COMPOSITE" } as const,
  { ChecksumAlgorithm: "CRC32", ChecksumType: "FULL_OBJECT" } as const,
  { ChecksumAlgorithm: "CRC32C", ChecksumType: "FULL_OBJECT" } as const,
  { ChecksumAlgorithm: "CRC64NVME", ChecksumType: "FULL_OBJECT" } as const,
  { ChecksumAlgorithm: "SHA1", ChecksumType: "COMPOSITE" } as const,
  { ChecksumAlgorithm: "SHA256", ChecksumType: "COMPOSITE" } as const,
);

test("ETag, checksum and content of any parts, whatever order they come in", async () => {
  const cases = fc.record({ parts: partsOfAnySize, kind: algorithms, backwards: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(cases, async ({ parts, kind, backwards }) => {
      const { ChecksumAlgorithm: algorithm, ChecksumType } = kind;
      const { UploadId } = await s3.createMultipartUpload({ Bucket, Key: "k", ...kind });
      const Parts: CompletedPart[] = [];
      const numbers = parts.map((_, i) => i);
      for (const i of backwards ? numbers.reverse() : numbers) {
        const part = { Bucket, Key: "k", UploadId, PartNumber: i + 1, Body: parts[i] };
        const { $metadata, ...sent } = await s3.uploadPart(part);
        Parts[i] = { PartNumber: i + 1, ...sent };
      }
      const done = await s3.completeMultipartUpload({
        Bucket,
        Key: "k",
        UploadId,
        MultipartUpload: { Parts },
        MpuObjectSize: parts.reduce((sum, { length }) => sum + length, 0),
      });
      expect(done.ETag).toBe(`"${md5(...parts.map((part) => md5(part))).toString("hex")}-${parts.length}"`);
      const checked =
        ChecksumType === "FULL_OBJECT" ? parts : parts.map((part) => checksumOf(algorithm, [part]));
      const suffix = ChecksumType === "FULL_OBJECT" ? "" : `-${parts.length}`;
      expect(done[`Checksum${algorithm}`]).toBe(checksumOf(algorithm, checked).toString("base64") + suffix);
      const body = (await (await s3.getObject({ Bucket, Key: "k" })).Body?.transformToByteArray()) ?? [];
      expect(Buffer.from(body).equals(Buffer.concat(parts))).toBe(true);
    }),
    { numRuns: 15 },
  );
}, 60_000);

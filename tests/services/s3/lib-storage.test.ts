import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { S3 } from "@aws-sdk/client-s3";
import { Upload } from "@aws-sdk/lib-storage";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { createAwsSim } from "../../../lib/index.js";

const sim = await createAwsSim();
const s3 = new S3(sim.clientConfig());
const Bucket = "storage";
const MIB = 1024 * 1024;

beforeAll(() => s3.createBucket({ Bucket }));
afterEach(() => sim.faults.clear());
afterAll(() => sim.close());

const BODY = Buffer.alloc(20 * MIB);
for (let i = 0; i < BODY.length; i += 4) BODY.writeUInt32LE(Math.imul(i, 2654435761) >>> 0, i);
const DIGEST = createHash("sha256").update(BODY).digest("hex");

async function digestOf(Key: string): Promise<string> {
  const { Body } = await s3.getObject({ Bucket, Key });
  return createHash("sha256")
    .update((await Body?.transformToByteArray()) ?? "")
    .digest("hex");
}

/** The ETag of S3's documentation for parts of 5 MiB. */
function etagInParts(): string {
  const parts = [0, 5, 10, 15].map((at) => BODY.subarray(at * MIB, (at + 5) * MIB));
  const digests = parts.map((part) => createHash("md5").update(part).digest());
  return `"${createHash("md5").update(Buffer.concat(digests)).digest("hex")}-4"`;
}

function upload(Key: string, more: Partial<ConstructorParameters<typeof Upload>[0]> = {}) {
  return new Upload({ client: s3, params: { Bucket, Key, Body: BODY }, ...more });
}

test.each([1, 2, 4])("Upload of 20 MB with %i concurrent requests (H16)", async (queueSize) => {
  const Key = `queue of ${queueSize}`;
  const { ETag, Location } = await upload(Key, { queueSize }).done();
  expect(ETag).toBe(etagInParts());
  expect(Location).toMatch(/^https?:\/\//);
  expect(await digestOf(Key)).toBe(DIGEST);
  const head = await s3.headObject({ Bucket, Key, ChecksumMode: "ENABLED" });
  expect(head.ChecksumCRC32).toMatch(/^[\w+/]{6}==-4$/);
});

test("Upload of a stream, with other checksums", async () => {
  const pieces = Array.from({ length: 20 }, (_, i) => BODY.subarray(i * MIB, (i + 1) * MIB));
  const params = {
    Bucket,
    Key: "stream",
    Body: Readable.from(pieces),
    ChecksumAlgorithm: "CRC64NVME" as const,
  };
  await new Upload({ client: s3, params }).done();
  expect(await digestOf("stream")).toBe(DIGEST);
  const head = await s3.headObject({ Bucket, Key: "stream", ChecksumMode: "ENABLED" });
  expect(head).toMatchObject({ ChecksumType: "FULL_OBJECT", ChecksumCRC64NVME: expect.any(String) });
});

test("Upload of less than a part is a PutObject", async () => {
  await new Upload({ client: s3, params: { Bucket, Key: "small", Body: "small" } }).done();
  const { ETag } = await s3.headObject({ Bucket, Key: "small" });
  expect(ETag).toBe(`"${createHash("md5").update("small").digest("hex")}"`);
});

test("an aborted Upload leaves nothing", async () => {
  const aborted = upload("aborted");
  aborted.on("httpUploadProgress", () => void aborted.abort());
  await expect(aborted.done()).rejects.toMatchObject({ name: "AbortError" });
  expect((await s3.listObjectsV2({ Bucket, Prefix: "aborted" })).Contents ?? []).toEqual([]);
});

test("a part that fails once is sent again", async () => {
  const refused = sim.faults.add({
    operation: "UploadPart",
    error: { code: "SlowDown", status: 503 },
    times: 1,
  });
  const dropped = sim.faults.add({ operation: "UploadPart", drop: true, times: 1 });
  await upload("retried").done();
  expect([refused.hits, dropped.hits]).toEqual([1, 1]);
  expect(await digestOf("retried")).toBe(DIGEST);
});

test("an Upload that fails for good is aborted, unless its parts are to stay", async () => {
  sim.faults.add({ operation: "UploadPart", error: { code: "AccessDenied", status: 403 } });
  const keeping = await upload("kept", { leavePartsOnError: true })
    .done()
    .catch((error: Error) => error.name);
  const leaving = await upload("left")
    .done()
    .catch((error: Error) => error.name);
  expect([keeping, leaving]).toEqual(["AccessDenied", "AccessDenied"]);
  expect(sim.s3.uploads(Bucket).map(({ key }) => key)).toEqual(["kept"]);
});

import { expect, test } from "vitest";
import { s3World } from "./world.js";

const world = s3World();
const MIB = 1024 * 1024;

/** Bytes outside the heap, where bodies are. */
function bytesInUse(): number {
  const { arrayBuffers } = process.memoryUsage();
  return arrayBuffers;
}

test("H23: a range of a large object is read without the rest of it", async () => {
  const Bucket = world.bucket();
  const at = { Bucket, Key: "large" };
  const body = Buffer.alloc(32 * MIB);
  for (let i = 0; i < body.length; i += 4) body.writeUInt32LE(i, i);
  await world.s3.putObject({ ...at, Body: body });
  const before = bytesInUse();
  let peak = 0;
  for (let start = 1000; start < body.length; start += 640 * 1024 + 12) {
    const { Body, ContentRange } = await world.s3.getObject({
      ...at,
      Range: `bytes=${start}-${start + 1023}`,
    });
    expect(ContentRange).toBe(`bytes ${start}-${start + 1023}/${body.length}`);
    const bytes = Buffer.from((await Body?.transformToByteArray()) ?? []);
    expect(bytes.equals(body.subarray(start, start + 1024))).toBe(true);
    peak = Math.max(peak, bytesInUse() - before);
  }
  // One whole copy would be 32 MiB.
  expect(peak).toBeLessThan(16 * MIB);
});

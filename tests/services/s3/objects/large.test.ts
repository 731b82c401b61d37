import { get, type IncomingMessage } from "node:http";
import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, test } from "vitest";
import { s3World } from "./objects-world.js";

const world = s3World();
const MIB = 1024 * 1024;

/** Bytes outside the heap, where bodies are. */
function bytesInUse(): number {
  const { arrayBuffers } = process.memoryUsage();
  return arrayBuffers;
}

/** Numbers one after the other, so that no two pieces are alike. */
function numbered(size: number): Buffer {
  const body = Buffer.alloc(size);
  for (let i = 0; i < size; i += 4) body.writeUInt32LE(i, i);
  return body;
}

/** A response whose body has not been read. */
function unread(path: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    get(`${world.sim.url}${path}`, { agent: false }, resolve).on("error", reject);
  });
}

test("H23: a range of a large object is read without the rest of it", async () => {
  const Bucket = world.bucket();
  const at = { Bucket, Key: "large" };
  const body = numbered(32 * MIB);
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

test("H04: a client that reads slowly gets all of a large object, and waiting for it keeps nothing else waiting", async () => {
  const Bucket = world.bucket();
  const body = numbered(16 * MIB);
  await world.s3.putObject({ Bucket, Key: "large", Body: body });
  const answer = await unread(`/${Bucket}/large`);
  expect(answer.headers["content-length"]).toBe(String(body.length));
  expect(await world.s3.headObject({ Bucket, Key: "large" })).toMatchObject({ ContentLength: body.length });
  const pieces: Buffer[] = [];
  for await (const piece of answer) {
    pieces.push(piece);
    await nextTurn();
  }
  expect(Buffer.concat(pieces).equals(body)).toBe(true);
});

test("H04: a client that leaves halfway takes nothing with it", async () => {
  const Bucket = world.bucket();
  const body = numbered(16 * MIB);
  await world.s3.putObject({ Bucket, Key: "large", Body: body });
  const answer = await unread(`/${Bucket}/large`);
  const first: unknown = await answer[Symbol.asyncIterator]().next();
  expect(first).toMatchObject({ done: false });
  answer.destroy();
  const { Body } = await world.s3.getObject({ Bucket, Key: "large" });
  expect(Buffer.from((await Body?.transformToByteArray()) ?? []).equals(body)).toBe(true);
});

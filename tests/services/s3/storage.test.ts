import { expect, test } from "vitest";
import { s3World } from "./s3-world.js";

const world = s3World();

test("storage() counts what buckets hold, and the memory that it takes", async () => {
  await world.versioned("one");
  await world.s3.createBucket({ Bucket: "two" });
  const Body = Buffer.alloc(100_000, "x");
  await world.s3.putObject({ Bucket: "one", Key: "a", Body });
  await world.s3.copyObject({ Bucket: "one", Key: "b", CopySource: "one/a" });
  await world.put("one", "c", "old");
  await world.put("one", "c", "newer");
  await world.s3.deleteObject({ Bucket: "one", Key: "b" });
  const { UploadId } = await world.s3.createMultipartUpload({ Bucket: "two", Key: "m" });
  await world.s3.uploadPart({ Bucket: "two", Key: "m", UploadId, PartNumber: 1, Body: "part" });
  const one = world.sim.s3.storage("one");
  expect(one).toEqual({
    objects: 2,
    noncurrentVersions: 2,
    deleteMarkers: 1,
    uploads: 0,
    logicalBytes: 200_008,
    physicalBytes: expect.any(Number),
  });
  // The copy shares the bytes of its source.
  expect(one.physicalBytes).toBeGreaterThanOrEqual(100_008);
  expect(one.physicalBytes).toBeLessThan(200_000);
  expect(world.sim.s3.storage()).toMatchObject({ objects: 2, uploads: 1, logicalBytes: 200_012 });
  expect(() => world.sim.s3.storage("none")).toThrow(/none/);
});

test("in memory, a copy takes no bytes of its own, and an equal upload does (H21)", async () => {
  await world.s3.createBucket({ Bucket: "one" });
  const Body = Buffer.alloc(100_000, "x");
  const physicalBytes = () => world.sim.s3.storage("one").physicalBytes;
  await world.s3.putObject({ Bucket: "one", Key: "a", Body });
  const single = physicalBytes();
  await world.s3.copyObject({ Bucket: "one", Key: "copy", CopySource: "one/a" });
  expect(physicalBytes()).toBe(single);
  await world.s3.putObject({ Bucket: "one", Key: "equal", Body });
  expect(physicalBytes()).toBeGreaterThanOrEqual(single + 100_000);
  await world.s3.deleteObject({ Bucket: "one", Key: "equal" });
  expect(physicalBytes()).toBe(single);
});

test("an account has 10,000 buckets and no more", async () => {
  for (let n = 0; n < 10_000; n++) world.sim.s3.createBucket(`bucket-${n}`);
  await expect(world.s3.createBucket({ Bucket: "one-more" })).rejects.toMatchObject({
    name: "TooManyBuckets",
    message: "You have attempted to create more buckets than allowed",
    $metadata: { httpStatusCode: 400 },
  });
  const other = world.elsewhere({ accountId: "222222222222" });
  await other.createBucket({ Bucket: "of-another-account" });
  expect(world.sim.s3.at({ account: "222222222222" }).bucket("of-another-account")?.name).toBe(
    "of-another-account",
  );
});

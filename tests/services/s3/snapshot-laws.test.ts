import type { S3 } from "@aws-sdk/client-s3";
import fc from "fast-check";
import { expect, test } from "vitest";
import { s3World } from "./s3-world.js";

const world = s3World();
const Bucket = "snapshots";

const name = fc.constantFrom("a", "a/b", "😀");
const step = fc.oneof(
  fc.record({
    what: fc.constantFrom("put" as const, "delete" as const, "tag" as const, "begin" as const),
    Key: name,
  }),
  fc.record({
    what: fc.constantFrom("upload" as const, "complete" as const, "abort" as const),
    at: fc.nat({ max: 5 }),
    PartNumber: fc.integer({ min: 1, max: 3 }),
  }),
  fc.record({
    what: fc.constant("version" as const),
    Status: fc.constantFrom("Enabled" as const, "Suspended" as const),
  }),
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;
const steps = fc.array(step, { minLength: 1, maxLength: 20 });

let written = 0;

async function take(s3: S3, one: Step): Promise<void> {
  switch (one.what) {
    case "put":
      await s3.putObject({ Bucket, Key: one.Key, Body: `content ${++written}` });
      return;
    case "delete":
      await s3.deleteObject({ Bucket, Key: one.Key });
      return;
    case "tag": {
      const TagSet = [{ Key: "k", Value: String(++written) }];
      if (world.sim.s3.object(Bucket, one.Key))
        await s3.putObjectTagging({ Bucket, Key: one.Key, Tagging: { TagSet } });
      return;
    }
    case "begin":
      await s3.createMultipartUpload({ Bucket, Key: one.Key });
      return;
    case "version":
      await s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status: one.Status } });
      return;
    default:
      return continueUpload(s3, one);
  }
}

async function continueUpload(
  s3: S3,
  { what, at, PartNumber }: Extract<Step, { at: number }>,
): Promise<void> {
  const uploads = world.sim.s3.uploads(Bucket);
  const upload = uploads[at % Math.max(1, uploads.length)];
  if (!upload) return;
  const { key: Key, uploadId: UploadId, parts } = upload;
  if (what === "upload") {
    await s3.uploadPart({ Bucket, Key, UploadId, PartNumber, Body: `part ${++written}` });
  } else if (what === "abort") {
    await s3.abortMultipartUpload({ Bucket, Key, UploadId });
  } else if (parts[0]) {
    const Parts = [{ PartNumber: parts[0].number, ETag: parts[0].etag }];
    await s3.completeMultipartUpload({ Bucket, Key, UploadId, MultipartUpload: { Parts } });
  }
}

/** All that there is to see, as clients see it and as tests do. */
async function seen(s3: S3): Promise<unknown> {
  const versions = world.sim.s3.versions(Bucket);
  const { Versions, DeleteMarkers } = await s3.listObjectVersions({ Bucket });
  const { Uploads = [] } = await s3.listMultipartUploads({ Bucket });
  const parts: unknown[] = [];
  for (const { Key, UploadId } of Uploads) parts.push((await s3.listParts({ Bucket, Key, UploadId })).Parts);
  return {
    state: world.sim.s3.state(),
    texts: versions.map(({ key, versionId }) => world.sim.s3.text(Bucket, key, versionId)),
    objects: (await s3.listObjectsV2({ Bucket })).Contents,
    versions: [Versions, DeleteMarkers],
    uploads: [Uploads, parts],
  };
}

test("a restored snapshot shows again what it showed: objects, versions and uploads in progress", async () => {
  await fc.assert(
    fc.asyncProperty(steps, steps, async (before, after) => {
      world.sim.reset();
      const s3 = world.elsewhere({});
      await s3.createBucket({ Bucket });
      for (const one of before) await take(s3, one);
      const then = await seen(s3);
      const snapshot = world.sim.snapshot();
      for (const one of after) await take(s3, one);
      world.sim.restore(snapshot);
      expect(await seen(s3)).toEqual(then);
      // It can be restored again, after any changes to the first restoration.
      for (const one of after) await take(s3, one);
      world.sim.restore(snapshot);
      expect(await seen(s3)).toEqual(then);
    }),
    { numRuns: 40 },
  );
});

test("an upload that was in progress at the snapshot is completed after it was restored", async () => {
  const { s3, sim } = world;
  await s3.createBucket({ Bucket });
  const at = {
    Bucket,
    Key: "key",
    UploadId: (await s3.createMultipartUpload({ Bucket, Key: "key" })).UploadId,
  };
  const { ETag } = await s3.uploadPart({ ...at, PartNumber: 1, Body: "part" });
  const snapshot = sim.snapshot();
  await s3.abortMultipartUpload(at);
  await s3.deleteBucket({ Bucket });
  sim.restore(snapshot);
  await s3.completeMultipartUpload({ ...at, MultipartUpload: { Parts: [{ PartNumber: 1, ETag }] } });
  expect(sim.s3.text(Bucket, "key")).toBe("part");
});

test("after a reset there is nothing, and names are free", async () => {
  const { s3, sim } = world;
  await world.versioned(Bucket);
  await world.put(Bucket, "key");
  await s3.createMultipartUpload({ Bucket, Key: "upload" });
  sim.s3.blockCustomerKeys();
  sim.reset();
  expect(sim.s3.state()).toEqual({ buckets: [] });
  expect((await s3.listBuckets({})).Buckets ?? []).toEqual([]);
  const other = world.elsewhere({ accountId: "210987654321" });
  await other.createBucket({ Bucket });
  expect(await other.listObjectVersions({ Bucket })).toMatchObject({ IsTruncated: false });
  expect((await other.listObjectVersions({ Bucket })).Versions).toBeUndefined();
  expect((await other.listMultipartUploads({ Bucket })).Uploads).toBeUndefined();
});

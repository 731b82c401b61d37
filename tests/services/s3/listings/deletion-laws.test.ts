import {
  type ListMultipartUploadsOutput,
  type ListObjectsOutput,
  type ListObjectVersionsOutput,
  S3,
} from "@aws-sdk/client-s3";
import fc from "fast-check";
import { afterAll, beforeEach, expect, test } from "vitest";
import { createAwsSim } from "../../../../lib/index.js";

const sim = await createAwsSim({ clock: "frozen" });
const s3 = new S3(sim.clientConfig({ direct: true }));
const Bucket = "emptied";
afterAll(() => sim.close());
beforeEach(() => sim.reset());

/** Delete some of what the pages showed before the next page is read. */
const emptying = { size: fc.integer({ min: 1, max: 4 }), deletes: fc.infiniteStream(fc.boolean()) };
const key = fc.constantFrom("a", "a/b", "a/c", "b", "b/d/e");

interface Named {
  readonly Key?: string | undefined;
  readonly VersionId?: string | undefined;
  readonly UploadId?: string | undefined;
}

function nameOf({ Key, VersionId, UploadId }: Named): string {
  return [Key, VersionId, UploadId].join(" ");
}

async function arrange(): Promise<void> {
  sim.reset();
  await s3.createBucket({ Bucket });
}

test("ListObjectVersions: every version appears once while those that appeared are deleted", async () => {
  const step = fc.record({ key, status: fc.constantFrom("Enabled", "Suspended"), put: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        ...emptying,
        before: fc.array(key, { maxLength: 2 }),
        steps: fc.array(step, { maxLength: 8 }),
      }),
      async ({ before, steps, size, deletes }) => {
        await arrange();
        for (const Key of before) await s3.putObject({ Bucket, Key, Body: "" });
        for (const { key: Key, status: Status, put } of steps) {
          await s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status } });
          if (put) await s3.putObject({ Bucket, Key, Body: "" });
          else await s3.deleteObject({ Bucket, Key });
        }
        const all = sim.s3.versions(Bucket).map(({ key: Key, versionId }) => `${Key} ${versionId} `);
        const seen: string[] = [];
        let markers: { KeyMarker?: string; VersionIdMarker?: string } | undefined = {};
        while (markers) {
          const page: ListObjectVersionsOutput = await s3.listObjectVersions({
            Bucket,
            MaxKeys: size,
            ...markers,
          });
          const items = [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])];
          seen.push(...items.map(nameOf));
          for (const { Key, VersionId } of items) {
            if (deletes.next().value) await s3.deleteObject({ Bucket, Key, VersionId });
          }
          const { NextKeyMarker: KeyMarker, NextVersionIdMarker: VersionIdMarker } = page;
          markers = page.IsTruncated ? { KeyMarker, VersionIdMarker } : undefined;
        }
        expect(seen.sort()).toEqual(all.sort());
      },
    ),
    { numRuns: 60 },
  );
});

test("five versions of a key are deleted in pages of three, after which the bucket is empty", async () => {
  await arrange();
  await s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status: "Enabled" } });
  for (let i = 0; i < 5; i++) await s3.putObject({ Bucket, Key: "k", Body: "" });
  const first = await s3.listObjectVersions({ Bucket, MaxKeys: 3 });
  await s3.deleteObjects({ Bucket, Delete: { Objects: (first.Versions ?? []).map(identifierOf) } });
  const second = await s3.listObjectVersions({
    Bucket,
    KeyMarker: first.NextKeyMarker,
    VersionIdMarker: first.NextVersionIdMarker,
  });
  expect(second.Versions?.map(({ IsLatest }) => IsLatest)).toEqual([true, false]);
  await s3.deleteObjects({ Bucket, Delete: { Objects: (second.Versions ?? []).map(identifierOf) } });
  await s3.deleteBucket({ Bucket });
  expect(sim.s3.buckets()).toEqual([]);
});

function identifierOf({ Key = "", VersionId }: Named) {
  return { Key, VersionId };
}

test("ListObjects and ListObjectsV2: every object appears once while those that appeared are deleted", async () => {
  const keys = fc.uniqueArray(fc.stringMatching(/^[ab/]{1,3}$/), { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(fc.record({ ...emptying, keys }), async ({ keys: all, size, deletes }) => {
      await arrange();
      for (const list of [pagesOfV1, pagesOfV2]) {
        for (const Key of all) await s3.putObject({ Bucket, Key, Body: "" });
        const seen: string[] = [];
        for await (const page of list(size)) {
          seen.push(...page);
          for (const Key of page) if (deletes.next().value) await s3.deleteObject({ Bucket, Key });
        }
        expect(seen).toEqual([...all].sort());
      }
    }),
    { numRuns: 40 },
  );
});

async function* pagesOfV1(MaxKeys: number): AsyncGenerator<string[]> {
  let Marker: string | undefined = "";
  while (Marker !== undefined) {
    const page: ListObjectsOutput = await s3.listObjects({ Bucket, MaxKeys, Marker });
    const keys = (page.Contents ?? []).map(({ Key = "" }) => Key);
    yield keys;
    Marker = page.IsTruncated ? keys.at(-1) : undefined;
  }
}

async function* pagesOfV2(MaxKeys: number): AsyncGenerator<string[]> {
  let ContinuationToken: string | undefined;
  do {
    const page = await s3.listObjectsV2({ Bucket, MaxKeys, ContinuationToken });
    yield (page.Contents ?? []).map(({ Key = "" }) => Key);
    ContinuationToken = page.NextContinuationToken;
  } while (ContinuationToken !== undefined);
}

test("ListMultipartUploads: every upload appears once while those that appeared are aborted", async () => {
  await fc.assert(
    fc.asyncProperty(fc.record({ ...emptying, keys: fc.array(key) }), async ({ keys, size, deletes }) => {
      await arrange();
      for (const Key of keys) await s3.createMultipartUpload({ Bucket, Key });
      const all = sim.s3.uploads(Bucket).map(({ key: Key, uploadId }) => `${Key}  ${uploadId}`);
      const seen: string[] = [];
      let markers: { KeyMarker?: string; UploadIdMarker?: string } | undefined = {};
      while (markers) {
        const page: ListMultipartUploadsOutput = await s3.listMultipartUploads({
          Bucket,
          MaxUploads: size,
          ...markers,
        });
        const uploads = page.Uploads ?? [];
        seen.push(...uploads.map(nameOf));
        for (const { Key, UploadId } of uploads) {
          if (deletes.next().value) await s3.abortMultipartUpload({ Bucket, Key, UploadId });
        }
        const { NextKeyMarker: KeyMarker, NextUploadIdMarker: UploadIdMarker } = page;
        markers = page.IsTruncated ? { KeyMarker, UploadIdMarker } : undefined;
      }
      expect(seen).toEqual(all);
    }),
    { numRuns: 40 },
  );
});

test("ListBuckets: every bucket appears once while those that appeared are deleted", async () => {
  sim.reset();
  const names = ["one-bucket", "another-bucket", "third-bucket", "last-bucket"];
  for (const name of names) await s3.createBucket({ Bucket: name });
  const seen: string[] = [];
  let ContinuationToken: string | undefined;
  do {
    const page = await s3.listBuckets({ MaxBuckets: 1, ContinuationToken });
    for (const { Name = "" } of page.Buckets ?? []) {
      seen.push(Name);
      await s3.deleteBucket({ Bucket: Name });
    }
    ContinuationToken = page.ContinuationToken;
  } while (ContinuationToken !== undefined);
  expect(seen).toEqual([...names].sort());
});

test("ListBucketInventoryConfigurations: every configuration appears once while the first page is deleted", async () => {
  await arrange();
  const ids = Array.from({ length: 150 }, (_, index) => `inventory-${String(index).padStart(3, "0")}`);
  for (const Id of ids) {
    const InventoryConfiguration = {
      Id,
      IsEnabled: true,
      IncludedObjectVersions: "All" as const,
      Schedule: { Frequency: "Daily" as const },
      Destination: { S3BucketDestination: { Bucket: "arn:aws:s3:::reports", Format: "CSV" as const } },
    };
    await s3.putBucketInventoryConfiguration({ Bucket, Id, InventoryConfiguration });
  }
  const first = await s3.listBucketInventoryConfigurations({ Bucket });
  for (const { Id } of first.InventoryConfigurationList ?? []) {
    await s3.deleteBucketInventoryConfiguration({ Bucket, Id });
  }
  const { NextContinuationToken: ContinuationToken } = first;
  const second = await s3.listBucketInventoryConfigurations({ Bucket, ContinuationToken });
  const seen = [first, second].flatMap(({ InventoryConfigurationList = [] }) => InventoryConfigurationList);
  expect(seen.map(({ Id }) => Id)).toEqual(ids);
});

import { S3 } from "@aws-sdk/client-s3";
import { afterAll, beforeEach, expect, test } from "vitest";
import { createAwsSim } from "../../../../lib/index.js";

const sim = await createAwsSim({ clock: "frozen", startTime: "2030-01-01T00:00:00Z" });
const s3 = new S3(sim.clientConfig());
const Bucket = "versioned";
afterAll(() => sim.close());
beforeEach(async () => {
  sim.reset();
  await s3.createBucket({ Bucket });
});

async function versioning(Status: "Enabled" | "Suspended"): Promise<void> {
  await s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status } });
}

async function put(Key: string): Promise<string> {
  return (await s3.putObject({ Bucket, Key, Body: "x" })).VersionId ?? "null";
}

async function remove(Key: string): Promise<string> {
  return (await s3.deleteObject({ Bucket, Key })).VersionId ?? "none";
}

/** What a page shows, as `key version latest`, in the order of its document. */
async function shown(query = ""): Promise<string[]> {
  const xml = await (await fetch(`${sim.url}/${Bucket}?versions${query}`)).text();
  const items = xml.matchAll(/<(Version|DeleteMarker)>(.*?)<\/\1>/gs);
  return [...items].map(([, kind, item = ""]) => {
    const [key, id, latest] = ["Key", "VersionId", "IsLatest"].map((name) => contentOf(item, name));
    return `${kind} ${key} ${id} ${latest}`;
  });
}

function contentOf(xml: string, name: string): string | undefined {
  return new RegExp(`<${name}>(.*?)</${name}>`).exec(xml)?.[1];
}

test("shows versions and delete markers in one order: by key, newest first", async () => {
  const plain = await put("b");
  await versioning("Enabled");
  const b2 = await put("b");
  const gone = await remove("b");
  const a1 = await put("a");
  const b3 = await put("b");
  const c = await remove("c");
  expect(await shown()).toEqual([
    `Version a ${a1} true`,
    `Version b ${b3} true`,
    `DeleteMarker b ${gone} false`,
    `Version b ${b2} false`,
    `Version b ${plain} false`,
    `DeleteMarker c ${c} true`,
  ]);
  expect(plain).toBe("null");
  const { Contents } = await s3.listObjectsV2({ Bucket });
  expect(Contents?.map(({ Key }) => Key)).toEqual(["a", "b"]);
});

test("a delete marker has an owner and no size, and hides its key", async () => {
  await versioning("Enabled");
  await put("a");
  const VersionId = await remove("a");
  const { DeleteMarkers, Versions } = await s3.listObjectVersions({ Bucket });
  expect(DeleteMarkers).toEqual([
    {
      Key: "a",
      VersionId,
      IsLatest: true,
      LastModified: new Date("2030-01-01T00:00:00Z"),
      Owner: { ID: expect.stringMatching(/^[0-9a-f]{64}$/) },
    },
  ]);
  expect(Versions?.map(({ IsLatest }) => IsLatest)).toEqual([false]);
  expect((await s3.listObjectsV2({ Bucket })).KeyCount).toBe(0);
  expect((await s3.listObjects({ Bucket })).Contents).toBeUndefined();
});

test("a suspended bucket shows its one null version in its place", async () => {
  await versioning("Enabled");
  const first = await put("a");
  await versioning("Suspended");
  await put("a");
  await put("a");
  expect(await shown()).toEqual(["Version a null true", `Version a ${first} false`]);
  await versioning("Enabled");
  const last = await put("a");
  expect(await shown()).toEqual([
    `Version a ${last} true`,
    "Version a null false",
    `Version a ${first} false`,
  ]);
});

test("continues after a version in the middle of a key, even if it was deleted between the pages", async () => {
  await versioning("Enabled");
  const ids: string[] = [];
  for (let i = 0; i < 4; i++) ids.unshift(await put("a"));
  const b = await put("b");
  const { NextKeyMarker, NextVersionIdMarker, Versions, IsTruncated } = await s3.listObjectVersions({
    Bucket,
    MaxKeys: 2,
  });
  expect([Versions?.map(({ VersionId }) => VersionId), IsTruncated]).toEqual([ids.slice(0, 2), true]);
  expect([NextKeyMarker, NextVersionIdMarker]).toEqual(["a", ids[1]]);
  await s3.deleteObject({ Bucket, Key: "a", VersionId: ids[1] });
  expect(await shown(`&key-marker=a&version-id-marker=${ids[1]}`)).toEqual([
    `Version a ${ids[2]} false`,
    `Version a ${ids[3]} false`,
    `Version b ${b} true`,
  ]);
  expect(await shown("&key-marker=a")).toEqual([`Version b ${b} true`]);
});

test("a page that ends with a common prefix names no version to continue behind", async () => {
  await versioning("Enabled");
  await put("a/1");
  await put("a/1");
  const b = await put("b");
  const page = await s3.listObjectVersions({ Bucket, Delimiter: "/", MaxKeys: 1 });
  expect([page.CommonPrefixes, page.NextKeyMarker, page.NextVersionIdMarker]).toEqual([
    [{ Prefix: "a/" }],
    "a/",
    undefined,
  ]);
  expect(await shown("&delimiter=/&key-marker=a/")).toEqual([`Version b ${b} true`]);
});

test("pages of any size show each version once", async () => {
  await versioning("Enabled");
  for (const key of ["a", "b", "a", "c", "a", "b"]) await put(key);
  await remove("b");
  const all = await shown();
  for (let size = 1; size <= 8; size++) {
    const found: string[] = [];
    let markers = "";
    for (;;) {
      const page = await s3.listObjectVersions({
        Bucket,
        MaxKeys: size,
        ...Object.fromEntries(new URLSearchParams(markers)),
      });
      found.push(...(await shown(`&max-keys=${size}${query(markers)}`)));
      if (!page.IsTruncated) break;
      markers = `KeyMarker=${page.NextKeyMarker}&VersionIdMarker=${page.NextVersionIdMarker}`;
    }
    expect(found).toEqual(all);
  }
});

function query(markers: string): string {
  return markers === ""
    ? ""
    : `&${markers}`.replace("KeyMarker", "key-marker").replace("VersionIdMarker", "version-id-marker");
}

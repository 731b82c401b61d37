import { expect, test } from "vitest";
import { body } from "../../support/body.js";
import { s3World } from "./s3-world.js";
import { refusal } from "./support/refusal.js";

const world = s3World();
const NULL_MARKER = { DeleteMarker: true, VersionId: "null" };

async function text(Bucket: string, Key: string, VersionId?: string): Promise<string | undefined> {
  return (await world.s3.getObject({ Bucket, Key, VersionId })).Body?.transformToString();
}

test("H11: versioning was never set, is on, and is suspended", async () => {
  const { s3 } = world;
  const Bucket = "states";
  await s3.createBucket({ Bucket });
  const set = (Status: "Enabled" | "Suspended") =>
    s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status } });
  expect(await body(s3.getBucketVersioning({ Bucket }))).toEqual({});
  await set("Suspended");
  expect(await body(s3.getBucketVersioning({ Bucket }))).toEqual({ Status: "Suspended" });
  await set("Enabled");
  expect(await body(s3.getBucketVersioning({ Bucket }))).toEqual({ Status: "Enabled" });
});

test("H11: a value that is not a state is rejected", async () => {
  const { s3 } = world;
  const Bucket = "states";
  await s3.createBucket({ Bucket });
  const set = (Status?: string) =>
    refusal(s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status: Status as "Enabled" } }));
  expect(await set()).toEqual({
    status: 400,
    code: "IllegalVersioningConfigurationException",
    message: "The Versioning element must be specified",
  });
  for (const Status of ["enabled", "Disabled"]) {
    expect(await set(Status)).toMatchObject({ status: 400, code: "MalformedXML" });
  }
});

test("MFA delete needs a device's code to change, and is kept", async () => {
  const { s3 } = world;
  const Bucket = "careful";
  await s3.createBucket({ Bucket });
  const set = (MFADelete: "Enabled" | "Disabled", MFA?: string) =>
    s3.putBucketVersioning({ Bucket, MFA, VersioningConfiguration: { Status: "Enabled", MFADelete } });
  expect(await refusal(set("Enabled"))).toMatchObject({ status: 403, code: "AccessDenied" });
  await set("Enabled", "device 123456");
  expect(await body(s3.getBucketVersioning({ Bucket }))).toEqual({ Status: "Enabled", MFADelete: "Enabled" });
  expect(await refusal(set("Disabled"))).toMatchObject({ status: 403 });
  await set("Disabled", "device 123456");
  expect((await s3.getBucketVersioning({ Bucket })).MFADelete).toBe("Disabled");
});

test("H11: versions are written, read and deleted one by one", async () => {
  const { s3 } = world;
  const Bucket = await world.versioned("versions");
  const one = await world.put(Bucket, "k", "one");
  const two = await world.put(Bucket, "k", "two");
  expect(one).toMatch(/^[\w.]{32}$/);
  expect(two).not.toBe(one);
  expect(await text(Bucket, "k")).toBe("two");
  expect(await text(Bucket, "k", one)).toBe("one");
  const head = await s3.headObject({ Bucket, Key: "k" });
  expect(head.VersionId).toBe(two);
  expect(await body(s3.deleteObject({ Bucket, Key: "k", VersionId: two }))).toEqual({ VersionId: two });
  expect(await text(Bucket, "k")).toBe("one");
  expect(await refusal(s3.getObject({ Bucket, Key: "k", VersionId: two }))).toEqual({
    status: 404,
    code: "NoSuchVersion",
    message: "The specified version does not exist.",
    Key: "k",
    VersionId: two,
  });
  expect(await refusal(s3.getObject({ Bucket, Key: "k", VersionId: "x" }))).toMatchObject({
    status: 400,
    code: "InvalidArgument",
    message: "Invalid version id specified",
    ArgumentName: "versionId",
  });
  const gone = s3.deleteObject({ Bucket, Key: "k", VersionId: two });
  expect(await body(gone)).toEqual({ VersionId: two });
});

test("H11: a delete marker hides the object until it is deleted itself", async () => {
  const { s3 } = world;
  const Bucket = await world.versioned("versions");
  await world.put(Bucket, "k", "kept");
  const marker = await body(s3.deleteObject({ Bucket, Key: "k" }));
  expect(marker).toEqual({ DeleteMarker: true, VersionId: expect.stringMatching(/^[\w.]{32}$/) });
  const hidden = await world.fetch(`/${Bucket}/k`);
  expect(hidden.status).toBe(404);
  expect(hidden.headers.get("x-amz-delete-marker")).toBe("true");
  expect(hidden.headers.get("x-amz-version-id")).toBe(marker.VersionId);
  expect(hidden.text).toContain("<Code>NoSuchKey</Code>");
  const byId = await world.fetch(`/${Bucket}/k?versionId=${marker.VersionId}`);
  expect(byId.status).toBe(405);
  expect(byId.headers.get("allow")).toBe("DELETE");
  expect(byId.headers.get("x-amz-version-id")).toBe(marker.VersionId);
  expect(byId.text).toContain("<Method>GET</Method><ResourceType>DeleteMarker</ResourceType>");
  expect(await body(s3.deleteObject({ Bucket, Key: "k", VersionId: marker.VersionId }))).toEqual(marker);
  expect(await text(Bucket, "k")).toBe("kept");
  expect((await s3.deleteObject({ Bucket, Key: "never" })).DeleteMarker).toBe(true);
});

test("H11: what was there before versioning is the null version, and stays it", async () => {
  const { s3 } = world;
  const Bucket = "old";
  await s3.createBucket({ Bucket });
  expect(await world.put(Bucket, "k", "old")).toBeUndefined();
  expect((await s3.headObject({ Bucket, Key: "k", VersionId: "null" })).VersionId).toBeUndefined();
  await s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status: "Enabled" } });
  expect((await s3.headObject({ Bucket, Key: "k" })).VersionId).toBe("null");
  await world.put(Bucket, "k", "new");
  expect(await text(Bucket, "k", "null")).toBe("old");
  expect(await text(Bucket, "k")).toBe("new");
});

test("H11: while versioning is suspended, one null version is written over, and the others stay", async () => {
  const { s3 } = world;
  const Bucket = await world.versioned("suspended");
  const kept = await world.put(Bucket, "k", "kept");
  await s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status: "Suspended" } });
  expect(await world.put(Bucket, "k", "null one")).toBeUndefined();
  expect((await s3.headObject({ Bucket, Key: "k" })).VersionId).toBe("null");
  await world.put(Bucket, "k", "null two");
  expect(await text(Bucket, "k", "null")).toBe("null two");
  expect(await body(s3.deleteObject({ Bucket, Key: "k" }))).toEqual(NULL_MARKER);
  expect(await refusal(s3.getObject({ Bucket, Key: "k", VersionId: "null" }))).toMatchObject({ status: 405 });
  expect(await text(Bucket, "k", kept)).toBe("kept");
  expect(await body(s3.deleteObject({ Bucket, Key: "k", VersionId: "null" }))).toEqual(NULL_MARKER);
  expect(await text(Bucket, "k")).toBe("kept");
});

import type { LifecycleRule } from "@aws-sdk/client-s3";
import { describe, expect, test } from "vitest";
import { s3World } from "../s3-world.js";

const world = s3World();
const Bucket = "kept";

async function put(...rules: Partial<LifecycleRule>[]) {
  const Rules = rules.map((rule, index) => ({
    ID: `rule ${index}`,
    Status: "Enabled" as const,
    ...(rule.Prefix === undefined && { Filter: {} }),
    ...rule,
  }));
  await world.s3.putBucketLifecycleConfiguration({ Bucket, LifecycleConfiguration: { Rules } });
}

function keys() {
  return world.sim.s3.objects(Bucket).map(({ key }) => key);
}

/** The versions of the bucket, newest first: `object`, or `marker` for a delete marker. */
function versions() {
  return world.sim.s3
    .versions(Bucket)
    .map(
      ({ key, deleteMarker, isLatest }) =>
        `${key} ${deleteMarker ? "marker" : "object"}${isLatest ? "" : " (old)"}`,
    );
}

describe("expiration (H15)", () => {
  test("of an object comes at the midnight after its days", async () => {
    await world.s3.createBucket({ Bucket });
    await world.put(Bucket, "a/1");
    await world.put(Bucket, "b/1");
    await put({ Filter: { Prefix: "a/" }, Expiration: { Days: 3 } });
    await world.put(Bucket, "a/2");
    await world.sim.clock.set("2026-01-05T23:59:59.999Z");
    expect(keys()).toEqual(["a/1", "a/2", "b/1"]);
    await world.sim.clock.advance("1ms");
    expect(keys()).toEqual(["b/1"]);
  });

  test("by a date also takes what is written later", async () => {
    await world.s3.createBucket({ Bucket });
    await put({ Expiration: { Date: new Date("2026-02-01T00:00:00Z") } });
    await world.put(Bucket, "a");
    await world.sim.clock.set("2026-02-01T00:00:00Z");
    expect(keys()).toEqual([]);
    await world.put(Bucket, "b");
    await world.sim.clock.advance("23h");
    expect(keys()).toEqual(["b"]);
    await world.sim.clock.advance("1h");
    expect(keys()).toEqual([]);
  });

  test("in a bucket with versioning lays a delete marker, and removes that when it is alone", async () => {
    await world.versioned(Bucket);
    await put({ Expiration: { Days: 1 }, NoncurrentVersionExpiration: { NoncurrentDays: 2 } });
    await world.put(Bucket, "a");
    await world.sim.clock.set("2026-01-04T00:00:00Z");
    expect(versions()).toEqual(["a marker", "a object (old)"]);
    await world.sim.clock.set("2026-01-06T00:00:00Z");
    expect(versions()).toEqual(["a marker"]);
    await world.sim.clock.set("2026-01-07T00:00:00Z");
    expect(versions()).toEqual([]);
  });

  test("where versioning is suspended replaces the null version, and keeps others", async () => {
    await world.versioned(Bucket);
    await world.put(Bucket, "versioned");
    await world.s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status: "Suspended" } });
    await world.put(Bucket, "null");
    await put({ Expiration: { Days: 1 } });
    await world.sim.clock.set("2026-01-04T00:00:00Z");
    expect(versions()).toEqual(["null marker", "versioned marker", "versioned object (old)"]);
    expect(world.sim.s3.versions(Bucket).map(({ versionId }) => versionId.length)).toEqual([4, 4, 32]);
  });

  test("of noncurrent versions counts from their successor, and keeps the newest", async () => {
    await world.versioned(Bucket);
    for (let n = 0; n < 10; n++) await world.put(Bucket, "a", `${n}`);
    await put({ NoncurrentVersionExpiration: { NoncurrentDays: 1, NewerNoncurrentVersions: 5 } });
    await world.sim.clock.set("2026-01-03T23:59:00Z");
    expect(versions()).toHaveLength(10);
    await world.sim.clock.set("2026-01-04T00:00:00Z");
    expect(
      world.sim.s3.versions(Bucket).map(({ versionId }) => world.sim.s3.text(Bucket, "a", versionId)),
    ).toEqual(["9", "8", "7", "6", "5", "4"]);
    // One more pushes the oldest out, which has been noncurrent for long.
    await world.put(Bucket, "a", "10");
    await world.sim.clock.advance("1d");
    expect(
      world.sim.s3.versions(Bucket).map(({ versionId }) => world.sim.s3.text(Bucket, "a", versionId)),
    ).toEqual(["10", "9", "8", "7", "6", "5"]);
  });

  test("of lone delete markers comes with the next scan, whatever their age", async () => {
    await world.versioned(Bucket);
    await put({ Expiration: { ExpiredObjectDeleteMarker: true } });
    await world.put(Bucket, "kept");
    await world.s3.deleteObject({ Bucket, Key: "kept" });
    await world.s3.deleteObject({ Bucket, Key: "lone" });
    await world.sim.clock.advance("1d");
    expect(versions()).toEqual(["kept marker", "kept object (old)"]);
    const [, old] = world.sim.s3.versions(Bucket);
    await world.s3.deleteObject({ Bucket, Key: "kept", VersionId: old?.versionId });
    expect(versions()).toEqual(["kept marker"]);
    await world.sim.clock.advance("1d");
    expect(versions()).toEqual([]);
  });

  test("waits for the end of a retention, and for that of a legal hold", async () => {
    await world.s3.createBucket({ Bucket, ObjectLockEnabledForBucket: true });
    const ContentMD5 = "mgNkuembtIDdJeHwKEyFVQ==";
    const until = {
      ObjectLockMode: "COMPLIANCE",
      ObjectLockRetainUntilDate: new Date("2026-01-20T12:00:00Z"),
    } as const;
    await world.s3.putObject({ Bucket, Key: "retained", Body: "content", ContentMD5, ...until });
    const held = await world.s3.putObject({
      Bucket,
      Key: "held",
      Body: "content",
      ContentMD5,
      ObjectLockLegalHoldStatus: "ON",
    });
    await world.s3.deleteObject({ Bucket, Key: "retained" });
    await world.s3.deleteObject({ Bucket, Key: "held" });
    await put({ NoncurrentVersionExpiration: { NoncurrentDays: 1 } });
    await world.sim.clock.set("2026-01-20T23:59:00Z");
    expect(versions()).toHaveLength(4);
    await world.sim.clock.set("2026-01-21T00:00:00Z");
    expect(versions()).toEqual(["held marker", "held object (old)", "retained marker"]);
    const hold = { Bucket, Key: "held", VersionId: held.VersionId, LegalHold: { Status: "OFF" as const } };
    await world.s3.putObjectLegalHold(hold);
    await world.sim.clock.advance("1d");
    expect(versions()).toEqual(["held marker", "retained marker"]);
  });

  test("follows the tags and the size at the time of the scan", async () => {
    await world.s3.createBucket({ Bucket });
    const Filter = { And: { Tags: [{ Key: "k", Value: "v" }], ObjectSizeGreaterThan: 3 } };
    await put({ Filter, Expiration: { Days: 1 } });
    await world.s3.putObject({ Bucket, Key: "small", Body: "abc", Tagging: "k=v" });
    await world.s3.putObject({ Bucket, Key: "untagged later", Body: "abcd", Tagging: "k=v&x=y" });
    await world.s3.putObject({ Bucket, Key: "tagged later", Body: "abcd", Tagging: "k=w" });
    const tag = (Key: string, Value: string) =>
      world.s3.putObjectTagging({ Bucket, Key, Tagging: { TagSet: [{ Key: "k", Value }] } });
    await tag("untagged later", "w");
    await world.sim.clock.advance("10d");
    expect(keys()).toEqual(["small", "tagged later", "untagged later"]);
    await tag("tagged later", "v");
    await world.sim.clock.advance("1d");
    expect(keys()).toEqual(["small", "untagged later"]);
  });

  test("stops with the configuration, and with the rule", async () => {
    await world.s3.createBucket({ Bucket });
    await world.put(Bucket, "a");
    await put({ Expiration: { Days: 1 } });
    await put({ Status: "Disabled", Expiration: { Days: 1 } });
    await world.sim.clock.advance("5d");
    expect(keys()).toEqual(["a"]);
    await put({ Expiration: { Days: 1 } });
    await world.s3.deleteBucketLifecycle({ Bucket });
    await world.sim.clock.advance("5d");
    expect(keys()).toEqual(["a"]);
  });

  test("continues after a snapshot is restored", async () => {
    await world.s3.createBucket({ Bucket });
    await put({ Expiration: { Days: 1 } });
    await world.put(Bucket, "a");
    const snapshot = world.sim.snapshot();
    await world.sim.clock.advance("5d");
    expect(keys()).toEqual([]);
    world.sim.restore(snapshot);
    expect(keys()).toEqual(["a"]);
    await world.sim.clock.advance("5d");
    expect(keys()).toEqual([]);
  });

  test("is nothing that runUntilIdle waits for", async () => {
    await world.s3.createBucket({ Bucket });
    await put({ Expiration: { Days: 1 } });
    await world.put(Bucket, "a");
    await world.sim.clock.runUntilIdle();
    expect(keys()).toEqual(["a"]);
  });
});

describe("abortion of uploads (H15)", () => {
  test("comes at the midnight that the upload's headers promise", async () => {
    await world.s3.createBucket({ Bucket });
    const before = await world.s3.createMultipartUpload({ Bucket, Key: "a/1" });
    await put({ Filter: { Prefix: "a/" }, AbortIncompleteMultipartUpload: { DaysAfterInitiation: 2 } });
    const { AbortDate, UploadId } = await world.s3.createMultipartUpload({ Bucket, Key: "a/2" });
    await world.s3.uploadPart({ Bucket, Key: "a/2", UploadId, PartNumber: 1, Body: "x" });
    await world.s3.createMultipartUpload({ Bucket, Key: "b" });
    expect(before.AbortDate).toBeUndefined();
    await world.sim.clock.set(new Date(Number(AbortDate) - 1));
    expect(world.sim.s3.uploads(Bucket)).toHaveLength(3);
    await world.sim.clock.advance("1ms");
    expect(world.sim.s3.uploads(Bucket).map(({ key }) => key)).toEqual(["b"]);
    await expect(world.s3.listParts({ Bucket, Key: "a/2", UploadId })).rejects.toThrow(
      "The specified upload does not exist",
    );
  });
});

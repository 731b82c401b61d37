import type { ReplicationRule } from "@aws-sdk/client-s3";
import { describe, expect, test } from "vitest";
import type { S3EventRecord } from "../../../../lib/index.js";
import { s3World } from "../s3-world.js";

const world = s3World({ delays: { s3: { replication: "10s" } } });
const Source = "source";

function rule(change: Partial<ReplicationRule> = {}, to = "copies"): ReplicationRule {
  return {
    ID: `to ${to}`,
    Priority: 1,
    Status: "Enabled",
    Filter: {},
    DeleteMarkerReplication: { Status: "Disabled" },
    ...change,
    Destination: { Bucket: `arn:aws:s3:::${to}`, ...change.Destination },
  };
}

async function replicate(Rules: ReplicationRule[], Bucket = Source) {
  const ReplicationConfiguration = { Role: "arn:aws:iam::123456789012:role/r", Rules };
  await world.s3.putBucketReplication({ Bucket, ReplicationConfiguration });
}

async function buckets(...names: string[]) {
  for (const name of names) await world.versioned(name);
}

async function status(Key: string, Bucket = Source) {
  return (await world.s3.headObject({ Bucket, Key })).ReplicationStatus;
}

function keys(bucket = "copies") {
  return world.sim.s3.versions(bucket).map(({ key, deleteMarker }) => (deleteMarker ? `${key} marker` : key));
}

const TAGS = { TagSet: [{ Key: "k", Value: "v" }] };

describe("replication (H25)", () => {
  test("copies an object with all that is of it, under its version id", async () => {
    await buckets(Source, "copies");
    await world.put(Source, "before");
    await replicate([rule()]);
    const { VersionId, ETag } = await world.s3.putObject({
      Bucket: Source,
      Key: "a",
      Body: "content",
      Metadata: { m: "1" },
      Tagging: "k=v",
      CacheControl: "no-store",
      StorageClass: "STANDARD_IA",
    });
    const written = await world.s3.headObject({ Bucket: Source, Key: "a" });
    expect(written.ReplicationStatus).toBe("PENDING");
    expect(keys()).toEqual([]);
    await world.sim.clock.advance("10s");
    expect(await status("a")).toBe("COMPLETED");
    expect(await status("before")).toBeUndefined();
    const { $metadata, ...replica } = await world.s3.headObject({ Bucket: "copies", Key: "a" });
    const { $metadata: _, ...source } = written;
    expect(replica).toEqual({ ...source, ReplicationStatus: "REPLICA" });
    expect(replica).toMatchObject({ VersionId, ETag });
    expect(world.sim.s3.text("copies", "a")).toBe("content");
    expect(world.sim.s3.object("copies", "a")?.tags).toEqual({ k: "v" });
    expect(keys()).toEqual(["a"]);
  });

  test("follows prefixes and tags, and prefers the higher priority for each destination", async () => {
    await buckets(Source, "copies", "others");
    await replicate([
      rule({
        ID: "low",
        Priority: 1,
        Destination: { Bucket: "arn:aws:s3:::copies", StorageClass: "STANDARD_IA" },
      }),
      rule({
        ID: "high",
        Priority: 2,
        Filter: { And: { Prefix: "a", Tags: TAGS.TagSet } },
        Destination: { Bucket: "arn:aws:s3:::copies", StorageClass: "GLACIER_IR" },
      }),
      rule({ Priority: 3, Filter: { Prefix: "b" } }, "others"),
      rule({ ID: "off", Priority: 4, Status: "Disabled" }, "others"),
    ]);
    await world.s3.putObject({ Bucket: Source, Key: "a", Body: "x", Tagging: "k=v&l=w" });
    await world.put(Source, "b");
    await world.s3.putObject({ Bucket: Source, Key: "archived", Body: "x", StorageClass: "GLACIER" });
    await world.sim.clock.advance("10s");
    const classes = world.sim.s3.objects("copies").map(({ key, storageClass }) => `${key} ${storageClass}`);
    expect(classes).toEqual(["a GLACIER_IR", "b STANDARD_IA"]);
    expect(keys("others")).toEqual(["b"]);
    expect(await status("archived")).toBeUndefined();
  });

  test("replicates delete markers if the rule enables it, and no removals", async () => {
    await buckets(Source, "copies", "others");
    await replicate([
      rule({ DeleteMarkerReplication: { Status: "Enabled" } }),
      rule({ Priority: 2 }, "others"),
    ]);
    const VersionId = await world.put(Source, "a");
    await world.put(Source, "b");
    await world.s3.deleteObject({ Bucket: Source, Key: "a" });
    await world.sim.clock.advance("10s");
    await world.s3.deleteObject({ Bucket: Source, Key: "a", VersionId });
    await world.sim.clock.advance("10s");
    expect(keys()).toEqual(["a marker", "a", "b"]);
    expect(keys("others")).toEqual(["a", "b"]);
  });

  test("of rules of the first schema includes delete markers, and those of a lifecycle never", async () => {
    await buckets(Source, "copies");
    await replicate([
      { ID: "v1", Prefix: "", Status: "Enabled", Destination: { Bucket: "arn:aws:s3:::copies" } },
    ]);
    await world.put(Source, "a");
    await world.put(Source, "expired");
    await world.s3.deleteObject({ Bucket: Source, Key: "a" });
    await world.s3.putBucketLifecycleConfiguration({
      Bucket: Source,
      LifecycleConfiguration: {
        Rules: [{ ID: "r", Status: "Enabled", Filter: {}, Expiration: { Days: 1 } }],
      },
    });
    await world.sim.clock.advance("3d");
    expect(keys(Source)).toEqual(["a marker", "a", "expired marker", "expired"]);
    expect(keys()).toEqual(["a marker", "a", "expired"]);
  });

  test("sends later changes of tags, ACL and lock after the object", async () => {
    await buckets(Source, "copies");
    await replicate([rule()]);
    await world.put(Source, "a");
    await world.sim.clock.advance("10s");
    await world.s3.putObjectTagging({ Bucket: Source, Key: "a", Tagging: TAGS });
    expect(await status("a")).toBe("PENDING");
    await world.sim.clock.advance("10s");
    expect(await status("a")).toBe("COMPLETED");
    expect(world.sim.s3.object("copies", "a")?.tags).toEqual({ k: "v" });
  });

  test("in both directions ends, and replicates changes of replicas if the rules enable it", async () => {
    await buckets(Source, "copies");
    const both = { SourceSelectionCriteria: { ReplicaModifications: { Status: "Enabled" as const } } };
    await replicate([rule(both)]);
    await replicate([rule(both, Source)], "copies");
    await world.put(Source, "a");
    await world.put("copies", "b");
    await world.sim.clock.advance("1h");
    expect(keys(Source)).toEqual(["a", "b"]);
    expect(keys()).toEqual(["a", "b"]);
    expect([await status("a"), await status("a", "copies")]).toEqual(["COMPLETED", "REPLICA"]);
    await world.s3.putObjectTagging({ Bucket: "copies", Key: "a", Tagging: TAGS });
    expect(await status("a", "copies")).toBe("PENDING");
    await world.sim.clock.advance("1h");
    expect(await status("a", "copies")).toBe("REPLICA");
    expect(world.sim.s3.object(Source, "a")?.tags).toEqual({ k: "v" });
  });

  test("goes to another region and account, and gives the replica to its owner", async () => {
    await buckets(Source);
    const at = { account: "222222222222", region: "eu-west-1" };
    world.sim.s3.at(at).createBucket("copies", { versioning: "Enabled" });
    await replicate([
      rule({
        Destination: {
          Bucket: "arn:aws:s3:::copies",
          Account: at.account,
          AccessControlTranslation: { Owner: "Destination" },
        },
      }),
    ]);
    await world.put(Source, "a");
    await world.sim.clock.advance("10s");
    const client = world.elsewhere({ accountId: at.account, region: at.region });
    expect(await client.headObject({ Bucket: "copies", Key: "a" })).toMatchObject({
      ReplicationStatus: "REPLICA",
    });
  });

  test("keeps versions that arrive late in their order", async () => {
    await buckets(Source, "copies");
    await replicate([rule()]);
    await world.put(Source, "a", "first");
    await world.sim.clock.advance("1ms");
    const newest = await world.put("copies", "a", "newer in the destination");
    await world.sim.clock.advance("10s");
    expect(world.sim.s3.versions("copies").map(({ versionId }) => versionId === newest)).toEqual([
      true,
      false,
    ]);
    expect(world.sim.s3.text("copies", "a")).toBe("newer in the destination");
  });

  test("fails for good when the destination is deleted, and reports it in an event", async () => {
    await buckets(Source, "copies", "suspended");
    const Metrics = { Status: "Enabled" as const, EventThreshold: { Minutes: 15 } };
    await replicate([
      rule({ Destination: { Bucket: "arn:aws:s3:::copies", Metrics } }),
      rule({ Priority: 2, Filter: { Prefix: "b" } }, "suspended"),
    ]);
    const records: S3EventRecord[] = [];
    await world.put(Source, "a");
    await world.put(Source, "b");
    world.sim.s3.onEvent(Source, (record) => {
      records.push(record);
    });
    await world.s3.deleteBucket({ Bucket: "copies" });
    await world.s3.putBucketVersioning({
      Bucket: "suspended",
      VersioningConfiguration: { Status: "Suspended" },
    });
    await world.sim.clock.advance("10s");
    expect([await status("a"), await status("b")]).toEqual(["FAILED", "FAILED"]);
    expect(
      records.map(({ eventName, replicationEventData, s3 }) => [
        eventName,
        s3.object.key,
        replicationEventData,
      ]),
    ).toEqual(
      ["a", "b"].map((key) => [
        "Replication:OperationFailedReplication",
        key,
        {
          replicationRuleId: "to copies",
          destinationBucket: "arn:aws:s3:::copies",
          s3Operation: "OBJECT_PUT",
          requestTime: "2026-01-02T03:04:05.000Z",
          failureReason: "DstBucketNotFound",
        },
      ]),
    );
    expect(world.sim.s3.replicationMetrics(Source)).toMatchObject([
      {
        rule: "to copies",
        destination: "copies",
        pendingOperations: 0,
        pendingBytes: 0,
        replicated: 0,
        failed: 2,
      },
      { rule: "to suspended", destination: "suspended", replicated: 0, failed: 1 },
    ]);
    await world.sim.clock.advance("1d");
    expect(await status("a")).toBe("FAILED");
  });

  test("with time control reports a missed threshold, and a late replication", async () => {
    await buckets(Source, "copies");
    world.sim.delays.set({ s3: { replication: "20m" } });
    const Time = { Minutes: 15 };
    const Status = "Enabled" as const;
    await replicate([
      rule({
        Destination: {
          Bucket: "arn:aws:s3:::copies",
          Metrics: { Status, EventThreshold: Time },
          ReplicationTime: { Status, Time },
        },
      }),
    ]);
    await world.put(Source, "a");
    const records: S3EventRecord[] = [];
    world.sim.s3.onEvent(Source, (record) => {
      records.push(record);
    });
    expect(world.sim.s3.replicationMetrics(Source)).toMatchObject([
      { pendingOperations: 1, pendingBytes: 7 },
    ]);
    await world.sim.clock.advance("15m");
    expect(records.map(({ eventName }) => eventName)).toEqual(["Replication:OperationMissedThreshold"]);
    await world.sim.clock.advance("5m");
    expect(records[1]?.replicationEventData).toMatchObject({
      threshold: "PT15M",
      replicationTime: "PT1200S",
    });
  });

  test("keeps the lifecycle from what is not replicated yet", async () => {
    await buckets(Source, "copies");
    world.sim.delays.set({ s3: { replication: "5d" } });
    await replicate([rule()]);
    await world.put(Source, "a");
    await world.s3.putBucketLifecycleConfiguration({
      Bucket: Source,
      LifecycleConfiguration: {
        Rules: [{ ID: "r", Status: "Enabled", Filter: {}, Expiration: { Days: 1 } }],
      },
    });
    await world.sim.clock.advance("4d");
    expect(keys(Source)).toEqual(["a"]);
    await world.sim.clock.advance("2d");
    expect(keys(Source)).toEqual(["a marker", "a"]);
  });

  test("continues after a snapshot is restored", async () => {
    await buckets(Source, "copies");
    await replicate([rule()]);
    await world.put(Source, "a");
    const snapshot = world.sim.snapshot();
    await world.sim.clock.advance("10s");
    world.sim.restore(snapshot);
    expect(keys()).toEqual([]);
    await world.sim.clock.advance("10s");
    expect(keys()).toEqual(["a"]);
  });
});

describe("rules of replication that S3 rejects (H25)", () => {
  test.each<[string, Partial<ReplicationRule>]>([
    [
      "DeleteMarkerReplication must be specified for this version of Cross Region Replication configuration schema. " +
        "Please refer to S3 Developer Guide for more information.",
      { DeleteMarkerReplication: undefined },
    ],
    [
      "DeleteMarkerReplication cannot be used for this version of Cross Region Replication configuration schema. " +
        "Please refer to S3 Developer Guide for more information.",
      { Filter: undefined, Prefix: "" },
    ],
    [
      "Delete marker replication is not supported if any Tag filter is specified.",
      { Filter: { Tag: { Key: "k", Value: "v" } }, DeleteMarkerReplication: { Status: "Enabled" } },
    ],
    [
      "Account must be specified if AccessControlTranslation is present.",
      { Destination: { Bucket: "arn:aws:s3:::copies", AccessControlTranslation: { Owner: "Destination" } } },
    ],
    [
      "SseKmsEncryptedObjects must be specified if EncryptionConfiguration is present.",
      { Destination: { Bucket: "arn:aws:s3:::copies", EncryptionConfiguration: { ReplicaKmsKeyID: "k" } } },
    ],
    [
      "Destination bucket cannot be the same as the source bucket.",
      { Destination: { Bucket: `arn:aws:s3:::${Source}` } },
    ],
  ])("%s", async (message, change) => {
    await buckets(Source, "copies");
    await expect(replicate([rule(change)])).rejects.toMatchObject({ name: "InvalidRequest", message });
  });

  test("keep versioning from being suspended", async () => {
    await buckets(Source, "copies");
    await replicate([rule()]);
    await expect(
      world.s3.putBucketVersioning({ Bucket: Source, VersioningConfiguration: { Status: "Suspended" } }),
    ).rejects.toMatchObject({
      name: "InvalidBucketState",
      $metadata: { httpStatusCode: 409 },
      message:
        "A replication configuration is present on this bucket, so you cannot change the versioning state. " +
        "To change the versioning state, first delete the replication configuration.",
    });
  });
});

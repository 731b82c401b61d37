import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { S3EventRecord } from "../../../../lib/index.js";
import { s3World } from "../s3-world.js";

const world = s3World({ delays: { s3: { restore: "1h" } } });
const Bucket = "told";

/** Collects the records of the bucket. */
function listen(): S3EventRecord[] {
  const records: S3EventRecord[] = [];
  world.sim.s3.onEvent(Bucket, (record) => {
    records.push(record);
  });
  return records;
}

/** The parts that differ between records: the event, members of the object, and additional members. */
function told(records: readonly S3EventRecord[]) {
  return records.map(({ eventName, s3, lifecycleEventData, glacierEventData, userIdentity }) => {
    const { sequencer, ...object } = s3.object;
    const by = userIdentity.principalId === "s3.amazonaws.com" ? "s3" : "user";
    return {
      eventName,
      by,
      sequenced: sequencer !== undefined,
      ...object,
      ...lifecycleEventData,
      ...glacierEventData,
    };
  });
}

const ETAG = "9a0364b9e99bb480dd25e1f0284c8555";
const EMPTY_ETAG = "d41d8cd98f00b204e9800998ecf8427e";

describe("event records (H19)", () => {
  test("of a PUT are whole", async () => {
    await world.s3.createBucket({ Bucket });
    const records = listen();
    const put = await world.s3.putObject({ Bucket, Key: "in/a b+(c)é.txt", Body: "content" });
    expect(records).toEqual([
      {
        eventVersion: "2.5",
        eventSource: "aws:s3",
        awsRegion: "us-east-1",
        eventTime: "2026-01-02T03:04:05.000Z",
        eventName: "ObjectCreated:Put",
        userIdentity: { principalId: expect.stringMatching(/^AWS:AIDA/) },
        requestParameters: { sourceIPAddress: "127.0.0.1" },
        responseElements: {
          "x-amz-request-id": put.$metadata.requestId,
          "x-amz-id-2": expect.stringMatching(/^[\w+/]{76}$/),
        },
        s3: {
          s3SchemaVersion: "1.0",
          configurationId: "onEvent",
          bucket: {
            name: Bucket,
            ownerIdentity: { principalId: expect.stringMatching(/^A[0-9A-Z]{13}$/) },
            arn: `arn:aws:s3:::${Bucket}`,
          },
          object: {
            key: "in/a+b%2B%28c%29%C3%A9.txt",
            size: 7,
            eTag: ETAG,
            sequencer: expect.stringMatching(/^00695735A5[0-9A-F]{8}$/),
          },
        },
      },
    ]);
  });

  test("of each way to write, to delete and to change an object", async () => {
    await world.s3.createBucket({ Bucket });
    const records = listen();
    await world.put(Bucket, "a");
    await world.s3.copyObject({ Bucket, Key: "b", CopySource: `${Bucket}/a` });
    const upload = { Bucket, Key: "m" };
    const { UploadId } = await world.s3.createMultipartUpload(upload);
    const { ETag } = await world.s3.uploadPart({ ...upload, UploadId, PartNumber: 1, Body: "content" });
    const complete = { ...upload, UploadId, MultipartUpload: { Parts: [{ PartNumber: 1, ETag }] } };
    await world.s3.completeMultipartUpload(complete);
    // A repeated request has no further event.
    await world.s3.completeMultipartUpload(complete);
    await world.s3.putObjectTagging({ Bucket, Key: "a", Tagging: { TagSet: [{ Key: "k", Value: "v" }] } });
    await world.s3.deleteObjectTagging({ Bucket, Key: "a" });
    await world.s3.deleteObject({ Bucket, Key: "a" });
    await world.s3.deleteObject({ Bucket, Key: "a" });
    await world.s3.deleteObjects({ Bucket, Delete: { Objects: [{ Key: "b" }, { Key: "none" }] } });
    const eTag = ETAG;
    const user = { by: "user" };
    expect(told(records)).toEqual([
      { ...user, eventName: "ObjectCreated:Put", key: "a", size: 7, eTag, sequenced: true },
      { ...user, eventName: "ObjectCreated:Copy", key: "b", size: 7, eTag, sequenced: true },
      {
        ...user,
        eventName: "ObjectCreated:CompleteMultipartUpload",
        key: "m",
        size: 7,
        eTag: `${createHash("md5").update(Buffer.from(ETAG, "hex")).digest("hex")}-1`,
        sequenced: true,
      },
      { ...user, eventName: "ObjectTagging:Put", key: "a", eTag, sequenced: false },
      { ...user, eventName: "ObjectTagging:Delete", key: "a", eTag, sequenced: false },
      { ...user, eventName: "ObjectRemoved:Delete", key: "a", sequenced: true },
      { ...user, eventName: "ObjectRemoved:Delete", key: "b", sequenced: true },
    ]);
    const sequencers = records.flatMap(({ s3 }) => s3.object.sequencer ?? []);
    expect(sequencers).toEqual([...sequencers].sort());
  });

  test("of a form is one of its own", async () => {
    await world.s3.createBucket({ Bucket });
    const records = listen();
    const form = new FormData();
    form.append("key", "posted");
    form.append("file", new Blob(["content"]));
    expect((await fetch(`${world.sim.url}/${Bucket}`, { method: "POST", body: form })).status).toBe(204);
    expect(
      records.map(({ eventName, s3, userIdentity }) => [eventName, s3.object.key, userIdentity]),
    ).toEqual([["ObjectCreated:Post", "posted", { principalId: "Anonymous" }]]);
  });

  test("have versions where the bucket has, and none for a null version", async () => {
    await world.versioned(Bucket);
    const records = listen();
    const versionId = await world.put(Bucket, "a");
    const marker = await world.s3.deleteObject({ Bucket, Key: "a" });
    await world.s3.deleteObject({ Bucket, Key: "a", VersionId: marker.VersionId });
    await world.s3.deleteObject({ Bucket, Key: "a", VersionId: versionId });
    await world.s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status: "Suspended" } });
    await world.put(Bucket, "a");
    await world.s3.deleteObject({ Bucket, Key: "a" });
    const user = { by: "user", key: "a", sequenced: true };
    expect(told(records)).toEqual([
      { ...user, eventName: "ObjectCreated:Put", size: 7, eTag: ETAG, versionId },
      {
        ...user,
        eventName: "ObjectRemoved:DeleteMarkerCreated",
        eTag: EMPTY_ETAG,
        versionId: marker.VersionId,
      },
      { ...user, eventName: "ObjectRemoved:Delete", versionId: marker.VersionId },
      { ...user, eventName: "ObjectRemoved:Delete", versionId },
      { ...user, eventName: "ObjectCreated:Put", size: 7, eTag: ETAG },
      { ...user, eventName: "ObjectRemoved:DeleteMarkerCreated", eTag: EMPTY_ETAG },
    ]);
  });

  test("of ACLs come only where something changes", async () => {
    await world.s3.createBucket({ Bucket, ObjectOwnership: "ObjectWriter" });
    await world.s3.deletePublicAccessBlock({ Bucket });
    await world.put(Bucket, "a");
    const records = listen();
    await world.s3.putObjectAcl({ Bucket, Key: "a", ACL: "private" });
    await world.s3.putObjectAcl({ Bucket, Key: "a", ACL: "public-read" });
    await world.s3.putObjectAcl({ Bucket, Key: "a", ACL: "public-read" });
    expect(told(records)).toEqual([
      { eventName: "ObjectAcl:Put", by: "user", key: "a", eTag: ETAG, sequenced: false },
    ]);
  });

  test("of lifecycles are S3's own, with the midnight as their sequencer", async () => {
    await world.s3.createBucket({ Bucket });
    await world.put(Bucket, "a");
    const rule = (ID: string, rest: object) => ({
      ID,
      Status: "Enabled" as const,
      Filter: { ObjectSizeGreaterThan: 0 },
      ...rest,
    });
    const Rules = [
      rule("move", { Transitions: [{ Days: 1, StorageClass: "GLACIER" }] }),
      rule("expire", { Expiration: { Days: 2 } }),
    ];
    await world.s3.putBucketLifecycleConfiguration({ Bucket, LifecycleConfiguration: { Rules } });
    const records = listen();
    await world.sim.clock.advance("5d");
    expect(told(records)).toEqual([
      {
        eventName: "LifecycleTransition",
        by: "s3",
        key: "a",
        size: 7,
        eTag: ETAG,
        sequenced: true,
        transitionEventData: { destinationStorageClass: "GLACIER" },
      },
      { eventName: "LifecycleExpiration:Delete", by: "s3", key: "a", sequenced: true },
    ]);
    // 2026-01-04 and 2026-01-05 at midnight.
    expect(records.map(({ s3 }) => s3.object.sequencer)).toEqual([
      "006959AD8000000000",
      "00695AFF0000000000",
    ]);
    expect(records.map(({ requestParameters }) => requestParameters.sourceIPAddress)).toEqual([
      "s3.amazonaws.com",
      "s3.amazonaws.com",
    ]);
  });

  test("of a restore: asked for, completed, over", async () => {
    await world.s3.createBucket({ Bucket });
    await world.s3.putObject({ Bucket, Key: "a", Body: "content", StorageClass: "GLACIER" });
    const records = listen();
    await world.s3.restoreObject({ Bucket, Key: "a", RestoreRequest: { Days: 1 } });
    await world.sim.clock.advance("1h");
    await world.sim.clock.advance("3d");
    expect(told(records)).toEqual([
      { eventName: "ObjectRestore:Post", by: "user", key: "a", size: 7, eTag: ETAG, sequenced: true },
      {
        eventName: "ObjectRestore:Completed",
        by: "s3",
        key: "a",
        size: 7,
        eTag: ETAG,
        sequenced: true,
        restoreEventData: {
          lifecycleRestorationExpiryTime: "2026-01-04T00:00:00.000Z",
          lifecycleRestoreStorageClass: "GLACIER",
        },
      },
      { eventName: "ObjectRestore:Delete", by: "s3", key: "a", size: 7, eTag: ETAG, sequenced: false },
    ]);
  });
});

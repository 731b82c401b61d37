import { describe, expect, test } from "vitest";
import { s3World } from "./s3-world.js";

const world = s3World();
const Bucket = "ordered";

/** The names of a document's elements below its root, in their order; those that are repeated once. */
async function elementsOf(path: string, within?: string): Promise<string[]> {
  const { text } = await world.fetch(path);
  const content =
    within === undefined ? text : (new RegExp(`<${within}>(.*?)</${within}>`).exec(text)?.[1] ?? "");
  return childrenOf(within === undefined ? content.replace(/^.*?<\w+ xmlns="[^"]*">/s, "") : content);
}

function childrenOf(content: string): string[] {
  const names: string[] = [];
  let rest = content;
  for (;;) {
    const [whole, name = ""] = /^<(\w+)(?:\s[^>]*)?(?:\/>|>.*?<\/\1>)/s.exec(rest) ?? [];
    if (whole === undefined) return names;
    if (names.at(-1) !== name) names.push(name);
    rest = rest.slice(whole.length);
  }
}

/** Keys that a page of one does not hold, one of them below a prefix. */
async function arrange(): Promise<void> {
  await world.versioned(Bucket);
  for (const key of ["a", "b", "c/d"]) await world.put(Bucket, key);
}

const CONTENTS = ["Key", "LastModified", "ETag", "ChecksumAlgorithm", "ChecksumType", "Size"];

describe("H08: S3's own order of elements", () => {
  test("ListObjectsV2", async () => {
    await arrange();
    expect(await elementsOf(`/${Bucket}?list-type=2`)).toEqual([
      "Name",
      "Prefix",
      "KeyCount",
      "MaxKeys",
      "IsTruncated",
      "Contents",
    ]);
    const page = "list-type=2&delimiter=/&encoding-type=url";
    expect(await elementsOf(`/${Bucket}?${page}&max-keys=1`)).toEqual([
      "Name",
      "Prefix",
      "NextContinuationToken",
      "KeyCount",
      "MaxKeys",
      "Delimiter",
      "EncodingType",
      "IsTruncated",
      "Contents",
    ]);
    expect(await elementsOf(`/${Bucket}?${page}&start-after=a`)).toEqual([
      "Name",
      "Prefix",
      "StartAfter",
      "KeyCount",
      "MaxKeys",
      "Delimiter",
      "EncodingType",
      "IsTruncated",
      "Contents",
      "CommonPrefixes",
    ]);
    expect(await elementsOf(`/${Bucket}?list-type=2&fetch-owner=true`, "Contents")).toEqual([
      ...CONTENTS,
      "Owner",
      "StorageClass",
    ]);
  });

  test("ListObjects", async () => {
    await arrange();
    expect(await elementsOf(`/${Bucket}?delimiter=/&max-keys=1&encoding-type=url`)).toEqual([
      "Name",
      "Prefix",
      "Marker",
      "NextMarker",
      "MaxKeys",
      "Delimiter",
      "EncodingType",
      "IsTruncated",
      "Contents",
    ]);
    expect(await elementsOf(`/${Bucket}`, "Contents")).toEqual([...CONTENTS, "Owner", "StorageClass"]);
  });

  test("ListObjectVersions", async () => {
    await arrange();
    await world.s3.deleteObject({ Bucket, Key: "a" });
    expect(await elementsOf(`/${Bucket}?versions&max-keys=2`)).toEqual([
      "Name",
      "Prefix",
      "KeyMarker",
      "VersionIdMarker",
      "NextKeyMarker",
      "NextVersionIdMarker",
      "MaxKeys",
      "IsTruncated",
      "DeleteMarker",
      "Version",
    ]);
    expect(await elementsOf(`/${Bucket}?versions`, "DeleteMarker")).toEqual([
      "Key",
      "VersionId",
      "IsLatest",
      "LastModified",
      "Owner",
    ]);
    expect(await elementsOf(`/${Bucket}?versions`, "Version")).toEqual([
      "Key",
      "VersionId",
      "IsLatest",
      "LastModified",
      "ETag",
      "ChecksumAlgorithm",
      "ChecksumType",
      "Size",
      "Owner",
      "StorageClass",
    ]);
  });

  test("ListBuckets", async () => {
    await arrange();
    await world.s3.createBucket({ Bucket: "another" });
    expect(await elementsOf("/")).toEqual(["Owner", "Buckets"]);
    expect(await elementsOf("/?max-buckets=1&prefix=")).toEqual([
      "Owner",
      "Buckets",
      "Prefix",
      "ContinuationToken",
    ]);
    expect((await world.fetch("/?prefix=zzz")).text).toContain("<Buckets/><Prefix>zzz</Prefix>");
  });

  test("ListMultipartUploads and ListParts", async () => {
    await arrange();
    const { UploadId = "" } = await world.s3.createMultipartUpload({ Bucket, Key: "u" });
    await world.s3.uploadPart({ Bucket, Key: "u", UploadId, PartNumber: 1, Body: "x" });
    expect(await elementsOf(`/${Bucket}?uploads&delimiter=/&prefix=u`)).toEqual([
      "Bucket",
      "KeyMarker",
      "UploadIdMarker",
      "NextKeyMarker",
      "NextUploadIdMarker",
      "Delimiter",
      "Prefix",
      "MaxUploads",
      "IsTruncated",
      "Upload",
    ]);
    expect(await elementsOf(`/${Bucket}?uploads`, "Upload")).toEqual([
      "Key",
      "UploadId",
      "Initiator",
      "Owner",
      "StorageClass",
      "Initiated",
    ]);
    expect(await elementsOf(`/${Bucket}/u?uploadId=${UploadId}`)).toEqual([
      "Bucket",
      "Key",
      "UploadId",
      "Initiator",
      "Owner",
      "StorageClass",
      "PartNumberMarker",
      "NextPartNumberMarker",
      "MaxParts",
      "IsTruncated",
      "Part",
    ]);
  });

  test("GetBucketLifecycleConfiguration and GetBucketLogging", async () => {
    await arrange();
    const Rules = [{ ID: "r", Status: "Enabled" as const, Filter: { Prefix: "x" }, Expiration: { Days: 1 } }];
    await world.s3.putBucketLifecycleConfiguration({ Bucket, LifecycleConfiguration: { Rules } });
    expect(await elementsOf(`/${Bucket}?lifecycle`, "Rule")).toEqual([
      "ID",
      "Filter",
      "Status",
      "Expiration",
    ]);
    const TargetGrants = [{ Grantee: { Type: "CanonicalUser" as const, ID: "ab".repeat(32) } }];
    const LoggingEnabled = { TargetBucket: Bucket, TargetPrefix: "log/", TargetGrants };
    await world.s3.putBucketLogging({ Bucket, BucketLoggingStatus: { LoggingEnabled } });
    expect(await elementsOf(`/${Bucket}?logging`, "LoggingEnabled")).toEqual([
      "TargetBucket",
      "TargetPrefix",
      "TargetGrants",
    ]);
  });
});

test.each(["9", ""])("H08: list-type=%s is an invalid argument", async (value) => {
  await arrange();
  const { status, text } = await world.fetch(`/${Bucket}?list-type=${value}`);
  expect(status).toBe(400);
  expect(text).toContain(
    "<Code>InvalidArgument</Code><Message>Invalid List Type specified in Request</Message>" +
      "<ArgumentName>list-type</ArgumentName>",
  );
});

test.each([
  ["list-type=2&marker=x", "Marker unsupported with REST.GET.BUCKET in list-type=2", "marker"],
  ["start-after=x", "startAfter only supported in REST.GET.BUCKET with list-type=2", "start-after"],
  [
    "list-type=1&start-after=x&continuation-token=",
    "continuation-token only supported in REST.GET.BUCKET with list-type=2",
    "continuation-token",
  ],
])("H08: a listing has no parameter of the other version: %s", async (query, message, name) => {
  const { status, text } = await world.fetch(`/none?${query}`);
  expect(status).toBe(400);
  expect(text).toContain(
    `<Code>InvalidArgument</Code><Message>${message}</Message><ArgumentName>${name}</ArgumentName><RequestId>`,
  );
});

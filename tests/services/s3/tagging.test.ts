import { expect, test } from "vitest";
import { body } from "../../support/body.js";
import { s3World } from "./s3-world.js";
import { refusal } from "./support/refusal.js";

const world = s3World();
const Bucket = "tags";

type Tags = { Key: string; Value: string }[];

function tagged(Key: string, TagSet: Tags) {
  return world.s3.putObjectTagging({ Bucket, Key, Tagging: { TagSet } });
}

function many(count: number): Tags {
  return Array.from({ length: count }, (_, index) => ({ Key: `k${index}`, Value: "" }));
}

async function tagsOf(Key: string, VersionId?: string) {
  return (await world.s3.getObjectTagging({ Bucket, Key, VersionId })).TagSet;
}

test("an object's tags are put, counted, read and deleted", async () => {
  const { s3 } = world;
  await s3.createBucket({ Bucket });
  await world.put(Bucket, "k");
  expect(await body(s3.getObjectTagging({ Bucket, Key: "k" }))).toEqual({ TagSet: [] });
  const TagSet = [
    { Key: "b", Value: "zwei ü" },
    { Key: "a", Value: "" },
  ];
  expect(await body(tagged("k", TagSet))).toEqual({});
  expect(await tagsOf("k")).toEqual(TagSet);
  expect((await s3.headObject({ Bucket, Key: "k" })).TagCount).toBe(2);
  const deleted = await s3.deleteObjectTagging({ Bucket, Key: "k" });
  expect(deleted.$metadata.httpStatusCode).toBe(204);
  expect(await tagsOf("k")).toEqual([]);
  await tagged("k", TagSet);
  await world.put(Bucket, "k");
  expect(await tagsOf("k")).toEqual([]);
});

test("tags belong to one version, which the answers name", async () => {
  const { s3 } = world;
  await world.versioned(Bucket);
  const one = await world.put(Bucket, "k");
  const two = await world.put(Bucket, "k");
  const TagSet = [{ Key: "a", Value: "1" }];
  const put = s3.putObjectTagging({ Bucket, Key: "k", VersionId: one, Tagging: { TagSet } });
  expect(await body(put)).toEqual({ VersionId: one });
  expect(await body(s3.getObjectTagging({ Bucket, Key: "k", VersionId: one }))).toEqual({
    VersionId: one,
    TagSet,
  });
  expect(await body(s3.getObjectTagging({ Bucket, Key: "k" }))).toEqual({ VersionId: two, TagSet: [] });
  const marker = await s3.deleteObject({ Bucket, Key: "k" });
  for (const VersionId of [undefined, marker.VersionId]) {
    expect(await refusal(s3.getObjectTagging({ Bucket, Key: "k", VersionId }))).toMatchObject({
      status: 405,
      code: "MethodNotAllowed",
      Method: "GET",
      ResourceType: "DeleteMarker",
    });
  }
});

test.each([
  [many(11), { code: "BadRequest", message: "Object tags cannot be greater than 10" }],
  [
    [...many(1), ...many(1)],
    { code: "InvalidTag", message: "Cannot provide multiple Tags with the same key", TagKey: "k0" },
  ],
  [
    [{ Key: "a?", Value: "" }],
    { code: "InvalidTag", message: "The TagKey you have provided is invalid", TagKey: "a?" },
  ],
  [
    [{ Key: "a".repeat(129), Value: "" }],
    { code: "InvalidTag", message: "The TagKey you have provided is invalid", TagKey: "a".repeat(129) },
  ],
  [
    [{ Key: "", Value: "" }],
    { code: "InvalidTag", message: "The TagKey you have provided is invalid", TagKey: "" },
  ],
  [
    [{ Key: "a", Value: "b!" }],
    { code: "InvalidTag", message: "The TagValue you have provided is invalid", TagKey: "a", TagValue: "b!" },
  ],
  [
    [{ Key: "aws:a", Value: "" }],
    { code: "InvalidTag", message: "Your TagKey cannot be prefixed with aws:", TagKey: "aws:a" },
  ],
])("tags of an object that S3 rejects: %j", async (TagSet, expected) => {
  await world.s3.createBucket({ Bucket });
  await world.put(Bucket, "k");
  expect(await refusal(tagged("k", TagSet))).toEqual({ status: 400, ...expected });
});

test("what is missing in the XML of tags breaks its schema", async () => {
  await world.s3.createBucket({ Bucket });
  await world.put(Bucket, "k");
  for (const tag of ["<Key>a</Key>", "<Value>a</Value>"]) {
    const { status, code } = await world.fetch(`/${Bucket}/k?tagging`, {
      method: "PUT",
      body: `<Tagging><TagSet><Tag>${tag}</Tag></TagSet></Tagging>`,
    });
    expect({ status, code }).toEqual({ status: 400, code: "MalformedXML" });
  }
});

test("an empty Tagging element means no tags", async () => {
  const { s3 } = world;
  await s3.createBucket({ Bucket });
  await s3.putObject({ Bucket, Key: "k", Tagging: "a=b" });
  await s3.putBucketTagging({ Bucket, Tagging: { TagSet: [{ Key: "a", Value: "b" }] } });
  const empty = { method: "PUT", body: "<Tagging/>" };
  expect((await world.fetch(`/${Bucket}/k?tagging`, empty)).status).toBe(200);
  expect((await s3.getObjectTagging({ Bucket, Key: "k" })).TagSet).toEqual([]);
  expect((await world.fetch(`/${Bucket}?tagging`, empty)).status).toBe(204);
  expect(await refusal(s3.getBucketTagging({ Bucket }))).toMatchObject({ code: "NoSuchTagSet" });
});

test("a missing object is named with its bucket by GET alone", async () => {
  const { s3 } = world;
  await s3.createBucket({ Bucket });
  const missing = { status: 404, code: "NoSuchKey", message: "The specified key does not exist." };
  const reference = { Bucket, Key: "k" };
  expect(await refusal(s3.getObjectTagging(reference))).toEqual({ ...missing, Key: `${Bucket}/k` });
  expect(await refusal(s3.getObjectTagging({ ...reference, VersionId: "null" }))).toMatchObject({
    code: "NoSuchVersion",
    Key: `${Bucket}/k`,
    VersionId: "null",
  });
  expect(await refusal(tagged("k", []))).toEqual({ ...missing, Key: "k" });
  expect(await refusal(s3.deleteObjectTagging(reference))).toEqual({ ...missing, Key: "k" });
});

test("tags come with an upload, URL-encoded, and are kept by key", async () => {
  const { s3 } = world;
  await s3.createBucket({ Bucket });
  await s3.putObject({ Bucket, Key: "k", Body: "x", Tagging: "b=1+2%2B3&a&__proto__=x" });
  expect(await tagsOf("k")).toEqual([
    { Key: "__proto__", Value: "x" },
    { Key: "a", Value: "" },
    { Key: "b", Value: "1 2+3" },
  ]);
  for (const Tagging of ["a=1,b=2", "a=1&a=2", "a=%zz", "a=b=c"]) {
    expect(await refusal(s3.putObject({ Bucket, Key: "k", Body: "x", Tagging }))).toEqual({
      status: 400,
      code: "InvalidArgument",
      message:
        "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.",
      ArgumentName: "x-amz-tagging",
      ArgumentValue: Tagging,
    });
  }
});

test("a bucket's tags are put, read and deleted", async () => {
  const { s3 } = world;
  await s3.createBucket({ Bucket });
  const none = {
    status: 404,
    code: "NoSuchTagSet",
    message: "The TagSet does not exist",
    BucketName: Bucket,
  };
  expect(await refusal(s3.getBucketTagging({ Bucket }))).toEqual(none);
  const TagSet = [{ Key: "z", Value: "1" }, ...many(49)];
  const put = await s3.putBucketTagging({ Bucket, Tagging: { TagSet } });
  expect(put.$metadata.httpStatusCode).toBe(204);
  expect(await body(s3.getBucketTagging({ Bucket }))).toEqual({ TagSet });
  await s3.putBucketTagging({ Bucket, Tagging: { TagSet: [] } });
  expect(await refusal(s3.getBucketTagging({ Bucket }))).toEqual(none);
  await s3.putBucketTagging({ Bucket, Tagging: { TagSet } });
  await s3.deleteBucketTagging({ Bucket });
  expect(await refusal(s3.getBucketTagging({ Bucket }))).toEqual(none);
  expect(await refusal(s3.putBucketTagging({ Bucket, Tagging: { TagSet: many(51) } }))).toEqual({
    status: 400,
    code: "BadRequest",
    message: "Bucket tag count cannot be greater than 50",
  });
  const system = [{ Key: "aws:a", Value: "" }];
  expect(await refusal(s3.putBucketTagging({ Bucket, Tagging: { TagSet: system } }))).toEqual({
    status: 400,
    code: "InvalidTag",
    message: "System tags cannot be added/updated by requester",
    TagKey: "aws:a",
  });
});

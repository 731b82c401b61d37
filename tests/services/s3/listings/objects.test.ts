import { S3 } from "@aws-sdk/client-s3";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { createAwsSim } from "../../../../lib/index.js";

const sim = await createAwsSim({ clock: "frozen", startTime: "2030-01-01T00:00:00.750Z" });
const s3 = new S3(sim.clientConfig());
const Bucket = "listed";
afterAll(() => sim.close());
beforeEach(async () => {
  sim.reset();
  await s3.createBucket({ Bucket });
});

function put(...keys: string[]): void {
  for (const key of keys) sim.s3.putObject(Bucket, key, key);
}

/** The XML of an unsigned request: what clients parse away shows here. */
async function raw(query: string, headers: Record<string, string> = {}): Promise<string> {
  return (await fetch(`${sim.url}/${Bucket}?${query}`, { headers })).text();
}

function keysOf(list: readonly { Key?: string }[] | undefined): (string | undefined)[] {
  return (list ?? []).map(({ Key }) => Key);
}

function prefixesOf(list: readonly { Prefix?: string }[] | undefined): (string | undefined)[] {
  return (list ?? []).map(({ Prefix }) => Prefix);
}

describe("ListObjectsV2 (H06)", () => {
  test("returns everything of an object, and its owner when asked", async () => {
    put("a");
    const answer = await s3.listObjectsV2({ Bucket, FetchOwner: true });
    const { $metadata, ...members } = answer;
    expect($metadata.httpStatusCode).toBe(200);
    expect(members).toEqual({
      Name: Bucket,
      Prefix: "",
      KeyCount: 1,
      MaxKeys: 1000,
      IsTruncated: false,
      Contents: [
        {
          Key: "a",
          LastModified: new Date("2030-01-01T00:00:00Z"),
          ETag: '"0cc175b9c0f1b6a831c399e269772661"',
          ChecksumAlgorithm: ["CRC64NVME"],
          ChecksumType: "FULL_OBJECT",
          Size: 1,
          StorageClass: "STANDARD",
          Owner: { ID: expect.stringMatching(/^[0-9a-f]{64}$/) },
        },
      ],
    });
    expect((await s3.listObjectsV2({ Bucket })).Contents?.[0]?.Owner).toBeUndefined();
  });

  test("writes dates with three zeros and empty elements for what is empty", async () => {
    await s3.createBucket({ Bucket: "open" });
    put("a");
    const { Contents } = await s3.listObjectsV2({ Bucket, Delimiter: "" });
    expect(keysOf(Contents)).toEqual(["a"]);
    const xml = await raw("list-type=2&delimiter=&continuation-token=x");
    expect(xml).toContain("<ArgumentName>continuation-token</ArgumentName>");
    const listing = await raw("list-type=2&delimiter=&start-after=");
    expect(listing).toContain("<LastModified>2030-01-01T00:00:00.000Z</LastModified>");
    expect(listing).toContain("<Prefix></Prefix>");
    expect(listing).not.toMatch(/<Delimiter|<StartAfter|<ContinuationToken|<EncodingType/);
  });

  test("counts common prefixes once, in their place among the keys", async () => {
    put("a", "b/1", "b/2", "c", "d/1", "e");
    const first = await s3.listObjectsV2({ Bucket, Delimiter: "/", MaxKeys: 3 });
    expect([keysOf(first.Contents), prefixesOf(first.CommonPrefixes), first.KeyCount]).toEqual([
      ["a", "c"],
      ["b/"],
      3,
    ]);
    const second = await s3.listObjectsV2({
      Bucket,
      Delimiter: "/",
      ContinuationToken: first.NextContinuationToken,
    });
    expect([keysOf(second.Contents), prefixesOf(second.CommonPrefixes), second.IsTruncated]).toEqual([
      ["e"],
      ["d/"],
      false,
    ]);
    expect(second.ContinuationToken).toBe(first.NextContinuationToken);
    expect(second.NextContinuationToken).toBeUndefined();
  });

  test("ends a page with a common prefix and continues behind all of it", async () => {
    put("a/1", "a/2", "b");
    const first = await s3.listObjectsV2({ Bucket, Delimiter: "/", MaxKeys: 1 });
    expect(prefixesOf(first.CommonPrefixes)).toEqual(["a/"]);
    const token = first.NextContinuationToken;
    const second = await s3.listObjectsV2({ Bucket, Delimiter: "/", ContinuationToken: token });
    expect([keysOf(second.Contents), second.CommonPrefixes]).toEqual([["b"], undefined]);
  });

  test("is not truncated when all that is left is shown", async () => {
    put("a", "b/1", "b/2");
    const { IsTruncated, NextContinuationToken } = await s3.listObjectsV2({
      Bucket,
      Delimiter: "/",
      MaxKeys: 2,
    });
    expect([IsTruncated, NextContinuationToken]).toEqual([false, undefined]);
  });

  test("takes delimiters of any length, behind the prefix only", async () => {
    put("a--b--c", "a--b--d", "a--x", "b--y");
    const { Contents, CommonPrefixes, Delimiter } = await s3.listObjectsV2({
      Bucket,
      Prefix: "a--",
      Delimiter: "--",
    });
    expect([keysOf(Contents), prefixesOf(CommonPrefixes), Delimiter]).toEqual([["a--x"], ["a--b--"], "--"]);
  });

  test("starts after a key that need not exist, and returns it", async () => {
    put("a", "b", "c");
    const { Contents, StartAfter } = await s3.listObjectsV2({ Bucket, StartAfter: "aa" });
    expect([keysOf(Contents), StartAfter]).toEqual([["b", "c"], "aa"]);
  });

  test("continues by its token, not by start-after", async () => {
    put("a", "b", "c", "d");
    const { NextContinuationToken } = await s3.listObjectsV2({ Bucket, StartAfter: "a", MaxKeys: 1 });
    const { Contents, StartAfter } = await s3.listObjectsV2({
      Bucket,
      StartAfter: "a",
      ContinuationToken: NextContinuationToken,
    });
    expect([keysOf(Contents), StartAfter]).toEqual([["c", "d"], undefined]);
  });

  test("lists nothing for max-keys 0, and is not truncated", async () => {
    put("a");
    const { Contents, IsTruncated, MaxKeys, KeyCount } = await s3.listObjectsV2({ Bucket, MaxKeys: 0 });
    expect([Contents, IsTruncated, MaxKeys, KeyCount]).toEqual([undefined, false, 0, 0]);
  });

  test("gives at most 1,000 keys", async () => {
    put(...Array.from({ length: 1001 }, (_, i) => String(i).padStart(4, "0")));
    const { Contents, MaxKeys, IsTruncated } = await s3.listObjectsV2({ Bucket, MaxKeys: 5000 });
    expect([Contents?.length, MaxKeys, IsTruncated]).toEqual([1000, 1000, true]);
  });

  test("sorts by the bytes of UTF-8, not by UTF-16", async () => {
    put("😀", "\uffee", "é", "z", "\ue000");
    expect(keysOf((await s3.listObjectsV2({ Bucket })).Contents)).toEqual([
      "z",
      "é",
      "\ue000",
      "\uffee",
      "😀",
    ]);
  });

  test("encodes keys, prefixes and delimiters as forms do, but for the slash", async () => {
    put("test_file(3) ä.png", "a b/+%/c", "a b/*~'!");
    const xml = await raw("list-type=2&encoding-type=url");
    expect(xml).toContain("<Key>test_file%283%29+%C3%A4.png</Key>");
    expect(xml).toContain("<Key>a+b/%2B%25/c</Key>");
    expect(xml).toContain("<Key>a+b/*%7E%27%21</Key>");
    const below = await raw("list-type=2&encoding-type=url&prefix=a%20&delimiter=%25/&start-after=%20");
    expect(below).toContain("<Prefix>a+</Prefix>");
    expect(below).toContain("<Delimiter>%25/</Delimiter>");
    expect(below).toContain("<CommonPrefixes><Prefix>a+b/%2B%25/</Prefix></CommonPrefixes>");
    expect(below).toContain("<EncodingType>url</EncodingType>");
    expect(below).toContain("<StartAfter>+</StartAfter>");
  });
});

describe("ListObjects (H10)", () => {
  test("names the next marker only when there is a delimiter", async () => {
    put("a/1", "a/2", "b", "c");
    const flat = await s3.listObjects({ Bucket, MaxKeys: 2 });
    expect([keysOf(flat.Contents), flat.IsTruncated, flat.NextMarker, flat.Marker]).toEqual([
      ["a/1", "a/2"],
      true,
      undefined,
      "",
    ]);
    const folded = await s3.listObjects({ Bucket, MaxKeys: 1, Delimiter: "/" });
    expect([prefixesOf(folded.CommonPrefixes), folded.NextMarker]).toEqual([["a/"], "a/"]);
    const next = await s3.listObjects({ Bucket, MaxKeys: 1, Delimiter: "/", Marker: folded.NextMarker });
    expect([keysOf(next.Contents), next.NextMarker, next.Marker]).toEqual([["b"], "b", "a/"]);
  });

  test("omits the whole common prefix that a marker is in", async () => {
    put("folder/aSubfolder/subFile1", "folder/aSubfolder/subFile2", "folder/file");
    const { Contents, CommonPrefixes } = await s3.listObjects({
      Bucket,
      Prefix: "folder/",
      Delimiter: "/",
      Marker: "folder/aSubfolder/subFile1",
    });
    expect([keysOf(Contents), CommonPrefixes]).toEqual([["folder/file"], undefined]);
  });

  test("returns the owner to authenticated callers", async () => {
    put("a");
    expect((await s3.listObjects({ Bucket })).Contents?.[0]?.Owner?.ID).toMatch(/^[0-9a-f]{64}$/);
    expect(await raw("")).not.toContain("<Owner>");
  });
});

describe("ListObjectVersions (H11)", () => {
  test("lists every object of an unversioned bucket as its null version", async () => {
    put("a");
    const { Versions, DeleteMarkers, KeyMarker, VersionIdMarker } = await s3.listObjectVersions({ Bucket });
    expect(Versions).toEqual([
      {
        Key: "a",
        VersionId: "null",
        IsLatest: true,
        LastModified: new Date("2030-01-01T00:00:00Z"),
        ETag: '"0cc175b9c0f1b6a831c399e269772661"',
        ChecksumAlgorithm: ["CRC64NVME"],
        ChecksumType: "FULL_OBJECT",
        Size: 1,
        StorageClass: "STANDARD",
        Owner: { ID: expect.stringMatching(/^[0-9a-f]{64}$/) },
      },
    ]);
    expect([DeleteMarkers, KeyMarker, VersionIdMarker]).toEqual([undefined, "", ""]);
  });
});

describe("rejected", () => {
  test.each([
    ["max-keys=abc", "Provided max-keys not an integer or within integer range", "max-keys", "abc"],
    [
      "max-keys=2147483648",
      "Provided max-keys not an integer or within integer range",
      "max-keys",
      "2147483648",
    ],
    ["max-keys=-1", "Argument maxKeys must be an integer between 0 and 2147483647", "maxKeys", "-1"],
    [
      "list-type=2&max-keys=-1",
      "Argument maxKeys must be an integer between 0 and 2147483647",
      "maxKeys",
      "-1",
    ],
    ["encoding-type=gzip", "Invalid Encoding Method specified in Request", "encoding-type", "gzip"],
    ["encoding-type=", "Invalid Encoding Method specified in Request", "encoding-type", ""],
    [
      "list-type=2&continuation-token=zzz",
      "The continuation token provided is incorrect",
      "continuation-token",
      undefined,
    ],
    [
      "list-type=2&continuation-token=",
      "The continuation token provided is incorrect",
      "continuation-token",
      undefined,
    ],
    [
      "versions&version-id-marker=null",
      "A version-id marker cannot be specified without a key marker.",
      "version-id-marker",
      "null",
    ],
    ["versions&max-keys=-1", "max-keys cannot be negative", "max-keys", undefined],
    [
      "versions&key-marker=a&version-id-marker=",
      "A version-id marker cannot be empty.",
      "version-id-marker",
      "",
    ],
    [
      "uploads&max-uploads=-1",
      "Argument max-uploads must be an integer between 0 and 2147483647",
      "max-uploads",
      "-1",
    ],
    ["versions&key-marker=a&version-id-marker=x", "Invalid version id specified", "version-id-marker", "x"],
  ])("%s", async (query, message, name, value) => {
    const sent = value === undefined ? "" : `<ArgumentValue>${value}</ArgumentValue>`;
    const argument = `<ArgumentName>${name}</ArgumentName>${sent}`;
    expect(await raw(query)).toContain(
      `<Error><Code>InvalidArgument</Code><Message>${message}</Message>${argument}<RequestId>`,
    );
  });

  test("a bucket that does not exist", async () => {
    await expect(s3.listObjects({ Bucket: "none" })).rejects.toMatchObject({ name: "NoSuchBucket" });
    await expect(s3.listObjectsV2({ Bucket: "none" })).rejects.toMatchObject({ name: "NoSuchBucket" });
    await expect(s3.listObjectVersions({ Bucket: "none" })).rejects.toMatchObject({ name: "NoSuchBucket" });
  });
});

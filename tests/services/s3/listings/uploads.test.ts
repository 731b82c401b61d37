import { S3 } from "@aws-sdk/client-s3";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { createAwsSim } from "../../../../lib/index.js";

const sim = await createAwsSim({ clock: "frozen", startTime: "2030-01-01T00:00:00Z" });
const s3 = new S3(sim.clientConfig());
const Bucket = "uploads";
afterAll(() => sim.close());
beforeEach(async () => {
  sim.reset();
  await s3.createBucket({ Bucket });
});

async function begin(Key: string): Promise<string> {
  return (await s3.createMultipartUpload({ Bucket, Key })).UploadId ?? "";
}

async function raw(path: string): Promise<string> {
  return (await fetch(`${sim.url}/${Bucket}${path}`)).text();
}

describe("ListMultipartUploads", () => {
  test("lists uploads by key, the first initiated first", async () => {
    const b1 = await begin("b");
    const a = await begin("a");
    const b2 = await begin("b");
    const { Uploads, $metadata, ...rest } = await s3.listMultipartUploads({ Bucket });
    expect(Uploads?.map(({ Key, UploadId }) => [Key, UploadId])).toEqual([
      ["a", a],
      ["b", b1],
      ["b", b2],
    ]);
    expect(Uploads?.[0]).toMatchObject({
      Initiated: new Date("2030-01-01T00:00:00Z"),
      StorageClass: "STANDARD",
      Owner: { ID: expect.stringMatching(/^[0-9a-f]{64}$/) },
      Initiator: { ID: expect.any(String), DisplayName: expect.any(String) },
    });
    expect(rest).toEqual({
      Bucket,
      KeyMarker: "",
      UploadIdMarker: "",
      NextKeyMarker: "b",
      NextUploadIdMarker: b2,
      MaxUploads: 1000,
      IsTruncated: false,
    });
  });

  test("shows a prefix only where one was sent, and no upload id without a key", async () => {
    const UploadId = await begin("a/b");
    const shown = await s3.listMultipartUploads({ Bucket, Prefix: "a/", UploadIdMarker: UploadId });
    expect(shown).toMatchObject({ Prefix: "a/", KeyMarker: "", UploadIdMarker: "", Uploads: [{ UploadId }] });
    expect((await s3.listMultipartUploads({ Bucket, Prefix: "" })).Prefix).toBeUndefined();
  });

  test("leaves its markers empty when there are no uploads", async () => {
    const { Uploads, NextKeyMarker, NextUploadIdMarker } = await s3.listMultipartUploads({ Bucket });
    expect([Uploads, NextKeyMarker, NextUploadIdMarker]).toEqual([undefined, "", ""]);
  });

  test("continues after an upload, even if it ended between the pages", async () => {
    const [first, second, third] = [await begin("a"), await begin("a"), await begin("a")];
    const page = await s3.listMultipartUploads({ Bucket, MaxUploads: 1 });
    expect([page.IsTruncated, page.NextKeyMarker, page.NextUploadIdMarker]).toEqual([true, "a", first]);
    const behindFirst = { Bucket, KeyMarker: "a", UploadIdMarker: first };
    const ids = async () =>
      (await s3.listMultipartUploads(behindFirst)).Uploads?.map(({ UploadId }) => UploadId);
    expect(await ids()).toEqual([second, third]);
    await s3.abortMultipartUpload({ Bucket, Key: "a", UploadId: first });
    expect(await ids()).toEqual([second, third]);
    expect((await s3.listMultipartUploads({ Bucket, KeyMarker: "a" })).Uploads).toBeUndefined();
  });

  test("folds keys below a delimiter, and continues behind them", async () => {
    await begin("a/1");
    await begin("a/2");
    await begin("b");
    const page = await s3.listMultipartUploads({ Bucket, Delimiter: "/", MaxUploads: 1 });
    expect([page.CommonPrefixes, page.Uploads]).toEqual([[{ Prefix: "a/" }], undefined]);
    const next = await s3.listMultipartUploads({ Bucket, Delimiter: "/", KeyMarker: page.NextKeyMarker });
    expect(next.Uploads?.map(({ Key }) => Key)).toEqual(["b"]);
  });

  test("ignores an upload marker without a key marker, and rejects that of another key", async () => {
    const a = await begin("a");
    const b = await begin("b");
    const { Uploads } = await s3.listMultipartUploads({ Bucket, UploadIdMarker: a });
    expect(Uploads?.map(({ UploadId }) => UploadId)).toEqual([a, b]);
    for (const marker of [b, "nonsense"]) {
      const refusal = s3.listMultipartUploads({ Bucket, KeyMarker: "a", UploadIdMarker: marker });
      await expect(refusal).rejects.toMatchObject({
        name: "InvalidArgument",
        message: "Invalid uploadId marker",
        ArgumentName: "upload-id-marker",
      });
    }
  });

  test("rejects a value that is not a number", async () => {
    expect(await raw("?uploads&max-uploads=x")).toContain(
      "<Message>Provided max-uploads not an integer or within integer range</Message>" +
        "<ArgumentName>max-uploads</ArgumentName><ArgumentValue>x</ArgumentValue>",
    );
    expect(await raw("?uploads&max-uploads=")).toContain("<MaxUploads>1000</MaxUploads>");
  });
});

describe("ListParts", () => {
  test("pages through the parts by number, whatever the order they came in", async () => {
    const UploadId = await begin("k");
    for (const PartNumber of [7, 2, 10000, 3]) {
      await s3.uploadPart({ Bucket, Key: "k", UploadId, PartNumber, Body: `part ${PartNumber}` });
    }
    const page = async (PartNumberMarker?: string) => {
      const { Parts, IsTruncated, NextPartNumberMarker } = await s3.listParts({
        Bucket,
        Key: "k",
        UploadId,
        MaxParts: 3,
        PartNumberMarker,
      });
      return [Parts?.map(({ PartNumber }) => PartNumber), IsTruncated, NextPartNumberMarker];
    };
    expect(await page()).toEqual([[2, 3, 7], true, "7"]);
    expect(await page("7")).toEqual([[10000], false, "10000"]);
    expect(await page("10000")).toEqual([undefined, false, "0"]);
  });

  test("returns everything of the upload and its parts", async () => {
    const { UploadId } = await s3.createMultipartUpload({ Bucket, Key: "k", ChecksumAlgorithm: "SHA256" });
    await s3.uploadPart({
      Bucket,
      Key: "k",
      UploadId,
      PartNumber: 1,
      Body: "x",
      ChecksumAlgorithm: "SHA256",
    });
    const { $metadata, ...members } = await s3.listParts({ Bucket, Key: "k", UploadId });
    expect(members).toEqual({
      Bucket,
      Key: "k",
      UploadId,
      PartNumberMarker: "0",
      NextPartNumberMarker: "1",
      MaxParts: 1000,
      IsTruncated: false,
      Parts: [
        {
          PartNumber: 1,
          LastModified: new Date("2030-01-01T00:00:00Z"),
          ETag: '"9dd4e461268c8034f5c8564e155c67a6"',
          Size: 1,
          ChecksumSHA256: "LXEWQrcmsEQBYnyp+6wy9chTD7GQPMTbAiWHF5IaSIE=",
        },
      ],
      Initiator: { ID: expect.any(String), DisplayName: expect.any(String) },
      Owner: { ID: expect.stringMatching(/^[0-9a-f]{64}$/) },
      StorageClass: "STANDARD",
      ChecksumAlgorithm: "SHA256",
      ChecksumType: "COMPOSITE",
    });
  });

  test("ignores empty parameters, and rejects a value that is not a number", async () => {
    const UploadId = await begin("k");
    const defaults = await raw(`/k?uploadId=${UploadId}&max-parts=&part-number-marker=`);
    expect(defaults).toContain("<PartNumberMarker>0</PartNumberMarker>");
    expect(defaults).toContain("<MaxParts>1000</MaxParts>");
    expect(await raw(`/k?uploadId=${UploadId}&part-number-marker=x`)).toContain(
      "<Message>Provided part-number-marker not an integer or within integer range</Message>",
    );
  });

  test("rejects an upload that ended, or that is of another key", async () => {
    const UploadId = await begin("k");
    await expect(s3.listParts({ Bucket, Key: "other", UploadId })).rejects.toMatchObject({
      name: "NoSuchUpload",
    });
    await s3.abortMultipartUpload({ Bucket, Key: "k", UploadId });
    await expect(s3.listParts({ Bucket, Key: "k", UploadId })).rejects.toMatchObject({
      name: "NoSuchUpload",
    });
  });
});

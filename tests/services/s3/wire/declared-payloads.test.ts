import { createHash } from "node:crypto";
import { S3 } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createAwsSim } from "../../../../lib/index.js";
import { errorOf, send } from "./raw.js";

const sim = await createAwsSim();
beforeAll(() => new S3(sim.clientConfig()).createBucket({ Bucket: "declared" }));
afterAll(() => sim.close());

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

/** The headers of a request that is signed by a header; its signature is not verified. */
function headers(payload: string): Record<string, string> {
  const credential = "AKIAIOSFODNN7EXAMPLE/20260102/us-east-1/s3/aws4_request";
  return {
    authorization: `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=host, Signature=${"0".repeat(64)}`,
    "x-amz-date": "20260102T030405Z",
    "x-amz-content-sha256": payload,
  };
}

const TAGS =
  '<Tagging xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><TagSet><Tag><Key>a</Key><Value>b</Value></Tag></TagSet></Tagging>';

describe("what a header declares about a body is checked without verification (H09)", () => {
  beforeEach(() => sim.s3.putObject("declared", "key", "old"));

  test.each([
    ["an object", "PUT /declared/key", "hello"],
    ["a document", "PUT /declared/key?tagging", TAGS],
  ])("%s", async (_, line, body) => {
    const other = sha256("another body");
    expect(errorOf(await send(sim.url, line, headers(other), body))).toMatchObject({
      status: 400,
      Code: "XAmzContentSHA256Mismatch",
      ClientComputedContentSHA256: other,
      S3ComputedContentSHA256: sha256(body),
    });
    expect(sim.s3.text("declared", "key")).toBe("old");
    for (const payload of [sha256(body), "UNSIGNED-PAYLOAD"])
      expect((await send(sim.url, line, headers(payload), body)).status).toBe(200);
  });

  test.each([
    "GIBBERISH",
    "unsigned-payload",
    "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD",
    sha256("x").slice(1),
  ])("%s is neither a digest nor a word: InvalidArgument", async (payload) => {
    for (const line of ["PUT /declared/key", "GET /declared/key", "PUT /declared/key?tagging"]) {
      expect(
        errorOf(await send(sim.url, line, headers(payload), line.startsWith("PUT") ? "x" : "")),
      ).toMatchObject({
        status: 400,
        Code: "InvalidArgument",
        ArgumentName: "x-amz-content-sha256",
        ArgumentValue: payload,
      });
    }
  });

  test("a digest is not compared where there is no body to write", async () => {
    const answer = await send(sim.url, "GET /declared/key", headers(sha256("not the body")));
    expect([answer.status, answer.body]).toEqual([200, "old"]);
  });

  test("a document may come in chunks", async () => {
    const chunked = {
      ...headers("STREAMING-UNSIGNED-PAYLOAD-TRAILER"),
      "x-amz-decoded-content-length": String(TAGS.length),
    };
    const body = `${TAGS.length.toString(16)}\r\n${TAGS}\r\n0\r\n\r\n`;
    expect((await send(sim.url, "PUT /declared/key?tagging", chunked, body)).status).toBe(200);
    expect(errorOf(await send(sim.url, "PUT /declared/key?tagging", chunked, TAGS))).toMatchObject({
      Code: "IncompleteBody",
    });
  });
});

describe("where and how S3 is asked", () => {
  const at = (region: string) => ({
    ...headers("UNSIGNED-PAYLOAD"),
    authorization: headers("").authorization?.replace("us-east-1", region) ?? "",
  });

  test("GetBucketLocation works in any region", async () => {
    const frankfurt = new S3(sim.clientConfig({ region: "eu-central-1" }));
    const LocationConstraint = "eu-central-1";
    await frankfurt.createBucket({
      Bucket: "frankfurt",
      CreateBucketConfiguration: { LocationConstraint },
    });
    const answer = await send(sim.url, "GET /frankfurt?location", at("us-west-2"));
    expect([answer.status, answer.body]).toEqual([200, expect.stringContaining(">eu-central-1<")]);
    expect((await send(sim.url, "GET /frankfurt?versioning", at("us-west-2"))).status).toBe(301);
  });

  test("aws-global is not a region", async () => {
    expect((await send(sim.url, "HEAD /declared", at("aws-global"))).status).toBe(400);
    expect(errorOf(await send(sim.url, "GET /declared/key", at("aws-global")))).toMatchObject({
      status: 400,
      Code: "AuthorizationHeaderMalformed",
      Region: "us-east-1",
    });
  });

  test.each(["ENABLED", "enabled", "Enabled"])("x-amz-checksum-mode: %s", async (mode) => {
    await send(sim.url, "PUT /declared/key", {}, "content");
    const answer = await send(sim.url, "GET /declared/key", { "x-amz-checksum-mode": mode });
    expect([answer.status, answer.headers["x-amz-checksum-type"]]).toEqual([200, "FULL_OBJECT"]);
  });

  test("x-amz-checksum-mode of any other value is rejected", async () => {
    const answer = await send(sim.url, "GET /declared/key", { "x-amz-checksum-mode": "on" });
    expect(errorOf(answer)).toMatchObject({ status: 400, ArgumentName: "x-amz-checksum-mode" });
  });

  test("two checksum headers are rejected before their values are", async () => {
    for (const line of ["PUT /declared/key", "PUT /declared/key?tagging"]) {
      const both = { "x-amz-checksum-crc32": "!", "x-amz-checksum-sha256": "!" };
      expect(errorOf(await send(sim.url, line, both, TAGS))).toMatchObject({
        status: 400,
        Code: "InvalidRequest",
        Message: "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.",
      });
    }
  });
});

describe("checksums of parts", () => {
  const s3 = new S3({ ...sim.clientConfig(), requestChecksumCalculation: "WHEN_REQUIRED" });
  const object = { Bucket: "declared", Key: "parts" };

  test("the algorithm of a part is checked before its value", async () => {
    const { UploadId = "" } = await s3.createMultipartUpload({ ...object, ChecksumAlgorithm: "SHA256" });
    const line = `PUT /declared/parts?partNumber=1&uploadId=${UploadId}`;
    const wrong = { "x-amz-checksum-crc32": "!" };
    expect(errorOf(await send(sim.url, line, wrong, "x"))).toMatchObject({
      status: 400,
      Message: "Checksum Type mismatch occurred, expected checksum Type: sha256, actual checksum Type: crc32",
    });
  });

  test("a part of an object with a checksum of all bytes shows its own", async () => {
    const { UploadId } = await s3.createMultipartUpload({
      ...object,
      ChecksumAlgorithm: "CRC32",
      ChecksumType: "FULL_OBJECT",
    });
    const put = (PartNumber: number, Body: string) =>
      s3.uploadPart({ ...object, UploadId, PartNumber, Body, ChecksumAlgorithm: "CRC32" });
    const parts = [await put(1, "x".repeat(5 * 1024 * 1024)), await put(2, "the end")];
    const Parts = parts.map(({ ETag }, i) => ({ ETag, PartNumber: i + 1 }));
    await s3.completeMultipartUpload({
      ...object,
      UploadId,
      MultipartUpload: { Parts },
      ChecksumType: "FULL_OBJECT",
    });
    for (const [i, part] of parts.entries()) {
      expect(await s3.headObject({ ...object, PartNumber: i + 1, ChecksumMode: "ENABLED" })).toMatchObject({
        PartsCount: 2,
        ChecksumCRC32: part.ChecksumCRC32,
        ChecksumType: "FULL_OBJECT",
      });
    }
  });
});

import { S3 } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createAwsSim } from "../../../lib/index.js";
import { ALGORITHMS, checksumOf } from "../../../lib/services/s3/checksums/algorithms.js";

const sim = await createAwsSim();
const s3 = new S3(sim.clientConfig());

beforeAll(() => s3.createBucket({ Bucket: "documents" }));
afterAll(() => sim.close());

const DELETE = "<Delete><Object><Key>k</Key></Object></Delete>";
const BYTES = Buffer.from(DELETE);

/** Sends a DeleteObjects as written here, and returns the status with the parsed response. */
async function send(headers: Record<string, string>, path = "/documents?delete", method = "POST") {
  const response = await fetch(new URL(path, sim.url), { method, headers, body: DELETE });
  const text = await response.text();
  const element = (name: string) => new RegExp(`<${name}>(.*?)</${name}>`).exec(text)?.[1];
  return { status: response.status, code: element("Code"), message: element("Message") };
}

const ok = { status: 200, code: undefined, message: undefined };

describe("the digest of a document", () => {
  test.each(ALGORITHMS)("by %s", async (algorithm) => {
    const header = `x-amz-checksum-${algorithm.toLowerCase()}`;
    const right = checksumOf(algorithm, [BYTES]).toString("base64");
    expect(await send({ [header]: right })).toEqual(ok);
    expect(await send({ [header]: checksumOf(algorithm, []).toString("base64") })).toEqual({
      status: 400,
      code: "BadDigest",
      message: `The ${algorithm} you specified did not match the calculated checksum.`,
    });
    expect(await send({ [header]: "nonsense" })).toEqual({
      status: 400,
      code: "InvalidRequest",
      message: `Value for ${header} header is invalid.`,
    });
  });

  test("by Content-MD5", async () => {
    expect(await send({ "Content-MD5": checksumOf("MD5", [BYTES]).toString("base64") })).toEqual(ok);
    expect(await send({ "Content-MD5": checksumOf("MD5", []).toString("base64") })).toEqual({
      status: 400,
      code: "BadDigest",
      message: "The Content-MD5 you specified did not match what we received.",
    });
    expect(await send({ "Content-MD5": "nonsense" })).toEqual({
      status: 400,
      code: "InvalidDigest",
      message: "The Content-MD5 you specified was invalid.",
    });
  });

  test("by several is rejected", async () => {
    const sent = { "x-amz-checksum-crc32": "AAAAAA==", "x-amz-checksum-crc32c": "AAAAAA==" };
    expect(await send(sent)).toEqual({
      status: 400,
      code: "InvalidRequest",
      message: "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.",
    });
  });

  test.each([
    ["POST", "/documents?delete"],
    ["PUT", "/documents?cors"],
    ["PUT", "/documents?lifecycle"],
    ["PUT", "/documents?tagging"],
    ["PUT", "/documents?replication"],
    ["PUT", "/documents?object-lock"],
    ["PUT", "/documents/k?retention"],
    ["PUT", "/documents/k?legal-hold"],
  ])("is needed for %s %s", async (method, path) => {
    expect(await send({}, path, method)).toEqual({
      status: 400,
      code: "InvalidRequest",
      message: "Missing required header for this request: Content-MD5 OR x-amz-checksum-*",
    });
  });

  test("is not needed for others", async () => {
    expect(await send({}, "/documents?versioning", "PUT")).not.toMatchObject({ code: "InvalidRequest" });
  });
});

test("the checksum of a completion is that of the object, not of the document", async () => {
  const at = { Bucket: "documents", Key: "whole" };
  const { UploadId } = await s3.createMultipartUpload({ ...at, ChecksumAlgorithm: "CRC64NVME" });
  const { ETag } = await s3.uploadPart({
    ...at,
    UploadId,
    PartNumber: 1,
    Body: "whole",
    ChecksumAlgorithm: "CRC64NVME",
  });
  const ChecksumCRC64NVME = checksumOf("CRC64NVME", [Buffer.from("whole")]).toString("base64");
  const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] };
  const done = await s3.completeMultipartUpload({ ...at, UploadId, MultipartUpload, ChecksumCRC64NVME });
  expect(done.ChecksumCRC64NVME).toBe(ChecksumCRC64NVME);
});

import { once } from "node:events";
import { request } from "node:http";
import { S3 } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createAwsSim } from "../../../lib/index.js";
import { refusal } from "./support/refusal.js";

const sim = await createAwsSim();
const s3 = new S3(sim.clientConfig());
const Bucket = "broken-off";

beforeAll(() => s3.createBucket({ Bucket }));
afterAll(() => sim.close());

/** Sends the beginning of a part and hangs up, when the simulator has begun to read it. */
async function hangUp(path: string): Promise<void> {
  const upload = request(new URL(path, sim.url), {
    method: "PUT",
    headers: { "Content-Length": 6 * 1024 * 1024 },
  });
  // Hanging up is an error of the request, which "once" would throw.
  const closed = new Promise((resolve) => upload.on("error", () => {}).once("close", resolve));
  // More than the socket buffers: a drain event means that the server reads.
  if (!upload.write(Buffer.alloc(4 * 1024 * 1024))) await once(upload, "drain");
  upload.destroy();
  await closed;
}

async function textOf(Key: string): Promise<string | undefined> {
  return (await s3.getObject({ Bucket, Key })).Body?.transformToString();
}

test("a part that breaks off leaves the one that was there", async () => {
  const { UploadId } = await s3.createMultipartUpload({ Bucket, Key: "k" });
  const at = { Bucket, Key: "k", UploadId };
  const { ETag } = await s3.uploadPart({ ...at, PartNumber: 1, Body: "whole" });
  await hangUp(`/${Bucket}/k?partNumber=1&uploadId=${UploadId}`);
  await hangUp(`/${Bucket}/k?partNumber=2&uploadId=${UploadId}`);
  expect(sim.s3.uploads(Bucket)[0]?.parts.map(({ number }) => number)).toEqual([1]);
  await s3.completeMultipartUpload({ ...at, MultipartUpload: { Parts: [{ PartNumber: 1, ETag }] } });
  expect(await textOf("k")).toBe("whole");
});

test("a part is rejected if its upload ends while it is received", async () => {
  const { UploadId } = await s3.createMultipartUpload({ Bucket, Key: "ended" });
  const at = { Bucket, Key: "ended", UploadId };
  const path = `/${Bucket}/ended?partNumber=1&uploadId=${UploadId}`;
  const size = 1024 * 1024;
  const upload = request(new URL(path, sim.url), { method: "PUT", headers: { "Content-Length": size } });
  const answered = once(upload, "response");
  upload.write(Buffer.alloc(size - 1));
  await s3.abortMultipartUpload(at);
  upload.end("x");
  const [response] = await answered;
  expect(response.statusCode).toBe(404);
  response.resume();
  expect(await refusal(s3.completeMultipartUpload({ ...at, MultipartUpload: { Parts: [] } }))).toMatchObject({
    code: "NoSuchUpload",
  });
});

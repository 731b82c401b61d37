import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { createAwsSim } from "aws-sim";
import { afterAll, expect, test } from "vitest";

const sim = await createAwsSim({ clock: "frozen" });
const s3 = new S3Client(sim.clientConfig());
sim.s3.createBucket("uploads");
afterAll(() => sim.close());

/** URLs expire by simulated time, so they are signed by it too. */
const signing = () => ({ expiresIn: 900, signingDate: sim.clock.date() });

test("a browser uploads with a presigned URL", async () => {
  const command = new PutObjectCommand({ Bucket: "uploads", Key: "avatar.png", ContentType: "image/png" });
  const url = await getSignedUrl(s3, command, signing());

  const response = await fetch(url, {
    method: "PUT",
    headers: { "content-type": "image/png" },
    body: "bytes",
  });

  expect(response.status).toBe(200);
  expect(sim.s3.text("uploads", "avatar.png")).toBe("bytes");
});

test("a presigned URL expires after a quarter of an hour", async () => {
  sim.s3.putObject("uploads", "invoice.pdf", "a page");
  const url = await getSignedUrl(
    s3,
    new GetObjectCommand({ Bucket: "uploads", Key: "invoice.pdf" }),
    signing(),
  );

  expect((await fetch(url)).status).toBe(200);
  await sim.clock.advance("16m");
  const expired = await fetch(url);
  expect(expired.status).toBe(403);
  expect(await expired.text()).toContain("Request has expired");
});

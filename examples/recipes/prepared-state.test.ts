import { DeleteObjectCommand, GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { createAwsSim } from "aws-sim";
import { afterAll, beforeEach, expect, test } from "vitest";

const sim = await createAwsSim();
const s3 = new S3Client(sim.clientConfig());
afterAll(() => sim.close());

// The expensive preparation runs once. Each test starts with it; a restore costs only what the last test
// changed.
sim.s3.createBucket("catalogue");
for (let id = 1; id <= 500; id++)
  sim.s3.putObject("catalogue", `products/${id}.json`, JSON.stringify({ id }));
const prepared = sim.snapshot();
beforeEach(() => sim.restore(prepared));

test("a product is removed", async () => {
  await s3.send(new DeleteObjectCommand({ Bucket: "catalogue", Key: "products/7.json" }));
  expect(sim.s3.objects("catalogue")).toHaveLength(499);
});

test("the next test has all products again", async () => {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: "catalogue", Key: "products/7.json" }));
  expect(await Body?.transformToString()).toBe('{"id":7}');
});

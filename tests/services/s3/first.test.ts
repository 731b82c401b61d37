import { S3 } from "@aws-sdk/client-s3";
import { afterAll, expect, test } from "vitest";
import { createAwsSim } from "../../../lib/index.js";

const sim = await createAwsSim();
const s3 = new S3(sim.clientConfig());
afterAll(() => sim.close());

test("an object comes back as it was put, whatever its key", async () => {
  await s3.createBucket({ Bucket: "keys" });
  const Key = "a/../b//c%2F😀 +";
  await s3.putObject({ Bucket: "keys", Key, Body: "hello", Metadata: { colour: "red" } });
  const { Body, Metadata } = await s3.getObject({ Bucket: "keys", Key, ChecksumMode: "ENABLED" });
  expect(await Body?.transformToString()).toBe("hello");
  expect(Metadata).toEqual({ colour: "red" });
  expect((await s3.listObjectsV2({ Bucket: "keys" })).Contents?.map((object) => object.Key)).toEqual([Key]);
});

import { expect, test } from "vitest";
import { s3World } from "./s3-world.js";
import { refusal } from "./support/refusal.js";

const world = s3World();
const OTHER = "210987654321";
const DENIED = { status: 403, code: "AccessDenied", message: "Access Denied" };

test("a bucket is its account's: others may not use it, and cannot have its name", async () => {
  const other = world.elsewhere({ accountId: OTHER });
  await world.s3.createBucket({ Bucket: "mine" });
  await world.put("mine", "key");
  await other.createBucket({ Bucket: "theirs" });
  const at = { Bucket: "mine", Key: "key" };
  for (const call of [
    () => other.getObject(at),
    () => other.putObject({ ...at, Body: "x" }),
    () => other.deleteObject(at),
    () => other.listObjectsV2({ Bucket: "mine" }),
    () => other.getBucketAcl({ Bucket: "mine" }),
    () => other.createMultipartUpload(at),
    () => other.copyObject({ Bucket: "theirs", Key: "copy", CopySource: "mine/key" }),
    () => world.s3.copyObject({ Bucket: "theirs", Key: "copy", CopySource: "mine/key" }),
    () => other.deleteBucket({ Bucket: "mine" }),
  ]) {
    expect(await refusal(call())).toMatchObject(DENIED);
  }
  expect(await refusal(other.createBucket({ Bucket: "mine" }))).toMatchObject({
    code: "BucketAlreadyExists",
  });
  expect((await other.listBuckets({})).Buckets?.map(({ Name }) => Name)).toEqual(["theirs"]);
  expect(world.sim.s3.text("mine", "key")).toBe("content");
});

test("a bucket is in its region: requests signed for another are sent there", async () => {
  const west = world.elsewhere({ region: "us-west-2" });
  const CreateBucketConfiguration = { LocationConstraint: "us-west-2" as const };
  await west.createBucket({ Bucket: "west", CreateBucketConfiguration });
  await west.putObject({ Bucket: "west", Key: "key", Body: "far" });
  expect(await refusal(world.s3.listObjectsV2({ Bucket: "west" }))).toMatchObject({
    status: 301,
    code: "PermanentRedirect",
    Endpoint: "west.s3.us-west-2.amazonaws.com",
  });
  // The request to copy goes to where the copy will be.
  await world.s3.createBucket({ Bucket: "east" });
  await world.s3.copyObject({ Bucket: "east", Key: "copy", CopySource: "west/key" });
  expect(world.sim.s3.text("east", "copy")).toBe("far");
});

test("sim.s3 sees the buckets of one account, wherever they are", () => {
  const { s3 } = world.sim;
  s3.createBucket("mine");
  s3.at({ region: "eu-west-1" }).createBucket("far");
  const theirs = s3.at({ account: OTHER });
  theirs.at({ region: "eu-west-1" }).createBucket("theirs");
  expect(
    [s3.buckets(), theirs.buckets()].map((buckets) => buckets.map(({ name, region }) => [name, region])),
  ).toEqual([
    [
      ["far", "eu-west-1"],
      ["mine", "us-east-1"],
    ],
    [["theirs", "eu-west-1"]],
  ]);
  expect(() => theirs.createBucket("mine")).toThrow('The bucket "mine" already exists in account ');
  expect(theirs.putObject("theirs", "key", "x")).toMatchObject({ bucket: "theirs", key: "key" });
});

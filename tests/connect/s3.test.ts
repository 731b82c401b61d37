import { createHash } from "node:crypto";
import { S3 } from "@aws-sdk/client-s3";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type AwsSim, type ConnectedAwsSim, connectAwsSim, createAwsSim } from "../../lib/index.js";

const START = "2030-01-01T00:00:00.000Z";

let owner: AwsSim;
let sim: ConnectedAwsSim;
beforeAll(async () => {
  owner = await createAwsSim({ region: "eu-west-1", clock: "frozen", startTime: START });
  sim = await connectAwsSim(owner.url);
});
afterEach(() => owner.reset());
afterAll(() => owner.close());

test("buckets and what they hold, here and elsewhere", async () => {
  const elsewhere = sim.s3.at({ account: "210987654321", region: "us-west-2" });
  await elsewhere.createBucket("theirs");
  await sim.s3.createBucket("exports", { versioning: "Enabled" });
  expect([await elsewhere.buckets(), await sim.s3.buckets()]).toMatchObject([
    [{ name: "theirs", region: "us-west-2", createdAt: START }],
    [{ name: "exports", region: "eu-west-1", createdAt: START, versioning: "Enabled" }],
  ]);
  const first = await sim.s3.putObject("exports", "rows.csv", "é,b", {
    ContentType: "text/csv",
    Metadata: { rows: "1" },
  });
  expect(first).toEqual({ ...owner.s3.object("exports", "rows.csv"), lastModified: START });
  expect(first).toMatchObject({ contentType: "text/csv", metadata: { rows: "1" }, size: 4 });
  await sim.s3.putObject("exports", "rows.csv", new Uint8Array([0, 255]));
  expect([
    await sim.s3.bytes("exports", "rows.csv"),
    await sim.s3.text("exports", "rows.csv", first.versionId),
    await sim.s3.object("exports", "rows.csv", first.versionId),
  ]).toEqual([Buffer.from([0, 255]), "é,b", first]);
  expect((await sim.s3.versions("exports", "rows")).map(({ isLatest }) => isLatest)).toEqual([true, false]);
  expect((await sim.s3.objects("exports", "none")).length).toBe(0);
  expect(await sim.s3.uploads("exports")).toEqual([]);
  expect((await sim.s3.state()).buckets).toMatchObject([{ name: "exports", uploads: [] }]);
  expect([
    await sim.s3.object("exports", "none"),
    await sim.s3.text("exports", "none"),
    await sim.s3.bytes("exports", "none"),
  ]).toEqual([undefined, undefined, undefined]);
  const missing = {
    status: 404,
    unknown: "bucket",
    message: expect.stringMatching('There is no bucket "export"'),
  };
  for (const read of ["object", "text", "bytes"] as const)
    await expect(sim.s3[read]("export", "key")).rejects.toMatchObject(missing);
  for (const read of ["objects", "versions", "uploads"] as const)
    await expect(sim.s3[read]("export")).rejects.toMatchObject(missing);
  await expect(sim.s3.putObject("nowhere", "key", "x")).rejects.toThrow('There is no bucket "nowhere"');
  await expect(sim.s3.createBucket("Not A Bucket")).rejects.toThrow(
    '"Not A Bucket" is not a valid bucket name: ',
  );
});

test.each(["..", ".", "a/../b", "/", "//a/", "a b+c%2F?#&", "ünïcode/😀", "\r\n\u0000"])(
  "objects with the key %j",
  async (key) => {
    await sim.s3.createBucket("odd");
    await sim.s3.putObject("odd", key, `content of ${key}`);
    expect(owner.s3.text("odd", key)).toBe(`content of ${key}`);
    expect([
      await sim.s3.text("odd", key),
      (await sim.s3.object("odd", key))?.key,
      (await sim.s3.objects("odd", key)).map((object) => object.key),
    ]).toEqual([`content of ${key}`, key, [key]]);
  },
);

test("buckets that reject customer-provided keys", async () => {
  const SSECustomerKey = Buffer.alloc(32, 1).toString("base64");
  const SSECustomerKeyMD5 = createHash("md5").update(Buffer.alloc(32, 1)).digest("base64");
  const client = new S3({ ...sim.clientConfig(), maxAttempts: 1 });
  const put = () =>
    client.putObject({
      Bucket: "sealed",
      Key: "key",
      Body: "x",
      SSECustomerAlgorithm: "AES256",
      SSECustomerKey,
      SSECustomerKeyMD5,
    });
  await sim.s3.createBucket("sealed");
  await sim.s3.blockCustomerKeys();
  await expect(put()).rejects.toMatchObject({ name: "AccessDenied" });
  await sim.s3.blockCustomerKeys(false);
  await put();
  await expect(sim.control("PATCH", "/s3/settings", { body: { blockCustomerKeys: 1 } })).rejects.toThrow(
    '"blockCustomerKeys" must be true or false, not 1.',
  );
  await expect(
    sim.control("POST", "/s3/buckets", { body: { name: "odd", versioning: "on" } }),
  ).rejects.toThrow('"versioning" must be "Enabled" or "Suspended", not "on".');
});

import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { START, s3World } from "./objects/objects-world.js";
import { refusal } from "./support/refusal.js";

const world = s3World();

describe("sim.s3", () => {
  test("makes buckets, once", () => {
    world.sim.s3.createBucket("twice", { versioning: "Enabled" });
    world.sim.s3.createBucket("twice");
    world.sim.s3.at({ region: "eu-west-1" }).createBucket("west");
    expect(world.sim.s3.buckets().filter(({ name }) => ["twice", "west"].includes(name))).toMatchObject([
      { name: "twice", region: "us-east-1", createdAt: START, versioning: "Enabled" },
      { name: "west", region: "eu-west-1", createdAt: START },
    ]);
    expect(world.sim.s3.at({ account: "210987654321" }).buckets()).toEqual([]);
  });

  test.each([
    ["b", "it must have 3 to 63 characters"],
    ["x".repeat(64), "it must have 3 to 63 characters"],
    ["Not_A_Bucket", "it can have only lowercase letters, digits, hyphens and periods"],
    ["-bucket", "it must begin and end with a letter or digit"],
    ["a..bucket", "it must not have two periods in a row"],
    ["192.168.5.4", "it must not be formatted as an IP address"],
    ["xn--bucket", "S3 reserves the prefixes xn--, sthree- and amzn-s3-demo-"],
    ["bucket-s3alias", "S3 reserves the suffixes -s3alias, --ol-s3, .mrap, --x-s3, --table-s3 and -an"],
  ])("rejects the name %s with its rule", (name, rule) => {
    expect(() => world.sim.s3.createBucket(name)).toThrow(
      new TypeError(`"${name}" is not a valid bucket name: ${rule}. Choose another name.`),
    );
  });

  test("puts objects that clients read, and reads those that clients put", async () => {
    const Bucket = world.bucket();
    const options = {
      ContentType: "text/plain",
      CacheControl: "no-store",
      Metadata: { colour: "grün" },
      Tagging: "a=1",
    };
    expect(world.sim.s3.putObject(Bucket, "a", "hé", options)).toEqual({
      bucket: Bucket,
      key: "a",
      versionId: "null",
      size: 3,
      etag: createHash("md5").update("hé").digest("hex"),
      lastModified: START,
      storageClass: "STANDARD",
      contentType: "text/plain",
      headers: { CacheControl: "no-store" },
      metadata: { colour: "grün" },
      tags: { a: "1" },
      encryption: "AES256",
      lock: {},
    });
    const { Body, ContentType } = await world.s3.getObject({ Bucket, Key: "a" });
    expect([await Body?.transformToString(), ContentType]).toEqual(["hé", "text/plain"]);
    await world.s3.putObject({ Bucket, Key: "b/1", Body: new Uint8Array([0, 255]) });
    expect(world.sim.s3.bytes(Bucket, "b/1")).toEqual(new Uint8Array([0, 255]));
    expect(world.sim.s3.objects(Bucket).map(({ key }) => key)).toEqual(["a", "b/1"]);
    expect(world.sim.s3.objects(Bucket, "b/").map(({ key }) => key)).toEqual(["b/1"]);
    expect([
      world.sim.s3.text(Bucket, "c"),
      world.sim.s3.bytes(Bucket, "c"),
      world.sim.s3.object(Bucket, "c"),
    ]).toEqual([undefined, undefined, undefined]);
    expect(() => world.sim.s3.objects("no-such-bucket")).toThrow(TypeError);
  });

  test("gives and takes copies", () => {
    const bucket = world.bucket();
    const bytes = Buffer.alloc(100_000, 1);
    world.sim.s3.putObject(bucket, "a", bytes);
    bytes.fill(2);
    world.sim.s3.bytes(bucket, "a")?.fill(3);
    expect(world.sim.s3.bytes(bucket, "a")?.every((byte) => byte === 1)).toBe(true);
  });

  test("shows uploads with their parts, by key and age", async () => {
    const Bucket = world.bucket();
    const ids: string[] = [];
    for (const Key of ["b", "a", "a"]) {
      ids.push((await world.s3.createMultipartUpload({ Bucket, Key })).UploadId ?? "");
    }
    const [uploadId = "", first = "", second = ""] = ids;
    const at = { Bucket, Key: "b", UploadId: uploadId };
    await world.s3.uploadPart({ ...at, PartNumber: 7, Body: "seven" });
    await world.s3.uploadPart({ ...at, PartNumber: 2, Body: "2" });
    const etag = (text: string) => createHash("md5").update(text).digest("hex");
    const shown = { bucket: Bucket, initiated: START, parts: [] };
    expect(world.sim.s3.uploads(Bucket)).toEqual([
      { ...shown, key: "a", uploadId: first },
      { ...shown, key: "a", uploadId: second },
      {
        ...shown,
        key: "b",
        uploadId,
        parts: [
          { number: 2, size: 1, etag: etag("2") },
          { number: 7, size: 5, etag: etag("seven") },
        ],
      },
    ]);
    expect(() => world.sim.s3.uploads("nowhere")).toThrow('There is no bucket "nowhere".');
  });

  test("shows copies to their depth", async () => {
    const bucket = world.bucket("Enabled");
    const Metadata = { colour: "red" };
    const shown = world.sim.s3.putObject(bucket, "a", "x", { Metadata, Tagging: "k=v" });
    Metadata.colour = "blue";
    const before = structuredClone(shown);
    const { UploadId } = await world.s3.createMultipartUpload({ Bucket: bucket, Key: "u" });
    await world.s3.uploadPart({ Bucket: bucket, Key: "u", UploadId, PartNumber: 1, Body: "x" });
    await world.s3.deleteObject({ Bucket: bucket, Key: "gone" });
    const state = structuredClone(world.sim.s3.state());
    spoil([
      shown,
      world.sim.s3.object(bucket, "a"),
      world.sim.s3.objects(bucket),
      world.sim.s3.versions(bucket),
    ]);
    spoil([world.sim.s3.uploads(bucket), world.sim.s3.buckets(), world.sim.s3.state()]);
    expect(world.sim.s3.object(bucket, "a")).toEqual(before);
    expect(world.sim.s3.state()).toEqual(state);
  });

  test("shows versions, delete markers and uploads", async () => {
    const Bucket = world.bucket("Enabled");
    const first = world.sim.s3.putObject(Bucket, "a", "1");
    const second = world.sim.s3.putObject(Bucket, "a", "2");
    const { VersionId = "" } = await world.s3.deleteObject({ Bucket, Key: "a" });
    world.sim.s3.putObject(Bucket, "b", "x");
    expect(world.sim.s3.versions(Bucket, "a")).toEqual([
      {
        bucket: Bucket,
        key: "a",
        versionId: VersionId,
        lastModified: START,
        isLatest: true,
        deleteMarker: true,
      },
      { ...second, isLatest: false, deleteMarker: false },
      { ...first, isLatest: false, deleteMarker: false },
    ]);
    expect(world.sim.s3.text(Bucket, "a", first.versionId)).toBe("1");
    expect(world.sim.s3.text(Bucket, "a")).toBeUndefined();
    expect(world.sim.s3.state()).toMatchObject({
      buckets: expect.arrayContaining([
        expect.objectContaining({ name: Bucket, versions: world.sim.s3.versions(Bucket), uploads: [] }),
      ]),
    });
  });

  test("reports a missing bucket, and rejections of PutObject", () => {
    expect(() => world.sim.s3.putObject("nowhere", "a", "x")).toThrow(
      'There is no bucket "nowhere". Create it first: sim.s3.createBucket("nowhere").',
    );
    const bucket = world.bucket();
    expect(() => world.sim.s3.putObject(bucket, "k".repeat(1025), "x")).toThrow("Your key is too long");
    for (const key of ["", "half of a \ud83d pair"])
      expect(() => world.sim.s3.putObject(bucket, key, "x")).toThrow("Invalid object key: ");
  });

  test("does not take a part of a key for a part of the bucket's name", () => {
    const bucket = world.bucket();
    world.sim.s3.putObject(bucket, "2026/rows.csv", "x");
    const wrong = `${bucket}/2026`;
    const { s3 } = world.sim;
    const missing = `There is no bucket "${wrong}". `;
    for (const read of ["objects", "versions", "uploads"] as const)
      expect(() => s3[read](wrong)).toThrow(missing);
    for (const read of ["object", "text", "bytes"] as const)
      expect(() => s3[read](wrong, "rows.csv")).toThrow(missing);
  });

  test("goes back to a snapshot with what objects held", async () => {
    const Bucket = world.bucket();
    world.sim.s3.putObject(Bucket, "a", "old");
    const snapshot = world.sim.snapshot();
    await world.s3.putObject({ Bucket, Key: "a", Body: "new" });
    await world.s3.deleteObject({ Bucket, Key: "a" });
    world.sim.restore(snapshot);
    expect(world.sim.s3.text(Bucket, "a")).toBe("old");
  });
});

/** Changes all that can be changed of a value. */
function spoil(value: unknown): void {
  if (value instanceof Date) value.setTime(0);
  else if (typeof value === "object" && value !== null) {
    for (const [name, member] of Object.entries(value)) {
      spoil(member);
      if (typeof member !== "object") Reflect.set(value, name, "spoilt");
    }
  }
}

describe("/_sim/s3", () => {
  const call = async (method: string, path: string, body?: object) => {
    const response = await fetch(`${world.sim.url}/_sim/s3${path}`, {
      method,
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: response.status, text: await response.text() };
  };

  test("arranges and shows over HTTP", async () => {
    expect((await call("POST", "/buckets", { name: "remote" })).status).toBe(204);
    const object = { text: "a,b", ContentType: "text/csv", Metadata: { rows: "1" } };
    expect((await call("POST", "/buckets/remote/objects/2026%2Frows.csv", object)).status).toBe(200);
    expect(world.sim.s3.object("remote", "2026/rows.csv")).toMatchObject({
      contentType: "text/csv",
      metadata: { rows: "1" },
    });
    await call("POST", "/buckets/remote/objects/bytes", { base64: "AP8=" });
    expect(world.sim.s3.bytes("remote", "bytes")).toEqual(new Uint8Array([0, 255]));
    expect(await call("GET", "/buckets/remote/objects/2026%2Frows.csv/content")).toEqual({
      status: 200,
      text: "a,b",
    });
    const { objects } = JSON.parse((await call("GET", "/buckets/remote/objects?prefix=2026/")).text);
    expect(objects).toMatchObject([{ key: "2026/rows.csv", size: 3, lastModified: START.toISOString() }]);
    expect(JSON.parse((await call("GET", "/buckets/remote/uploads")).text)).toEqual({ uploads: [] });
    expect((await call("GET", "/buckets/remote/objects/none")).status).toBe(404);
    expect((await call("POST", "/buckets/remote/objects/a", {})).status).toBe(400);
  });
});

test("GetObjectTorrent reports that it is not simulated", async () => {
  const Bucket = world.bucket();
  const call = world.s3.getObjectTorrent({ Bucket, Key: "a" });
  expect(await refusal(call)).toMatchObject({ status: 501, code: "NotImplemented" });
});

import { describe, expect, test } from "vitest";
import { refusal } from "../support/refusal.js";
import { s3World } from "./objects-world.js";

const world = s3World();

describe("DeleteObject", () => {
  test("H05 is 204 whether there was something or not", async () => {
    const Bucket = world.bucket();
    world.sim.s3.putObject(Bucket, "a", "x");
    for (let i = 0; i < 2; i++) {
      const { $metadata, ...answer } = await world.s3.deleteObject({ Bucket, Key: "a" });
      expect([$metadata.httpStatusCode, answer]).toEqual([204, {}]);
    }
    expect(world.sim.s3.objects(Bucket)).toEqual([]);
  });

  test("H11 lays markers, and removes versions and markers for good", async () => {
    const Bucket = world.bucket("Enabled");
    const { VersionId } = await world.s3.putObject({ Bucket, Key: "a", Body: "x" });
    const marker = await world.s3.deleteObject({ Bucket, Key: "a" });
    expect(marker.DeleteMarker).toBe(true);
    expect(world.sim.s3.text(Bucket, "a")).toBeUndefined();
    expect(await world.s3.deleteObject({ Bucket, Key: "a", VersionId: marker.VersionId })).toMatchObject({
      DeleteMarker: true,
      VersionId: marker.VersionId,
    });
    expect(world.sim.s3.text(Bucket, "a")).toBe("x");
    expect(await world.s3.deleteObject({ Bucket, Key: "a", VersionId })).toMatchObject({ VersionId });
    expect(world.sim.s3.versions(Bucket)).toEqual([]);
  });

  test("keeps its conditions", async () => {
    const Bucket = world.bucket();
    const { ETag } = await world.s3.putObject({ Bucket, Key: "a", Body: "x" });
    expect(await refusal(world.s3.deleteObject({ Bucket, Key: "a", IfMatch: '"1"' }))).toMatchObject({
      status: 412,
      Condition: "If-Match",
    });
    expect(await refusal(world.s3.deleteObject({ Bucket, Key: "a", IfMatchSize: 1 }))).toMatchObject({
      status: 501,
      Header: "x-amz-if-match-size",
    });
    await world.s3.deleteObject({ Bucket, Key: "a", IfMatch: ETag });
    expect(await refusal(world.s3.deleteObject({ Bucket, Key: "a", IfMatch: "*" }))).toMatchObject({
      status: 412,
    });
    expect(await refusal(world.s3.deleteObject({ Bucket, Key: "a", IfMatch: ETag }))).toEqual({
      status: 404,
      code: "NoSuchKey",
      message: "The specified key does not exist.",
      Key: "a",
    });
    const Objects = [{ Key: "a", ETag }];
    const { Errors } = await world.s3.deleteObjects({ Bucket, Delete: { Objects } });
    expect(Errors).toMatchObject([{ Key: "a", Code: "NoSuchKey" }]);
  });

  test("accepts an If-Match whose ETag lacks a quote", async () => {
    const Bucket = world.bucket();
    for (const cut of [(tag: string) => tag.slice(1), (tag: string) => tag.slice(0, -1)]) {
      const { ETag = "" } = await world.s3.putObject({ Bucket, Key: "a", Body: "x" });
      expect((await world.s3.headObject({ Bucket, Key: "a", IfMatch: cut(ETag) })).ETag).toBe(ETag);
      await world.s3.deleteObject({ Bucket, Key: "a", IfMatch: cut(ETag) });
    }
    expect(world.sim.s3.objects(Bucket)).toEqual([]);
  });

  test.each([undefined, "Enabled"] as const)(
    "rejects a version id that S3 never issued (versioning %s)",
    async (versioning) => {
      const Bucket = world.bucket(versioning);
      world.sim.s3.putObject(Bucket, "a", "x");
      const VersionId = "3HL4kqtJvjVBH40Nrjfkd.l5nD9fXQzy";
      const expected = {
        status: 400,
        code: "InvalidArgument",
        message: "Invalid version id specified",
        ArgumentName: "versionId",
        ArgumentValue: VersionId,
      };
      expect(await refusal(world.s3.deleteObject({ Bucket, Key: "a", VersionId }))).toEqual(expected);
      expect(await refusal(world.s3.getObject({ Bucket, Key: "a", VersionId }))).toEqual(expected);
      expect(world.sim.s3.text(Bucket, "a")).toBe("x");
    },
  );

  test("does not delete what is locked", async () => {
    const Bucket = "locked-objects";
    await world.s3.createBucket({ Bucket, ObjectLockEnabledForBucket: true });
    const { VersionId } = await world.s3.putObject({
      Bucket,
      Key: "a",
      Body: "x",
      ObjectLockMode: "GOVERNANCE",
      ObjectLockRetainUntilDate: new Date("2027-01-01T00:00:00Z"),
    });
    expect(await refusal(world.s3.deleteObject({ Bucket, Key: "a", VersionId }))).toEqual({
      status: 403,
      code: "AccessDenied",
      message: "Access Denied because object protected by object lock.",
    });
    const { Errors } = await world.s3.deleteObjects({
      Bucket,
      Delete: { Objects: [{ Key: "a", VersionId }] },
    });
    expect(Errors).toMatchObject([{ Key: "a", VersionId, Code: "AccessDenied" }]);
    await world.s3.deleteObject({ Bucket, Key: "a", VersionId, BypassGovernanceRetention: true });
    expect(world.sim.s3.versions(Bucket)).toEqual([]);
  });
});

describe("DeleteObjects", () => {
  test("H05 returns the outcome of each key", async () => {
    const Bucket = world.bucket("Enabled");
    world.sim.s3.putObject(Bucket, "a", "x");
    const { versionId = "" } = world.sim.s3.putObject(Bucket, "b", "y");
    const { versionId: gone = "" } = world.sim.s3.putObject(Bucket, "b", "z");
    await world.s3.deleteObject({ Bucket, Key: "b", VersionId: gone });
    const unknown = "z".repeat(32);
    const Objects = [
      { Key: "b", VersionId: versionId },
      { Key: "b", VersionId: gone },
      { Key: "b", VersionId: "null" },
      { Key: "b", VersionId: unknown },
      { Key: "b", VersionId: "no version id" },
      { Key: "a", ETag: '"1"' },
      { Key: "never" },
    ];
    const { Deleted, Errors } = await world.s3.deleteObjects({ Bucket, Delete: { Objects } });
    expect(Deleted).toEqual([
      { Key: "b", VersionId: versionId },
      { Key: "b", VersionId: gone },
      { Key: "b", VersionId: "null" },
      { Key: "never", DeleteMarker: true, DeleteMarkerVersionId: expect.stringMatching(/^[\w.]{32}$/) },
    ]);
    expect(Errors).toEqual([
      {
        Key: "b",
        VersionId: unknown,
        Code: "NoSuchVersion",
        Message: "The specified version does not exist.",
      },
      {
        Key: "b",
        VersionId: "no version id",
        Code: "NoSuchVersion",
        Message: "The specified version does not exist.",
      },
      {
        Key: "a",
        Code: "PreconditionFailed",
        Message: "At least one of the pre-conditions you specified did not hold",
      },
    ]);
  });

  test("is quiet on request", async () => {
    const Bucket = world.bucket();
    const answer = await world.s3.deleteObjects({ Bucket, Delete: { Objects: [{ Key: "a" }], Quiet: true } });
    expect([answer.Deleted, answer.Errors]).toEqual([undefined, undefined]);
  });

  test("takes 1 to 1,000 keys, with a digest", async () => {
    const Bucket = world.bucket();
    const Objects = Array.from({ length: 1001 }, (_, i) => ({ Key: `k${i}` }));
    for (const given of [Objects, []]) {
      expect(await refusal(world.s3.deleteObjects({ Bucket, Delete: { Objects: given } }))).toMatchObject({
        status: 400,
        code: "MalformedXML",
      });
    }
    const xml = "<Delete><Object><Key>a</Key></Object></Delete>";
    const bare = await world.raw("POST", `/${Bucket}?delete`, {}, xml);
    expect(bare.text).toContain("Missing required header for this request: Content-MD5 OR x-amz-checksum-*");
    const wrong = await world.raw(
      "POST",
      `/${Bucket}?delete`,
      { "Content-MD5": "AAAAAAAAAAAAAAAAAAAAAA==" },
      xml,
    );
    expect(wrong.text).toContain("<Code>BadDigest</Code>");
  });

  test("has no bypass without Object Lock", async () => {
    const Bucket = world.bucket();
    const call = world.s3.deleteObjects({
      Bucket,
      Delete: { Objects: [{ Key: "a" }] },
      BypassGovernanceRetention: false,
    });
    expect(await refusal(call)).toMatchObject({
      status: 400,
      code: "InvalidArgument",
      ArgumentName: "x-amz-bypass-governance-retention",
    });
  });
});

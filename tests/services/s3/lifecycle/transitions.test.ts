import type {
  LifecycleRule,
  PutObjectCommandInput,
  TransitionDefaultMinimumObjectSize,
} from "@aws-sdk/client-s3";
import { describe, expect, test } from "vitest";
import { s3World } from "../s3-world.js";

const world = s3World();
const Bucket = "moving";
const LARGE = Buffer.alloc(131_072);
const SMALL = Buffer.alloc(131_071);

function put(
  Rules: LifecycleRule[],
  TransitionDefaultMinimumObjectSize?: TransitionDefaultMinimumObjectSize,
) {
  const LifecycleConfiguration = { Rules };
  return world.s3.putBucketLifecycleConfiguration({
    Bucket,
    LifecycleConfiguration,
    TransitionDefaultMinimumObjectSize,
  });
}

function rule(change: Partial<LifecycleRule>): LifecycleRule {
  return { Status: "Enabled", Filter: {}, ...change };
}

function classOf(Key: string) {
  return world.sim.s3.object(Bucket, Key)?.storageClass;
}

async function object(Key: string, change: Partial<PutObjectCommandInput> = {}) {
  await world.s3.putObject({ Bucket, Key, Body: LARGE, ...change });
}

describe("transitions (H15)", () => {
  test("come one after the other, and change nothing but the class", async () => {
    await world.s3.createBucket({ Bucket });
    await object("a", { Metadata: { a: "b" } });
    const before = world.sim.s3.object(Bucket, "a");
    await put([
      rule({
        Transitions: [
          { Days: 5, StorageClass: "STANDARD_IA" },
          { Days: 40, StorageClass: "GLACIER" },
          { Days: 130, StorageClass: "DEEP_ARCHIVE" },
        ],
      }),
    ]);
    const seen = new Map<string, string>();
    for (const day of ["2026-01-07", "2026-01-08", "2026-02-11", "2026-02-12", "2026-05-12", "2026-05-13"]) {
      await world.sim.clock.set(`${day}T00:00:00Z`);
      seen.set(day, `${classOf("a")}`);
    }
    expect(Object.fromEntries(seen)).toEqual({
      "2026-01-07": "STANDARD",
      "2026-01-08": "STANDARD_IA",
      "2026-02-11": "STANDARD_IA",
      "2026-02-12": "GLACIER",
      "2026-05-12": "GLACIER",
      "2026-05-13": "DEEP_ARCHIVE",
    });
    expect(world.sim.s3.object(Bucket, "a")).toEqual({ ...before, storageClass: "DEEP_ARCHIVE" });
    await expect(world.s3.getObject({ Bucket, Key: "a" })).rejects.toMatchObject({
      name: "InvalidObjectState",
    });
  });

  test("leave small objects where they are, unless the rule has a size or the archives are open to them", async () => {
    await world.s3.createBucket({ Bucket });
    await object("large");
    await object("small", { Body: SMALL });
    const archive = rule({ Transitions: [{ Days: 0, StorageClass: "GLACIER" }] });
    await put([archive]);
    await world.sim.clock.advance("1d");
    expect([classOf("large"), classOf("small")]).toEqual(["GLACIER", "STANDARD"]);
    await put([rule({ Transitions: [{ Days: 0, StorageClass: "GLACIER_IR" }] })], "varies_by_storage_class");
    await world.sim.clock.advance("1d");
    expect(classOf("small")).toBe("STANDARD");
    await put([archive], "varies_by_storage_class");
    await world.sim.clock.advance("1d");
    expect(classOf("small")).toBe("GLACIER");
    await object("sized", { Body: "x" });
    await put([
      rule({ Filter: { ObjectSizeLessThan: 10 }, Transitions: [{ Days: 0, StorageClass: "GLACIER_IR" }] }),
    ]);
    await world.sim.clock.advance("1d");
    expect(classOf("sized")).toBe("GLACIER_IR");
  });

  test.each([
    ["STANDARD", ["STANDARD_IA", "GLACIER"], "GLACIER"],
    ["STANDARD", ["GLACIER_IR", "INTELLIGENT_TIERING"], "INTELLIGENT_TIERING"],
    ["STANDARD", ["DEEP_ARCHIVE", "GLACIER"], "DEEP_ARCHIVE"],
    ["ONEZONE_IA", ["STANDARD_IA"], "ONEZONE_IA"],
    ["GLACIER_IR", ["INTELLIGENT_TIERING", "GLACIER"], "GLACIER"],
    ["DEEP_ARCHIVE", ["GLACIER"], "DEEP_ARCHIVE"],
  ] as const)("from %s where %j are due goes to %s", async (StorageClass, classes, result) => {
    await world.s3.createBucket({ Bucket });
    await object("a", { StorageClass });
    await put(classes.map((to, n) => rule({ ID: `${n}`, Transitions: [{ Days: 3, StorageClass: to }] })));
    await world.sim.clock.advance("4d");
    expect(classOf("a")).toBe(result);
  });

  test("of noncurrent versions leave the current one and the newest others", async () => {
    await world.versioned(Bucket);
    for (let n = 0; n < 4; n++) await object("a");
    const action = { NoncurrentDays: 2, NewerNoncurrentVersions: 1, StorageClass: "GLACIER" as const };
    await put([rule({ NoncurrentVersionTransitions: [action] })]);
    await world.sim.clock.advance("3d");
    const classes = world.sim.s3
      .versions(Bucket)
      .map((version) => !version.deleteMarker && version.storageClass);
    expect(classes).toEqual(["STANDARD", "STANDARD", "GLACIER", "GLACIER"]);
  });

  test("come before a delete marker, and not before a removal", async () => {
    await world.versioned(Bucket);
    await object("a");
    const both = [
      rule({ ID: "move", Transitions: [{ Days: 3, StorageClass: "GLACIER" }] }),
      rule({ ID: "expire", Expiration: { Days: 3 } }),
    ];
    await put(both);
    await world.sim.clock.advance("4d");
    expect(world.sim.s3.versions(Bucket)).toMatchObject([
      { deleteMarker: true, isLatest: true },
      { deleteMarker: false, storageClass: "GLACIER" },
    ]);
  });
});

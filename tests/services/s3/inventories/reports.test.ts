import { createHash } from "node:crypto";
import { gunzipSync } from "node:zlib";
import type { InventoryConfiguration } from "@aws-sdk/client-s3";
import { describe, expect, test } from "vitest";
import { s3World } from "../s3-world.js";

const world = s3World();

async function inventory(change: Partial<InventoryConfiguration> = {}) {
  const Id = "all";
  await world.s3.putBucketInventoryConfiguration({
    Bucket: "source",
    Id,
    InventoryConfiguration: {
      Id,
      IsEnabled: true,
      IncludedObjectVersions: "All",
      Schedule: { Frequency: "Daily" },
      Destination: {
        S3BucketDestination: { Bucket: "arn:aws:s3:::reports", Format: "CSV", Prefix: "inventories" },
      },
      OptionalFields: [
        "ETag",
        "Size",
        "StorageClass",
        "LastModifiedDate",
        "IsMultipartUploaded",
        "EncryptionStatus",
      ],
      ...change,
    },
  });
}

describe("inventories (H28)", () => {
  test("are written each midnight: data, manifest, a list for Hive and a checksum", async () => {
    await world.versioned("source");
    await world.s3.createBucket({ Bucket: "reports" });
    const VersionId = await world.put("source", "a b,c");
    const marker = await world.s3.deleteObject({ Bucket: "source", Key: "gone" });
    await inventory();
    await world.sim.clock.set("2026-01-03T00:00:00Z");
    const folder = "inventories/source/all/";
    const keys = world.sim.s3.objects("reports").map(({ key }) => key);
    expect(keys).toEqual([
      `${folder}2026-01-03T00-00Z/manifest.checksum`,
      `${folder}2026-01-03T00-00Z/manifest.json`,
      expect.stringMatching(new RegExp(`^${folder}data/[0-9a-f-]{36}\\.csv\\.gz$`)),
      `${folder}hive/dt=2026-01-03-00-00/symlink.txt`,
    ]);
    const [, , data = ""] = keys;
    const text = (key: string) => world.sim.s3.text("reports", key) ?? "";
    const manifest = text(`${folder}2026-01-03T00-00Z/manifest.json`);
    const bytes = world.sim.s3.bytes("reports", data) ?? new Uint8Array();
    expect(JSON.parse(manifest)).toEqual({
      sourceBucket: "source",
      destinationBucket: "arn:aws:s3:::reports",
      version: "2016-11-30",
      creationTimestamp: String(Date.parse("2026-01-03T00:00:00Z")),
      fileFormat: "CSV",
      fileSchema:
        "Bucket, Key, VersionId, IsLatest, IsDeleteMarker, Size, LastModifiedDate, ETag, StorageClass, " +
        "IsMultipartUploaded, EncryptionStatus",
      files: [{ key: data, size: bytes.length, MD5checksum: createHash("md5").update(bytes).digest("hex") }],
    });
    expect(text(`${folder}2026-01-03T00-00Z/manifest.checksum`)).toBe(
      createHash("md5").update(manifest).digest("hex"),
    );
    expect(text(`${folder}hive/dt=2026-01-03-00-00/symlink.txt`)).toBe(`s3://reports/${data}\n`);
    expect(gunzipSync(bytes).toString()).toBe(
      `"source","a%20b%2Cc","${VersionId}","true","false","7","2026-01-02T03:04:05.000Z",` +
        `"9a0364b9e99bb480dd25e1f0284c8555","STANDARD","false","SSE-S3"\n` +
        `"source","gone","${marker.VersionId}","true","true","","2026-01-02T03:04:05.000Z","","","",""\n`,
    );
  });

  test("come on Sundays when they are weekly, once each, and not when they are disabled", async () => {
    await world.versioned("source");
    await world.s3.createBucket({ Bucket: "reports" });
    await world.put("source", "a");
    await inventory({ Schedule: { Frequency: "Weekly" } });
    await inventory({ Schedule: { Frequency: "Weekly" } });
    const days = () =>
      world.sim.s3
        .objects("reports")
        .flatMap(({ key }) => /(\d{4}-\d\d-\d\d)T.*checksum$/.exec(key)?.[1] ?? []);
    // 2026-01-02 is a Friday.
    await world.sim.clock.advance("10d");
    expect(days()).toEqual(["2026-01-04", "2026-01-11"]);
    await inventory({ IsEnabled: false });
    await world.sim.clock.advance("10d");
    expect(days()).toEqual(["2026-01-04", "2026-01-11"]);
  });
});

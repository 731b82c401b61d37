import { CreateClusterCommand, ECSClient } from "@aws-sdk/client-ecs";
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { describe, expect, test } from "vitest";
import { type AwsSim, type AwsSimOptions, createAwsSim } from "../../lib/index.js";
import { seedEverything } from "../support/seeds/index.js";
import { NOTIFY_FAILURE } from "../support/seeds/lambda.js";
import { statesOf } from "../support/states.js";
import { hasSqlite, TemporaryDirectory } from "./temporary-directory.js";

const FROZEN: AwsSimOptions = { clock: "frozen", startTime: "2030-01-01T00:00:00Z", seed: 1, delays: 0 };

async function textOf(s3: S3Client, Key: string): Promise<string | undefined> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: "bucket", Key }));
  return Body?.transformToString();
}

describe.skipIf(!hasSqlite)("a simulator with a data directory", () => {
  test("shows after a restart what every service had, and continues with it (H22)", async () => {
    using directory = new TemporaryDirectory();
    const options = { ...FROZEN, dataDir: directory.path };
    await using reference = await createAwsSim(FROZEN);
    await seedEverything(reference);
    let before: unknown;
    {
      await using sim = await createAwsSim(options);
      await seedEverything(sim);
      before = statesOf(sim);
    }
    await using sim = await createAwsSim({ ...options, startTime: "2031-01-01T00:00:00Z" });
    expect(sim.clock.date()).toEqual(reference.clock.date());
    expect(statesOf(sim)).toEqual(before);
    sim.lambda.on("notify", NOTIFY_FAILURE);
    sim.delays.set(reference.delays.all());
    await sim.clock.advance("2h");
    expect(statesOf(sim)).not.toEqual(before);
  });

  test("has objects of all sizes again, and the ranges of them (H23)", async () => {
    using directory = new TemporaryDirectory();
    const large = Buffer.from(Array.from({ length: 700_000 }, (_, i) => i % 251));
    {
      await using sim = await createAwsSim({ dataDir: directory.path });
      const s3 = new S3Client(sim.clientConfig());
      await s3.send(new CreateBucketCommand({ Bucket: "bucket" }));
      await s3.send(new PutObjectCommand({ Bucket: "bucket", Key: "small", Body: "small" }));
      await s3.send(new PutObjectCommand({ Bucket: "bucket", Key: "large", Body: large }));
      await s3.send(new PutObjectCommand({ Bucket: "bucket", Key: "empty", Body: "" }));
      expect(await textOf(s3, "small")).toBe("small");
    }
    await using sim = await createAwsSim({ dataDir: directory.path });
    const s3 = new S3Client(sim.clientConfig());
    expect(await textOf(s3, "small")).toBe("small");
    expect(await textOf(s3, "empty")).toBe("");
    const { Body: whole } = await s3.send(new GetObjectCommand({ Bucket: "bucket", Key: "large" }));
    expect(Buffer.compare((await whole?.transformToByteArray()) ?? Buffer.alloc(0), large)).toBe(0);
    const range = { Bucket: "bucket", Key: "large", Range: "bytes=262000-600000" };
    const { Body: part } = await s3.send(new GetObjectCommand(range));
    const bytes = (await part?.transformToByteArray()) ?? Buffer.alloc(0);
    expect(Buffer.compare(bytes, large.subarray(262_000, 600_001))).toBe(0);
  });

  test("continues the ids of its seed, and never makes one twice", async () => {
    using directory = new TemporaryDirectory();
    const options = { ...FROZEN, dataDir: directory.path };
    await using reference = await createAwsSim(FROZEN);
    const ids = [runOf(reference), runOf(reference)];
    {
      await using sim = await createAwsSim(options);
      await new ECSClient(sim.clientConfig()).send(new CreateClusterCommand({ clusterName: "first" }));
      runOf(sim);
      await new ECSClient(sim.clientConfig()).send(new CreateClusterCommand({ clusterName: "second" }));
    }
    await using sim = await createAwsSim(options);
    expect(runOf(sim)).toBe(ids[1]);
  });

  test("reset empties the directory too", async () => {
    using directory = new TemporaryDirectory();
    {
      await using sim = await createAwsSim({ ...FROZEN, dataDir: directory.path });
      await seedEverything(sim);
      sim.reset();
    }
    await using sim = await createAwsSim({ ...FROZEN, dataDir: directory.path });
    await using empty = await createAwsSim(FROZEN);
    expect(statesOf(sim)).toEqual(statesOf(empty));
    expect(sim.clock.date()).toEqual(empty.clock.date());
  });

  test("restore brings back objects whose bytes no row refers to", async () => {
    using directory = new TemporaryDirectory();
    const large = "large ".repeat(50_000);
    {
      await using sim = await createAwsSim({ dataDir: directory.path });
      const s3 = new S3Client(sim.clientConfig());
      await s3.send(new CreateBucketCommand({ Bucket: "bucket" }));
      await s3.send(new PutObjectCommand({ Bucket: "bucket", Key: "large", Body: large }));
      await s3.send(new PutObjectCommand({ Bucket: "bucket", Key: "small", Body: "small" }));
      using snapshot = sim.snapshot();
      await s3.send(new DeleteObjectCommand({ Bucket: "bucket", Key: "large" }));
      await s3.send(new DeleteObjectCommand({ Bucket: "bucket", Key: "small" }));
      await s3.send(new PutObjectCommand({ Bucket: "bucket", Key: "other", Body: "other" }));
      sim.restore(snapshot);
      expect(await textOf(s3, "large")).toBe(large);
    }
    await using sim = await createAwsSim({ dataDir: directory.path });
    const s3 = new S3Client(sim.clientConfig());
    expect(await textOf(s3, "large")).toBe(large);
    expect(await textOf(s3, "small")).toBe("small");
    await expect(textOf(s3, "other")).rejects.toMatchObject({ name: "NoSuchKey" });
  });

  test("time that was advanced without a change has passed after a restart", async () => {
    using directory = new TemporaryDirectory();
    const options = { ...FROZEN, dataDir: directory.path };
    {
      await using sim = await createAwsSim(options);
      await sim.clock.advance("3d");
    }
    await using sim = await createAwsSim(options);
    expect(sim.clock.date()).toEqual(new Date("2030-01-04T00:00:00Z"));
  });
});

/** An id of a simulator's source. */
function runOf(sim: AwsSim): string {
  return Reflect.get(sim, "simulation").ids.uuid();
}

import type { TargetObjectKeyFormat } from "@aws-sdk/client-s3";
import { describe, expect, test } from "vitest";
import { s3World } from "../s3-world.js";

const world = s3World();

async function logged(TargetObjectKeyFormat?: TargetObjectKeyFormat) {
  for (const Bucket of ["source", "logs"]) await world.s3.createBucket({ Bucket });
  await world.s3.putBucketLogging({
    Bucket: "source",
    BucketLoggingStatus: {
      LoggingEnabled: { TargetBucket: "logs", TargetPrefix: "log/", TargetObjectKeyFormat },
    },
  });
}

/** The fields of a record: quoted and bracketed ones whole. */
function fields(line: string): string[] {
  return line.match(/"[^"]*"|\[[^\]]*\]|\S+/g) ?? [];
}

function records(): string[][] {
  const objects = world.sim.s3.objects("logs");
  const lines = objects.flatMap(({ key }) => world.sim.s3.text("logs", key)?.trimEnd().split("\n") ?? []);
  return lines.map(fields);
}

describe("access logs (H28)", () => {
  test("are written to the target bucket with AWS's fields", async () => {
    await logged();
    const put = await world.s3.putObject({ Bucket: "source", Key: "a b/c", Body: "content" });
    const got = await world.s3.getObject({ Bucket: "source", Key: "a b/c" });
    expect(await got.Body?.transformToString()).toBe("content");
    await expect(world.s3.getObject({ Bucket: "source", Key: "none" })).rejects.toThrow();
    await world.sim.clock.advance("1h");
    expect(world.sim.s3.objects("logs").map(({ key, contentType }) => [key, contentType])).toEqual([
      [expect.stringMatching(/^log\/2026-01-02-04-00-00-[0-9A-F]{16}$/), "text/plain"],
    ]);
    const [logging, putting, getting, missing] = records();
    expect(logging?.slice(6, 10)).toEqual([
      "REST.PUT.LOGGING_STATUS",
      "-",
      '"PUT /source/?logging= HTTP/1.1"',
      "200",
    ]);
    expect(putting).toHaveLength(27);
    expect(putting).toEqual([
      expect.stringMatching(/^[0-9a-f]{64}$/),
      "source",
      "[02/Jan/2026:03:04:05 +0000]",
      "127.0.0.1",
      "arn:aws:iam::123456789012:user/aws-sim",
      put.$metadata.requestId,
      "REST.PUT.OBJECT",
      "a%2520b/c",
      '"PUT /source/a%20b/c?x-id=PutObject HTTP/1.1"',
      "200",
      "-",
      "-",
      "7",
      "1",
      "1",
      '"-"',
      expect.stringMatching(/^"aws-sdk-js/),
      "-",
      put.$metadata.extendedRequestId,
      "SigV4",
      "-",
      "AuthHeader",
      new URL(world.sim.url).host,
      "-",
      "-",
      "-",
      "-",
    ]);
    expect(getting?.slice(6, 13)).toEqual([
      "REST.GET.OBJECT",
      "a%2520b/c",
      '"GET /source/a%20b/c?x-id=GetObject HTTP/1.1"',
      "200",
      "-",
      "7",
      "7",
    ]);
    expect(missing?.slice(6, 11)).toEqual([
      "REST.GET.OBJECT",
      "none",
      '"GET /source/none?x-id=GetObject HTTP/1.1"',
      "404",
      "NoSuchKey",
    ]);
  });

  test.each([
    ["EventTime", "2026/01/02/2026-01-02-00-00-00"],
    ["DeliveryTime", "2026/01/03/2026-01-03-00-00-00"],
  ] as const)(
    "with a prefix that is partitioned by %s are in the folder of that day",
    async (source, moment) => {
      await logged({ PartitionedPrefix: { PartitionDateSource: source } });
      await world.sim.clock.set("2026-01-02T23:30:00Z");
      const before = world.sim.s3.objects("logs").length;
      await world.put("source", "a");
      await world.sim.clock.set("2026-01-03T00:00:00Z");
      expect(
        world.sim.s3
          .objects("logs")
          .map(({ key }) => key)
          .slice(before),
      ).toEqual([
        expect.stringMatching(new RegExp(`^log/123456789012/us-east-1/source/${moment}-[0-9A-F]{16}$`)),
      ]);
    },
  );

  test("stop with the configuration", async () => {
    await logged();
    await world.sim.clock.advance("1h");
    const before = world.sim.s3.objects("logs").length;
    await world.s3.putBucketLogging({ Bucket: "source", BucketLoggingStatus: {} });
    await world.put("source", "a");
    await world.sim.clock.advance("1d");
    expect(world.sim.s3.objects("logs")).toHaveLength(before);
  });
});

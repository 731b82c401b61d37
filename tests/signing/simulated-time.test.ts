import { ECSClient, ListClustersCommand } from "@aws-sdk/client-ecs";
import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { describe, expect, test } from "vitest";
import { type AwsSimOptions, createAwsSim } from "../../lib/index.js";

const KEY = { accessKeyId: "AKIAVALID", secretAccessKey: "the secret" };
const start = (options: AwsSimOptions = {}) => createAwsSim({ verifySignatures: KEY, ...options });

describe.each([
  ["over a socket", false],
  ["without a socket", true],
] as const)("clients of clientConfig() sign by simulated time %s", (_, direct) => {
  test.each<[string, AwsSimOptions]>([
    ["after a large advance", {}],
    ["of a frozen clock", { clock: "frozen" }],
    ["in the past", { startTime: "2020-02-29T12:00:00Z" }],
  ])("%s, with one attempt", async (_, options) => {
    await using sim = await start(options);
    const config = { ...sim.clientConfig({ direct }), maxAttempts: 1 };
    const [ecs, s3] = [new ECSClient(config), new S3Client(config)];
    sim.s3.createBucket("exports");
    for (const _ of [1, 2]) {
      await ecs.send(new ListClustersCommand());
      await s3.send(new PutObjectCommand({ Bucket: "exports", Key: "rows", Body: "a,b" }));
      await sim.clock.advance("30d");
    }
    await ecs.send(new ListClustersCommand());
    await s3.send(new GetObjectCommand({ Bucket: "exports", Key: "rows" }));
    sim.reset();
    await ecs.send(new ListClustersCommand());
    expect(sim.requests.filter().map(({ status }) => status)).toEqual([200]);
  });
});

test("a presigned URL with signingDate is valid by simulated time, and one without is not", async () => {
  await using sim = await start({ clock: "frozen" });
  const s3 = new S3Client(sim.clientConfig());
  sim.s3.createBucket("exports");
  sim.s3.putObject("exports", "rows", "a,b");
  await sim.clock.advance("30d");
  const get = new GetObjectCommand({ Bucket: "exports", Key: "rows" });
  const statusOf = async (signingDate?: Date) => {
    const url = await getSignedUrl(s3, get, { expiresIn: 60, ...(signingDate && { signingDate }) });
    return (await fetch(url)).status;
  };
  expect([await statusOf(sim.clock.date()), await statusOf()]).toEqual([200, 403]);
});

describe("systemClockOffset", () => {
  test("is how far simulated time is ahead of the machine's", async () => {
    await using sim = await start({ clock: "frozen", startTime: 0 });
    const { systemClockOffset } = sim.clientConfig();
    const before = Number(systemClockOffset);
    await sim.clock.advance("30d");
    // Real time passes between the two.
    expect(Number(systemClockOffset) - before).toBeGreaterThan(30 * 86_400_000 - 60_000);
    expect(JSON.stringify({ systemClockOffset })).toMatch(/^\{"systemClockOffset":-\d+\}$/);
  });

  test("is omitted where signatures are not verified", async () => {
    await using sim = await createAwsSim();
    expect(sim.clientConfig()).not.toHaveProperty("systemClockOffset");
  });
});
